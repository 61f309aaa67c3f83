"""UrbanSound8K: slices of at most four seconds with one of ten urban sounds, in ten folds.

Layout (anywhere below the root)::

    UrbanSound8K/audio/fold<n>/<freesound id>-<class>-<occurrence>-<slice>.wav
    UrbanSound8K/metadata/UrbanSound8K.csv
        slice_file_name,fsID,start,end,salience,fold,classID,class

Sample rates, widths and channels are those of the uploads (8 to 192 kHz).
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

COLUMNS = ("slice_file_name", "fsID", "start", "end", "salience", "fold", "classID", "class")
SOURCE = "UrbanSound8K.tar.gz (zenodo.org/records/1203745)"
NAME = r"([^/]+\.(?i:wav))$"
SALIENCE = {"1": "foreground", "2": "background"}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a slice, and one a line of the table without slice.

    Options: ``folds``, the folds of ``dev`` and ``test``.
    """
    files = list_files(root, (*SUFFIXES, ".csv"))
    path = needed(root, files, "UrbanSound8K.csv", SOURCE)
    table = read_table(root, path, COLUMNS, ",", quoted=True)
    clips = recordings(root, files, NAME, ("slice_file_name",))
    found = match(clips, table, "slice_file_name", unlabelled="not in UrbanSound8K.csv")
    split = split_of(pl.col("fold"), options["folds"])
    return _rows(found.with_columns(split.alias("split")))


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    sound = pl.col("class").str.replace_all("_", " ")
    salience = pl.col("salience").replace_strict(SALIENCE, default=None)
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.col("slice_file_name").str.replace(r"\.[^.]+$", "").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        "split",
        pl.col("fsID").alias("group"),
        pl.when(sound.is_not_null()).then(untimed(pl.concat_list(sound))).alias("events"),
        pl.when(sound.is_not_null())
        .then(pl.struct(freesound="fsID", fold="fold", salience=salience).struct.json_encode())
        .alias("extra"),
    )
