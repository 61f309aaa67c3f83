"""Picking files out of one listing of a corpus, so that its folder is walked only once."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from audioflan.corpora.audio_files import read_headers
from audioflan.errors import AudioFlanError


def named(files: pl.DataFrame, name: str) -> list[str]:
    """Paths of the files of that name (the last part of the path, or several), any case."""
    path = "/" + pl.col("path").str.to_lowercase()
    return files.filter(path.str.ends_with(f"/{name.lower()}"))["path"].to_list()


def needed(root: Path, files: pl.DataFrame, name: str, source: str) -> str:
    """Path of a file the corpus cannot be read without; of several, the first.

    Args:
        root: folder of the corpus, for the message.
        files: the listing (``list_files``).
        name: last part of the path, or several.
        source: where the file comes from, for the message.

    Raises:
        AudioFlanError: there is no such file.
    """
    found = named(files, name)
    if not found:
        raise AudioFlanError(
            f"no '{name}' below this folder",
            where=root,
            remedy=f"it comes with {source}; fetch it again, or put it anywhere below the folder.",
        )
    return found[0]


def recordings(
    root: Path, files: pl.DataFrame, pattern: str, columns: Sequence[str]
) -> pl.DataFrame:
    """Audio files whose path fits, with their header facts.

    Args:
        root: folder of the corpus.
        files: the listing.
        pattern: regular expression over the path; an empty group counts as absent.
        columns: names of its groups, in order.

    Returns:
        ``path``, ``sample_rate``, ``channels``, ``duration``, ``reject`` and the groups, by path.
    """
    groups = pl.col("path").str.extract_groups(pattern).struct
    fitting = files.filter(pl.col("path").str.contains(pattern)).with_columns(
        groups[index].replace("", None).alias(name) for index, name in enumerate(columns)
    )
    facts = read_headers(root, fitting["path"]).drop("path", "frames")
    return fitting.hstack(facts)
