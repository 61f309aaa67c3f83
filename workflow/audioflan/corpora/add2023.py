"""ADD 2023: Mandarin speech, genuine or fake as a whole (track 1.2) or in places (track 2).

Layout: folders of any names with a ``label.txt``, and recordings beside it or in its ``wav/``.
Ids are unique over all tracks: ``ADD2023_T<track>[R<round>]_<T|D|E>_<number>``, where the letter
stands for training, development and evaluation. Lines, their fields divided by blanks::

    ADD2023_T1.2_T_00000000.wav genuine                             track 1.2: genuine | fake
    ADD2023_T2_T_00000000 0.00-1.55-T/1.55-3.50-F/3.50-5.66-T 0     track 2: segments (T genuine,
                                                                    F fake), 1 = all genuine
    ADD2023_T3_T_00000000.wav 3                                     track 3: number of the maker
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio
from audioflan.corpora.columns import SPANS
from audioflan.corpora.lines import label_files, read_lines, split_fields
from audioflan.corpora.pairing import pair

NAME = r"(ADD2023_T(\d+(?:\.\d+)?)(?:R\d+)?_([TDE])_\d+)(?:\.(?i:wav))?$"
SPLITS = {"T": "train", "D": "dev", "E": "test"}
VERDICTS = {"fake": True, "genuine": False}
SEGMENT = r"^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)-([TF])$"
ALL_GENUINE = {"1": False, "0": True}
TRACKS = ("1.2", "2", "3")


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a label without recording.

    Options: ``tracks``, those read; ``genuine``, the number that stands for genuine speech in
    track 3 (null: not known, its recordings are rejected).
    """
    labels = _labels(root, options).drop("track")
    rows = pair(_recordings(root, options), labels, "not in label.txt", on="utterance")
    split = pl.col("letter").replace_strict(SPLITS, default=None, return_dtype=pl.String)
    about = pl.struct("track", "maker").struct.json_encode()
    return rows.select(
        pl.exclude("track", "letter", "maker", "utterance"),
        pl.col("utterance").str.strip_prefix("ADD2023_"),
        split.alias("split"),
        pl.col("utterance").alias("group"),
        pl.lit("zh").alias("language"),
        pl.when(pl.col("track").is_not_null()).then(about).alias("extra"),
    )


def _recordings(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    name = pl.col("path").str.extract_groups(NAME).struct
    unnamed = pl.when(pl.col("utterance").is_null()).then(pl.lit("no id in the file name"))
    return (
        find_audio(root, (".wav",))
        .drop("frames")
        .with_columns(utterance=name[0], track=name[1], letter=name[2])
        .filter(pl.col("track").is_null() | pl.col("track").is_in(options["tracks"]))
        .with_columns(pl.coalesce("reject", unnamed).alias("reject"))
    )


def _labels(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """What the lines of the wanted tracks say: ``utterance, spoof, events, maker``."""
    lines = read_lines(root, label_files(root, "/label.txt"))
    fields = split_fields(lines, ["name", "verdict", "flag"], least=2)
    groups = pl.col("name").str.extract_groups(NAME).struct
    fields = fields.with_columns(utterance=groups[0], track=groups[1])
    wanted = pl.col("track").is_in(options["tracks"]) | pl.col("track").is_null()
    spoof = _spoof(options["genuine"])
    judged = fields.filter(wanted).with_columns(spoof.alias("spoof"), _segments().alias("events"))
    return judged.select(
        "place",
        pl.coalesce("reject", _fault()).alias("reject"),
        "utterance",
        "track",
        "spoof",
        "events",
        pl.when(pl.col("track") == "3").then("verdict").alias("maker"),
    )


def _spoof(genuine: int | None) -> pl.Expr:
    """Whether anything in the recording is fake."""
    verdict, flag, track = pl.col("verdict"), pl.col("flag"), pl.col("track")
    maker = verdict.cast(pl.Int32, strict=False)
    return (
        pl.when(track == "1.2")
        .then(verdict.replace_strict(VERDICTS, default=None, return_dtype=pl.Boolean))
        .when(track == "2")
        .then(flag.replace_strict(ALL_GENUINE, default=None, return_dtype=pl.Boolean))
        .when(track == "3")
        .then(maker != pl.lit(genuine, pl.Int32))
    )


def _segments() -> pl.Expr:
    """Segments of track 2 as ``genuine`` and ``fake``; null when one of them is malformed."""
    part = pl.element().str.extract_groups(SEGMENT).struct
    label = part[2].replace_strict({"T": "genuine", "F": "fake"}, default=None)
    segments = (
        pl.col("verdict")
        .str.split("/")
        .list.eval(
            pl.struct(label=label, start=part[0].cast(pl.Float64), end=part[1].cast(pl.Float64))
        )
        .cast(SPANS)
    )
    whole = ~segments.list.eval(pl.element().struct.field("end").is_null()).list.any()
    return pl.when((pl.col("track") == "2") & whole).then(segments)


def _fault() -> pl.Expr:
    return (
        pl.when(pl.col("utterance").is_null())
        .then(pl.format("'{}' is no id", "name"))
        .when((pl.col("track") == "2") & pl.col("events").is_null())
        .then(pl.format("'{}' are no segments", "verdict"))
        .when((pl.col("track") == "3") & pl.col("spoof").is_null())
        .then(pl.lit("which number is genuine speech is not known (option 'genuine')"))
        .when(pl.col("spoof").is_null())
        .then(pl.format("'{}' is no verdict", pl.coalesce("flag", "verdict")))
    )
