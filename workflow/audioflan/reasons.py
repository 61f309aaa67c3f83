"""Reasons of rejects without their particulars, so that like reasons count as one."""

import polars as pl

MARK = "…"

_HEAD = r"^[^:]*\.[A-Za-z]\w*(?:#\d+)?(?::\d+)?: "
"""The file a reason is about, with instrument or line: ``a/b.mid#3: ``, ``c.txt:2: ``."""

_VALUES = r"'[^']*'|\b\d{2,}_[A-Za-z0-9-]+_[A-Za-z0-9_-]+|\d+\.\d+"
"""Quoted values, audio ids, and measurements."""


def alike(reason: pl.Expr) -> pl.Expr:
    """A reason with :data:`MARK` for what differs from item to item.

    That is the file it begins with, quoted values, audio ids and decimal numbers. Whole numbers
    stay, for many are limits, and so does a slash that is no part of that file.
    """
    return reason.str.replace(_HEAD, f"{MARK}: ").str.replace_all(_VALUES, MARK)
