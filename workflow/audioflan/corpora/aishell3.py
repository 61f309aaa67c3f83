r"""AISHELL-3 (OpenSLR 93): Mandarin read aloud by 218 speakers, with toned pinyin.

Layout (anywhere below the root; the archive has no top folder)::

    {train,test}/wav/SSB0005/SSB00050001.wav
    {train,test}/content.txt    "SSB00050001.wav\t今 jin1 天 tian1 会儿 huir4"
    spk-info.txt                "SSB0005\tB\tfemale\tnorth"; comments begin with #

``train/label_train-set.txt`` repeats the transcripts with marks of prosody, which no task asks for.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.kaldi import attach, faults, read_lines, values
from audioflan.corpora.listing import named, needed, recordings

ARCHIVE = "data_aishell3.tgz"
CONTENT = "content.txt"
SPEAKERS = "spk-info.txt"
RECORDING = r"(?:^|/)(train|test)/wav/([^/]+)/([^/]+)\.(?i:wav)$"
TONED = r"^[^\s\d]+[1-5]$"
UNPAIRED = "characters and pinyin do not pair up"
AGES = {"A": "under 14", "B": "14 to 25", "C": "26 to 40", "D": "over 40"}
GENDERS = {"female": "female", "male": "male"}
ACCENTS = {"north": "north", "south": "south"}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a transcript without recording.

    Transcripts alternate between a token and its pinyin. Erhua is one token of two characters
    with one syllable, so tokens and syllables pair up, not characters.
    """
    files = list_files(root, (".wav", CONTENT, SPEAKERS))
    needed(root, files, CONTENT, ARCHIVE)
    speakers = read_lines(root, needed(root, files, SPEAKERS, ARCHIVE))
    contents = pl.concat([_content(root, path) for path in named(files, CONTENT)])
    audio = recordings(root, files, RECORDING, ("split", "speaker", "utterance"))
    found = attach(audio, contents, "text_raw").join(
        _facts(speakers), on="speaker", how="left", maintain_order="left"
    )
    return pl.concat([_rows(found), faults(speakers)], how="diagonal")


def _content(root: Path, path: str) -> pl.DataFrame:
    """Lines of a transcript; those whose tokens do not alternate are of no use."""
    pinyin = _tokens().list.gather_every(2, 1)
    paired = (_tokens().list.len() % 2 == 0) & pinyin.list.eval(
        pl.element().str.contains(TONED)
    ).list.all()
    return read_lines(root, path).with_columns(
        pl.col("key").str.replace(r"\.(?i:wav)$", ""),
        pl.coalesce("reject", pl.when(~paired).then(pl.lit(UNPAIRED))).alias("reject"),
    )


def _tokens(column: str = "value") -> pl.Expr:
    return pl.col(column).str.replace_all(r"\s+", " ").str.split(" ")


def _facts(speakers: pl.DataFrame) -> pl.DataFrame:
    fields = pl.col("facts").str.split("\t").list
    return values(speakers, "speaker", "facts").select(
        "speaker",
        fields.get(0, null_on_oob=True).replace_strict(AGES, default=None).alias("age"),
        fields.get(1, null_on_oob=True).replace_strict(GENDERS, default=None).alias("gender"),
        fields.get(2, null_on_oob=True).replace_strict(ACCENTS, default=None).alias("accent"),
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    tokens = _tokens("text_raw").list
    return found.with_columns(
        pl.col("speaker").alias("group"),
        pl.when(pl.col("path").is_not_null()).then(pl.lit("zh")).alias("language"),
        plain(tokens.gather_every(2).list.join("")).alias("text"),
        tokens.gather_every(2, 1).list.join(" ").alias("phonemes"),
    )
