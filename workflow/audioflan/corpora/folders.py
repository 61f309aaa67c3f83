"""Names in folders of millions of files: nothing is opened and nothing asked about a file."""

import os
from collections.abc import Sequence
from pathlib import Path

import polars as pl


def names_below(folder: Path, depth: int = 0) -> pl.Series:
    """What lies exactly ``depth`` folders below ``folder``, relative to it, in no given order.

    Hidden names are left out; a folder that is not there holds nothing.
    """
    if not folder.is_dir():
        return pl.Series("name", [], dtype=pl.String)
    names = pl.Series("name", os.listdir(folder), dtype=pl.String)  # noqa: PTH208
    names = names.filter(~names.str.starts_with("."))
    if depth == 0:
        return names
    below = [
        f"{name}/" + names_below(folder / name, depth - 1)
        for name in names
        if (folder / name).is_dir()
    ]
    return pl.concat([names.clear(), *below])


def folders_with(root: Path, marks: Sequence[str], depth: int = 3) -> list[Path]:
    """Folders at most ``depth`` below ``root`` (or itself) that hold one of the names, sorted.

    Folders inside one that was found are not entered.
    """
    if any((root / mark).exists() for mark in marks):
        return [root]
    if depth == 0:
        return []
    children = (child for child in sorted(root.iterdir()) if child.is_dir())
    visible = (child for child in children if not child.name.startswith((".", "__MACOSX")))
    return [found for child in visible for found in folders_with(child, marks, depth - 1)]
