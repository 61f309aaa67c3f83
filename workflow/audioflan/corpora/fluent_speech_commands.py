"""Fluent Speech Commands: commands to a home assistant, each an action, object and location.

Layout (below any folder of the root)::

    data/{train,valid,test}_data.csv    path, speakerId, transcription, action, object, location
    data/speaker_demographics.csv       speakerId, gender, ageRange, languages, fluency
    wavs/speakers/<speaker>/<uuid>.wav

Both are comma tables in standard quoting; paths count from the folder above ``data``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.pairing import pair
from audioflan.corpora.tables import read_table

SPLITS = {"train_data.csv": "train", "valid_data.csv": "dev", "test_data.csv": "test"}
COLUMNS = ("path", "speakerId", "transcription", "action", "object", "location")
INTENT = ("action", "object", "location")
SPEAKER = r"(?:^|/)wavs/speakers/([^/]+)/([^/]+)\.(?i:wav)$"
GENDERS = {"male": "male", "female": "female"}
FIRST_LANGUAGE = "First Language spoken"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a line without recording.

    A recording without line has no text, and is in the split of its speaker.
    """
    data = _data(root)
    labels = pl.concat([_labels(root, f"{data}{name}", split) for name, split in SPLITS.items()])
    known = labels.filter(pl.col("reject").is_null()).select("speaker", speaker_split="split")
    rows = (
        pair(_recordings(root), labels.drop("speaker"))
        .join(known.unique("speaker", keep="first"), on="speaker", how="left")
        .join(_speakers(root, f"{data}speaker_demographics.csv"), on="speaker", how="left")
        .with_columns(pl.coalesce("split", "speaker_split").alias("split"))
    )
    stray = pl.when(pl.col("split").is_null()).then(pl.lit("not listed, nor is its speaker"))
    return rows.sort("item", maintain_order=True).select(
        pl.exclude(*INTENT, "transcription", "first_language", "speaker_split", "reject"),
        pl.coalesce("reject", stray).alias("reject"),
        pl.lit("en").alias("language"),
        pl.col("speaker").alias("group"),
        pl.concat_str(INTENT, separator=" / ").alias("intent"),
        pl.col("transcription").alias("text"),
        _sentence().alias("sentence"),
        pl.struct(*INTENT, "first_language").struct.json_encode().alias("extra"),
    )


def _data(root: Path) -> str:
    """The folder of the tables, relative and with its slash."""
    tables = list_files(root, ("data/train_data.csv",))["path"]
    return "data/" if tables.is_empty() else tables[0].removesuffix("train_data.csv")


def _recordings(root: Path) -> pl.DataFrame:
    place = pl.col("path").str.extract_groups(SPEAKER).struct
    audio = find_audio(root, (".wav",)).drop("frames")
    return audio.with_columns(speaker=place[0], utterance=place[1])


def _labels(root: Path, path: str, split: str) -> pl.DataFrame:
    """Lines of one table, paths counted from the root."""
    above = path.removesuffix(path.rsplit("data/", maxsplit=1)[-1]).removesuffix("data/")
    return read_table(root, path, COLUMNS, ",", quoted=True).select(
        "place",
        "reject",
        (pl.lit(above) + pl.col("path")).alias("path"),
        pl.lit(split).alias("split"),
        pl.col("speakerId").alias("speaker"),
        "transcription",
        *INTENT,
    )


def _speakers(root: Path, path: str) -> pl.DataFrame:
    columns = ("speakerId", "gender", "ageRange", FIRST_LANGUAGE)
    table = read_table(root, path, columns, ",", quoted=True)
    gender = pl.col("gender").replace_strict(GENDERS, default=None, return_dtype=pl.String)
    return table.select(
        pl.col("speakerId").alias("speaker"),
        gender.alias("gender"),
        pl.col("ageRange").alias("age"),
        pl.col(FIRST_LANGUAGE).alias("first_language"),
    ).unique("speaker", keep="first")


def _sentence() -> pl.Expr:
    """The wording alone; the same commands are spoken in every split."""
    words = pl.col("transcription").str.to_lowercase().str.extract_all(r"[a-z0-9']+")
    return words.list.join("_")
