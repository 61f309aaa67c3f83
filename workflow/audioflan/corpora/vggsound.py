"""VGG-Sound: ten-second clips of YouTube videos, each with the one sound that is seen in it.

Layout, anywhere below the root::

    vggsound.csv        <id>,<start second>,<label>,<train|test>     no header; labels may be quoted
    stat.csv            <label>,<clips>,<super group>                no header
    .../<id>_<start, six digits>.<wav|flac|...>

A video may give several clips, so that id and start together name one. The packed clips are
videos, whose sound has to be extracted first.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.csv_tables import read_csv
from audioflan.corpora.listing import named, needed
from audioflan.corpora.matching import match
from audioflan.corpora.spans import untimed
from audioflan.corpora.youtube_clips import LISTED, find_clips

COLUMNS = ("video", "at", "label", "split")
UNLISTED = "in no line of vggsound.csv"
SOURCE = "the VGG-Sound site (robots.ox.ac.uk/~vgg/data/vggsound)"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a line of ``vggsound.csv`` without clip. No options.

    ``tags`` hold the super group of the label, where ``stat.csv`` is there.
    """
    files = list_files(root, LISTED)
    clips = find_clips(root, files).with_columns(
        pl.coalesce("reject", _no_start()).alias("reject"), clip_name().alias("clip")
    )
    found = match(clips.drop("video", "at"), labels(root, files), "clip", unlabelled=UNLISTED)
    grouped = found.join(_groups(root, files), on="label", how="left", maintain_order="left")
    return _rows(grouped)


def clip_name() -> pl.Expr:
    """``<id>_<start>`` of columns ``video`` and ``at``, the start with six digits."""
    return pl.format("{}_{}", "video", pl.col("at").cast(pl.String).str.zfill(6))


def labels(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """The lines of ``vggsound.csv``: ``place, reject, clip, video, at, label, split``.

    Raises:
        AudioFlanError: the table is missing or damaged.
    """
    table = read_csv(root, needed(root, files, "vggsound.csv", SOURCE), COLUMNS, header=False)
    numbered = table.with_columns(pl.col("at").cast(pl.Int64, strict=False))
    return numbered.with_columns(clip_name().alias("clip"))


def _groups(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    for path in named(files, "stat.csv"):
        table = read_csv(root, path, ("label", "clips", "super_group"), header=False)
        return table.select("label", "super_group")
    return pl.DataFrame(schema={"label": pl.String, "super_group": pl.String})


def _no_start() -> pl.Expr:
    return pl.when(pl.col("at").is_null()).then(pl.lit("no start second in the file name"))


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    label = pl.col("label")
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.col("clip").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        "split",
        pl.col("video").alias("group"),
        pl.when(label.is_not_null()).then(untimed(pl.concat_list(label))).alias("events"),
        pl.when(pl.col("super_group").is_not_null())
        .then(pl.concat_list("super_group"))
        .alias("tags"),
        pl.when(label.is_not_null())
        .then(pl.struct("video", begin="at").struct.json_encode())
        .alias("extra"),
    )
