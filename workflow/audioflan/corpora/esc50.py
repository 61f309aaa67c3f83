"""ESC-50: 2000 environmental sounds of five seconds in fifty classes and five folds.

Layout (anywhere below the root)::

    ESC-50-master/audio/<fold>-<freesound id>-<take>-<class>.wav
    ESC-50-master/meta/esc50.csv    filename,fold,target,category,esc10,src_file,take

Clips shorter than five seconds were padded with digital silence. The clips of ESC-10 (``esc10``
is ``True``) are under a freer licence than the rest.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import SUFFIXES, list_files
from audioflan.corpora.folds import split_of
from audioflan.corpora.listing import needed, recordings
from audioflan.corpora.matching import match
from audioflan.corpora.spans import untimed
from audioflan.corpora.tables import read_table

COLUMNS = ("filename", "fold", "category", "esc10", "src_file", "take")
SOURCE = "ESC-50 (github.com/karolpiczak/ESC-50)"
NAME = r"([^/]+\.(?i:wav|ogg|flac))$"
ESC10_LICENCE = "CC-BY-3.0"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a line of the table without clip.

    Options: ``folds``, the folds of ``dev`` and ``test``.
    """
    files = list_files(root, (*SUFFIXES, ".csv"))
    table = read_table(root, needed(root, files, "esc50.csv", SOURCE), COLUMNS, ",", quoted=True)
    clips = recordings(root, files, NAME, ("filename",))
    found = match(clips, table, "filename", unlabelled="not in esc50.csv")
    split = split_of(pl.col("fold"), options["folds"])
    return _rows(found.with_columns(split.alias("split")))


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    category = pl.col("category").str.replace_all("_", " ")
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.col("filename").str.replace(r"\.[^.]+$", "").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        "split",
        pl.col("src_file").alias("group"),
        pl.when(category.is_not_null()).then(untimed(pl.concat_list(category))).alias("events"),
        pl.when(pl.col("esc10") == "True").then(pl.lit(ESC10_LICENCE)).alias("licence"),
        pl.when(category.is_not_null())
        .then(pl.struct(freesound="src_file", fold="fold").struct.json_encode())
        .alias("extra"),
    )
