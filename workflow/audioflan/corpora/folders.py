"""Names in folders of millions of files: nothing is opened and nothing asked about a file."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

NAMES = {"folder": pl.String, "name": pl.String}


def names_below(root: Path, depth: int = 0) -> pl.DataFrame:
    """What lies exactly ``depth`` folders below ``root``, folder by folder.

    Hidden names are left out; a folder that is not there holds nothing.

    Returns:
        ``folder`` (relative to ``root``, with a slash at its end; "" at depth 0) and ``name``.
    """
    parts = [
        pl.select(
            pl.lit(folder).alias("folder"), pl.Series("name", _visible(root / folder), pl.String)
        )
        for folder in _folders(root, "", depth)
    ]
    return pl.concat([pl.DataFrame(schema=NAMES), *parts], rechunk=True)


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


def _folders(root: Path, folder: str, depth: int) -> Iterator[str]:
    place = root / folder
    if not place.is_dir():
        return
    if depth == 0:
        yield folder
        return
    for name in sorted(_visible(place)):
        yield from _folders(root, f"{folder}{name}/", depth - 1)


def _visible(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208
