"""AISHELL-1 (OpenSLR 33): Mandarin read aloud by 400 speakers.

Layout (anywhere below the root)::

    wav/{train,dev,test}/S0002/BAC009S0002W0122.wav    inner archives, unpacked inside wav/
    transcript/aishell_transcript_v0.8.txt             "BAC009S0002W0122 words split by blanks"
    resource_aishell/speaker.info                      "0002 F", the speaker without its S
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.kaldi import attach, faults, read_lines, values
from audioflan.corpora.listing import needed, recordings

TRANSCRIPT = "aishell_transcript_v0.8.txt"
SPEAKERS = "speaker.info"
RECORDING = r"(?:(?:^|/)(train|dev|test)/)?([^/]+)/([^/]+)\.(?i:wav)$"
GENDERS = {"F": "female", "M": "male"}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording (some have no transcript), and one a transcript without recording."""
    files = list_files(root, (".wav", TRANSCRIPT, SPEAKERS))
    transcripts = read_lines(root, needed(root, files, TRANSCRIPT, "data_aishell.tgz"))
    speakers = read_lines(root, needed(root, files, SPEAKERS, "resource_aishell.tgz"))
    audio = recordings(root, files, RECORDING, ("split", "speaker", "utterance"))
    genders = values(speakers, "number", "gender").select(
        pl.format("S{}", "number").alias("speaker"),
        pl.col("gender").replace_strict(GENDERS, default=None),
    )
    found = attach(audio, transcripts, "text_raw").join(
        genders, on="speaker", how="left", maintain_order="left"
    )
    return pl.concat([_rows(found), faults(speakers)], how="diagonal")


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    recorded = pl.col("path").is_not_null()
    outside = pl.when(recorded & pl.col("split").is_null()).then(
        pl.lit("below none of the folders train, dev, test")
    )
    return found.with_columns(
        pl.coalesce("reject", outside).alias("reject"),
        pl.col("speaker").alias("group"),
        pl.when(recorded).then(pl.lit("zh")).alias("language"),
        plain(pl.col("text_raw")).alias("text"),
    )
