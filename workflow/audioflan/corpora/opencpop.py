"""Opencpop: sentences of 100 Mandarin pop songs, sung by one woman.

Layout (anywhere below the root; ``wavs``, ``midis`` and ``textgrids`` of whole songs, which lie
beside ``segments`` or in ``raw_data``, hold the same singing and are not read)::

    segments/wavs/<song><number>.wav                            4 and 6 digits
    segments/{transcriptions,train,test}.txt
        <id>|<words>|<phonemes>|<notes>|<note durations>|<phoneme durations>|<slurs>

Fields three to six hold one item a phoneme, by single blanks; a note is ``C4``, ``C#4/Db4`` or
``rest``, a duration is in seconds. Slurs are not read: some lines have too few.
Format: Wang et al., Opencpop (2022), and https://wenet.org.cn/opencpop/.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from pretty_midi import note_name_to_number

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.lines import faults, label_files, read_lines, split_fields
from audioflan.corpora.listing import recordings
from audioflan.corpora.pairing import pair
from audioflan.corpora.sung_phonemes import REST, complaint, with_spans

FIELDS = ("id", "text", "phonemes", "names", "note_seconds", "phone_seconds", "slurs")
SEGMENT = r"^(.*?)wavs/([^/]+)\.(?i:wav)$"
LABELS = r"^(.*?)[^/]+:\d+$"
SONG = r"^(\d{4})\d{6}$"
SINGER = "female1"
SPLITS = ("train", "test")
KEYS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
NAMES = [f"{key}{octave}" for octave in range(9) for key in KEYS]
PITCHES = {"rest": REST, **{name: note_name_to_number(name) for name in NAMES}}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a sentence, with the official split of its song. No options."""
    lines = _lists(_keyed(split_fields(_read(root, "transcriptions"), FIELDS, "|")))
    wavs = recordings(root, list_files(root, (".wav",)), SEGMENT, ("folder", "id"))
    segments = wavs.with_columns(pl.col("folder").fill_null("")).with_columns(_key())
    here = segments.join(
        lines.select("folder").unique(), on="folder", how="semi", maintain_order="left"
    )
    found = pair(here.drop("id"), lines.drop("folder"), "not in transcriptions.txt", on="key")
    splits = pl.concat(_read(root, name).with_columns(split=pl.lit(name)) for name in SPLITS)
    split = _keyed(splits.with_columns(id=pl.col("text").str.extract(r"^([^|]+)")))
    first = split.select("key", "split").drop_nulls().unique("key", keep="first")
    rows = _rows(found.join(first, on="key", how="left", maintain_order="left"))
    return pl.concat([rows, faults(splits)], how="diagonal")


def _read(root: Path, name: str) -> pl.DataFrame:
    return read_lines(root, label_files(root, f"/{name}.txt"))


def _keyed(lines: pl.DataFrame) -> pl.DataFrame:
    folder = pl.col("place").str.extract(LABELS).fill_null("")
    return lines.with_columns(folder.alias("folder")).with_columns(_key())


def _key() -> pl.Expr:
    """Folder of the tables and id: what a sentence is joined by, should there be two copies."""
    return (pl.col("folder") + pl.col("id")).alias("key")


def _lists(lines: pl.DataFrame) -> pl.DataFrame:
    """Phonemes, pitches and durations as lists; what is wrong with a line joins ``reject``."""
    name = pl.element().str.extract(r"^([^/]+)")
    pitch = name.replace_strict(PITCHES, default=None, return_dtype=pl.Int32)
    lists = lines.with_columns(
        pl.col("phonemes").str.split(" ").alias("phones"),
        pl.col("names").str.split(" ").list.eval(pitch).alias("pitches"),
        *(
            pl.col(name).str.split(" ").list.eval(pl.element().cast(pl.Float64, strict=False))
            for name in ("note_seconds", "phone_seconds")
        ),
    )
    return lists.with_columns(pl.coalesce("reject", complaint()).alias("reject"))


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    listed = pl.when(pl.col("path").is_not_null() & pl.col("split").is_null())
    return with_spans(found).select(
        "item",
        pl.coalesce("reject", listed.then(pl.lit("in neither train.txt nor test.txt"))),
        pl.col("id").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "split"),
        pl.col("id").str.extract(SONG).alias("group"),
        pl.lit(SINGER).alias("speaker"),
        pl.lit("female").alias("gender"),
        pl.lit("zh").alias("language"),
        "text",
        pl.col("text").alias("lyrics"),
        "phonemes",
        "notes",
        "events",
    )
