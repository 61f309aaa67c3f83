"""EmoV-DB (OpenSLR 115, sorted): four speakers read CMU Arctic sentences in five emotions.

Layout (anywhere below the root)::

    bea_Angry/anger_1-28_0011.wav                archives, each unpacked into a folder of its name
    EmoV-DB_sorted/bea/anger/anger_1-28_0011.wav the older copy
    cmuarctic.data                               lines '( arctic_a0011 "The sentence." )'

The last four digits of a file name are the number of an ``arctic_a`` sentence; sentences of
``arctic_b`` have the same numbers and were not read. Laughs and yawns are not in the texts.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.listing import needed, recordings
from audioflan.corpora.text_files import read_text

PROMPTS = "cmuarctic.data"
PROMPTS_SOURCE = "http://www.festvox.org/cmu_arctic/cmuarctic.data"
EMOTIONS = {
    "amused": "amused",
    "anger": "angry",
    "angry": "angry",
    "disgust": "disgusted",
    "disgusted": "disgusted",
    "neutral": "neutral",
    "sleepiness": "sleepy",
    "sleepy": "sleepy",
}
GENDERS = {"bea": "female", "jenie": "female", "josh": "male", "sam": "male"}
RECORDING = rf"(?i)(?:^|/)({'|'.join(GENDERS)})[_/]({'|'.join(EMOTIONS)})/(?:.*/)?([^/]+)\.wav$"
NUMBER = r"_(\d{4})$"
PROMPT = r'^\(\s*(arctic_[ab]\d{4})\s+"(.*)"\s*\)$'


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording; one whose name ends in no sentence number has no text."""
    files = list_files(root, (".wav", PROMPTS))
    prompts = _prompts(root, needed(root, files, PROMPTS, PROMPTS_SOURCE))
    found = recordings(root, files, RECORDING, ("speaker", "emotion", "name")).with_columns(
        pl.col("speaker", "emotion").str.to_lowercase(),
        pl.format("arctic_a{}", pl.col("name").str.extract(NUMBER)).alias("sentence"),
    )
    utterance = pl.format("{}_{}", "speaker", "name")
    rows = found.join(_texts(prompts), on="sentence", how="left", maintain_order="left").select(
        pl.col("path").alias("item"),
        *("reject", "path", "duration", "sample_rate", "channels", "speaker", "text"),
        "sentence",
        utterance.alias("utterance"),
        pl.coalesce("sentence", utterance).alias("group"),
        pl.col("text").alias("text_raw"),
        pl.col("speaker").replace_strict(GENDERS).alias("gender"),
        pl.col("emotion").replace_strict(EMOTIONS),
        pl.lit("en").alias("language"),
    )
    faulty = prompts.select("item", "reject").drop_nulls()
    return pl.concat([rows, faulty], how="diagonal")


def _texts(prompts: pl.DataFrame) -> pl.DataFrame:
    return prompts.filter(pl.col("reject").is_null()).select("sentence", "text")


def _prompts(root: Path, path: str) -> pl.DataFrame:
    """``sentence``, ``text``, ``item`` (``path:line``) and ``reject`` of every line."""
    fields = pl.col("line").str.strip_chars().str.extract_groups(PROMPT).struct
    lines = pl.DataFrame({"line": read_text(root / path).split("\n")}, schema={"line": pl.String})
    parsed = (
        lines.with_row_index("number", offset=1)
        .filter(pl.col("line").str.strip_chars() != "")
        .select(
            fields[0].alias("sentence"),
            fields[1].str.replace_all('\\"', '"', literal=True).alias("text"),
            pl.format("{}:{}", pl.lit(path), "number").alias("item"),
        )
    )
    return parsed.with_columns(
        pl.when(pl.col("sentence").is_null())
        .then(pl.lit("no prompt in this line"))
        .when(~pl.col("sentence").is_first_distinct())
        .then(pl.lit("prompt of an earlier line"))
        .alias("reject")
    )
