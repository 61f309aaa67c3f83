"""Names in any script, written with the characters that audio ids may have."""

import re
import unicodedata

import polars as pl

ESCAPE = re.compile(r"#U([0-9a-fA-F]{4})")


def ascii_names(names: pl.Series) -> pl.Series:
    """Names in Punycode (RFC 3492), which keeps them apart; those in ASCII stay as they are."""
    known = {name: _encoded(name) for name in names.drop_nulls().unique()}
    return names.replace_strict(known, default=None, return_dtype=pl.String)


def unescaped(names: pl.Series) -> pl.Series:
    """Names as their archive has them, composed (NFC).

    Some unpacking programs write ``#U7f8e`` for a character they cannot, and some file systems
    store composed characters in pieces.
    """
    known = {
        name: unicodedata.normalize("NFC", ESCAPE.sub(_character, name))
        for name in names.drop_nulls().unique()
    }
    return names.replace_strict(known, default=None, return_dtype=pl.String)


def _encoded(name: str) -> str:
    return name if name.isascii() else name.encode("punycode").decode("ascii")


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))
