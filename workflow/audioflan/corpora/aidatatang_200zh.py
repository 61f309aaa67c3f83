"""aidatatang_200zh (OpenSLR 62): Mandarin read aloud on phones by 600 speakers.

Layout (anywhere below the root)::

    corpus/{train,dev,test}/G0002/T0055G0002S0001.wav    inner archives, unpacked where they lie
    transcript/aidatatang_200_zh_transcript.txt          "T0055G0002S0001 words split by blanks"

Beside each recording lie its transcript again (``.txt``, ``.trn``) and a sheet on the session
(``.metadata``); no task asks for more than the one table holds.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.kaldi import attach, read_lines
from audioflan.corpora.listing import needed, recordings

TRANSCRIPT = "aidatatang_200_zh_transcript.txt"
RECORDING = r"(?:^|/)(train|dev|test)/([^/]+)/([^/]+)\.(?i:wav)$"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording (some have no transcript), and one a transcript without recording."""
    files = list_files(root, (".wav", TRANSCRIPT))
    transcripts = read_lines(root, needed(root, files, TRANSCRIPT, "aidatatang_200zh.tgz"))
    audio = recordings(root, files, RECORDING, ("split", "speaker", "utterance"))
    return attach(audio, transcripts, "text_raw").with_columns(
        pl.col("speaker").alias("group"),
        pl.when(pl.col("path").is_not_null()).then(pl.lit("zh")).alias("language"),
        plain(pl.col("text_raw")).alias("text"),
    )
