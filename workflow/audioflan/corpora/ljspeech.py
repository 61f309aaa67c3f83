"""LJ Speech: one woman reads seven books, cut into sentences.

Layout: ``.../metadata.csv`` beside ``.../wavs/LJ<chapter>-<number>.wav``. The table has no
header and no quoting (its double quotes are not balanced); its fields, between "|", are the
id, the text as it is printed, and the text with numbers and abbreviations written out.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.big_tables import read_big_table
from audioflan.corpora.matching import match
from audioflan.errors import AudioFlanError

TABLE = "metadata.csv"
COLUMNS = ("name", "text_raw", "text")
NAME = r"(?:^|/)([^/]+)\.(?i:wav)$"
CHAPTER = r"^(LJ\d+)-"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a sentence; what is spoken is the text written out. No options.

    Raises:
        AudioFlanError: the table or the recordings are missing.
    """
    tables = list_files(root, (f"/{TABLE}",))["path"].to_list() or [TABLE]
    labels = read_big_table(root, tables[0], COLUMNS, needed=COLUMNS, names=COLUMNS, separator="|")
    audio = find_audio(root, (".wav",)).with_columns(pl.col("path").str.extract(NAME).alias("name"))
    if audio.is_empty():
        raise AudioFlanError(
            "no recordings", where=root, remedy="unpack the folder 'wavs' beside the table"
        )
    rows = match(audio, labels.filter(pl.col("name").is_first_distinct()), "name")
    return rows.select(
        pl.coalesce("path", "place", "name").alias("item"),
        "reject",
        pl.col("name").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "text", "text_raw"),
        pl.coalesce(pl.col("name").str.extract(CHAPTER), "name").alias("group"),
        pl.lit("LJ").alias("speaker"),
        pl.lit("female").alias("gender"),
        pl.lit("en").alias("language"),
    )
