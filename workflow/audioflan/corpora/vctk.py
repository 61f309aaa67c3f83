"""VCTK: speakers of many English accents, each sentence recorded by two microphones at once.

Layout of release 0.92, and of 0.80 where it differs::

    speaker-info.txt                 columns between blanks: id, age, gender, accent, region ...
    txt/<speaker>/<speaker>_<number>.txt
    wav48_silence_trimmed/<speaker>/<speaker>_<number>_<mic1|mic2>.flac
    wav48/<speaker>/<speaker>_<number>.wav

In 0.80 the speakers of ``speaker-info.txt`` lack their "p". Regions have several words.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.sidecars import one_line, read_texts
from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

SOUND = r"(?:^|/)wav48[^/]*/([^/]+)/([^/]+?)(?:_(mic\d))?\.(?:flac|wav)$"
TEXT = r"(?:^|/)txt/[^/]+/([^/]+)\.txt$"
SPEAKER = r"^\s*([ps]?\d+)\s+(\d+)\s+([FM])\s+(\S+)"
GENDERS = {"F": "female", "M": "male"}
ACCENTS = {
    "NewZealand": "New Zealand",
    "NorthernIrish": "Northern Irish",
    "SouthAfrican": "South African",
    "Unknown": None,
}
INFO = {"speaker": pl.String, "age": pl.String, "gender": pl.String, "accent": pl.String}
ONLY_ONCE = "recorded by another microphone too"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording (some have no text), and one a text without recording.

    Options: ``microphones``, in the order in which they are preferred. A sentence is known by
    its first reading (by speaker and number); the same words make the same sentence.

    Raises:
        AudioFlanError: there are no texts.
    """
    files = list_files(root, (".flac", ".wav", ".txt"))
    sounds = _sounds(files, options["microphones"])
    texts = _texts(root, files)
    if texts.is_empty():
        raise AudioFlanError("no texts", where=root, remedy="unpack the folder 'txt' as well")
    found = sounds.join(
        texts, on="utterance", how="full", coalesce=True, maintain_order="left_right"
    )
    chosen = found.filter(pl.col("reject").is_null() & pl.col("path").is_not_null())
    facts = read_headers(root, chosen["path"]).drop("frames").rename({"reject": "fault"})
    measured = found.join(facts, on="path", how="left", maintain_order="left")
    known = measured.join(_speakers(root, files), on="speaker", how="left", maintain_order="left")
    return _rows(known)


def _sounds(files: pl.DataFrame, microphones: list[str]) -> pl.DataFrame:
    """Recordings; of a sentence's several, all but the preferred one are rejected."""
    place = pl.col("path").str.extract_groups(SOUND).struct
    rank = pl.col("microphone").replace_strict(
        {name: at for at, name in enumerate(microphones)}, default=len(microphones)
    )
    ranked = (
        files.filter(pl.col("path").str.contains(SOUND))
        .with_columns(place[0].alias("speaker"), place[1].alias("utterance"))
        .with_columns(place[2].alias("microphone"))
        .sort("utterance", rank, "path")
    )
    again = ~pl.col("utterance").is_first_distinct()
    return ranked.with_columns(pl.when(again).then(pl.lit(ONLY_ONCE)).alias("reject"))


def _texts(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    paths = files.filter(pl.col("path").str.contains(TEXT))["path"]
    return read_texts(root, paths).select(
        pl.col("path").str.extract(TEXT).alias("utterance"),
        pl.col("path").alias("text_file"),
        one_line(pl.col("content")).alias("text"),
        pl.col("fault").alias("text_fault"),
    )


def _speakers(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Age, gender and accent by the first four fields, as regions have any number of words."""
    tables = files.filter(pl.col("path").str.ends_with("speaker-info.txt"))["path"].to_list()
    lines = pl.Series("line", read_text(root / tables[0]).split("\n") if tables else [], pl.String)
    fields = pl.col("line").str.extract_groups(SPEAKER).struct
    return (
        lines.to_frame()
        .select(fields[at].alias(name) for at, name in enumerate(INFO))
        .drop_nulls("speaker")
        .with_columns(
            pl.col("speaker").str.replace(r"^(\d)", "p$1"),
            pl.col("gender").replace_strict(GENDERS),
            pl.col("accent").replace(ACCENTS),
        )
        .unique("speaker", keep="first", maintain_order=True)
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    lost = pl.when(pl.col("path").is_null()).then(pl.lit("text without recording"))
    return found.select(
        pl.coalesce("path", "text_file").alias("item"),
        pl.coalesce("reject", "fault", "text_fault", lost).alias("reject"),
        "utterance",
        *("path", "duration", "sample_rate", "channels", "text", "speaker"),
        *("age", "gender", "accent"),
        pl.col("microphone").alias("device"),
        pl.when(pl.col("text").is_not_null())
        .then(pl.col("utterance").min().over(pl.col("text").str.to_lowercase()))
        .alias("sentence"),
        pl.lit("en").alias("language"),
    )
