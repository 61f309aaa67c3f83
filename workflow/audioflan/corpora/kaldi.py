"""Kaldi tables (``text``, ``wav.scp``, ``utt2spk`` ...): a line is a key, blanks and a value.

UTF-8 with or without byte order mark, any line ends, no header; a line that begins with ``#`` is
a comment.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from audioflan.corpora.text_files import read_text

NO_VALUE = "line without a value"
REPEATED = "the key of an earlier line"
NO_RECORDING = "transcript without recording"


def read_lines(root: Path, path: str) -> pl.DataFrame:
    """Lines of a table: ``key``, ``value``, ``place`` (``path:line``) and ``reject``.

    ``reject`` is null, or says why a line is of no use; the first line of a key counts.

    Raises:
        AudioFlanError: the file is not UTF-8.
    """
    lines = pl.DataFrame({"text": read_text(root / path).split("\n")}, schema={"text": pl.String})
    fields = pl.col("text").str.replace(r"\s+", " ").str.splitn(" ", 2).struct
    return (
        lines.with_row_index("line", offset=1)
        .with_columns(pl.col("text").str.strip_chars())
        .filter((pl.col("text") != "") & ~pl.col("text").str.starts_with("#"))
        .select(
            fields[0].alias("key"),
            fields[1].alias("value"),
            pl.format("{}:{}", pl.lit(path), "line").alias("place"),
        )
        .with_columns(_fault().alias("reject"))
    )


def values(lines: pl.DataFrame, key: str, value: str) -> pl.DataFrame:
    """The usable lines as two columns of the given names."""
    usable = lines.filter(pl.col("reject").is_null())
    return usable.select(pl.col("key").alias(key), pl.col("value").alias(value))


def faults(lines: pl.DataFrame) -> pl.DataFrame:
    """The unusable lines as items with their reasons."""
    wrong = lines.filter(pl.col("reject").is_not_null())
    return wrong.select(pl.col("place").alias("item"), "reject")


def attach(
    recordings: pl.DataFrame,
    lines: pl.DataFrame,
    value: str,
    *,
    within: Sequence[str] = (),
    lonely: str = NO_RECORDING,
) -> pl.DataFrame:
    """Recordings with the values of their lines, then every line that belongs to none.

    Args:
        recordings: ``path``, ``reject``, ``utterance`` (the key) and any others.
        lines: what ``read_lines`` gives, and the columns ``within``.
        value: name of the column that takes the value; null where no line has the key.
        within: columns in which both must agree besides the key.
        lonely: reason for a line without recording.

    Returns:
        The columns of ``recordings``, ``item`` and ``value``; unusable lines are items too.
    """
    on = ["utterance", *within]
    keyed = lines.rename({"key": "utterance"})
    usable = keyed.filter(pl.col("reject").is_null())
    paired = recordings.join(
        usable.select(*on, pl.col("value").alias(value)), on=on, how="left", maintain_order="left"
    ).with_columns(pl.col("path").alias("item"))
    alone = usable.join(recordings, on=on, how="anti", maintain_order="left").select(
        pl.col("place").alias("item"), pl.lit(lonely).alias("reject"), "utterance"
    )
    return pl.concat([paired, alone, faults(lines)], how="diagonal")


def _fault() -> pl.Expr:
    return (
        pl.when(pl.col("value").is_null())
        .then(pl.lit(NO_VALUE))
        .when(~pl.col("key").is_first_distinct())
        .then(pl.lit(REPEATED))
    )
