"""AAM: algorithmically composed pieces, rendered with instrument samples, cut into windows.

Layout (flat in its archives; the small edition has folders and MP3 files)::

    <4 digits>_mix.flac
    <4 digits>_<beatinfo|segments|onsets>.arff       see audioflan.corpora.aam_annotations

Tracks of single instruments (``<4 digits>_<Instrument>.flac``) are no items of their own.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora import aam_annotations
from audioflan.corpora.aam_windows import label_windows
from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.windows import cut
from audioflan.errors import AudioFlanError

MIX = r"(?:^|/)(\d{4})_mix\.(?i:flac|mp3|wav)$"
ANNOTATION = r"(?:^|/)(\d{4})_(beatinfo|segments|onsets)\.arff$"
LABELS = ("tempo", "key", "mode", "instruments", "beats", "chords", "notes", "events")
FAULTS = {"item": pl.String, "reject": pl.String}
SONG = {"song": pl.String}
Parser = Callable[[Path], pl.DataFrame]
KINDS: dict[str, tuple[Parser, dict[str, Any]]] = {
    "beatinfo": (
        aam_annotations.beats,
        {"start": pl.Float64, "position": pl.Int32, "chord": pl.String},
    ),
    "segments": (
        aam_annotations.segments,
        {
            **dict.fromkeys(("start", "end", "tempo"), pl.Float64),
            **dict.fromkeys(("key", "mode"), pl.String),
        },
    ),
    "onsets": (
        aam_annotations.notes,
        {
            **dict.fromkeys(("start", "end"), pl.Float64),
            "pitch": pl.Int32,
            "instrument": pl.String,
        },
    ),
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a window of a piece, and one an annotation file that is of no use.

    Options: ``window`` and ``min_window``, in seconds.
    """
    files = list_files(root, (".arff",)).with_columns(
        pl.col("path").str.extract(ANNOTATION, 1).alias("song"),
        pl.col("path").str.extract(ANNOTATION, 2).alias("kind"),
    )
    pieces = _pieces(root, files["song"].drop_nulls())
    known = files.drop_nulls().filter(pl.col("song").is_in(pieces["song"].implode()))
    timelines, faults = _annotations(root, known)
    length = float(options["window"])
    windows = cut(pieces, length, options["min_window"])
    labelled = label_windows(windows, timelines, length)
    return pl.concat([_columns(labelled), faults, _lonely(files, pieces)], how="diagonal")


def _pieces(root: Path, annotated: pl.Series) -> pl.DataFrame:
    paths = list_files(root, (".flac", ".mp3", ".wav")).filter(pl.col("path").str.contains(MIX))
    unlabelled = pl.when(~pl.col("song").is_in(annotated.implode())).then(pl.lit("no annotation"))
    return (
        read_headers(root, paths["path"])
        .with_columns(pl.col("path").alias("item"), pl.col("path").str.extract(MIX).alias("song"))
        .with_columns(pl.coalesce("reject", unlabelled).alias("reject"))
    )


def _annotations(root: Path, files: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Labels over time of all pieces by kind of file, and the files that cannot be read."""
    found = {kind: [pl.DataFrame(schema=SONG | columns)] for kind, (_, columns) in KINDS.items()}
    faults: list[tuple[str, str]] = []
    for path, song, kind in files.select("path", "song", "kind").rows():
        parse, columns = KINDS[kind]
        try:
            table = parse(root / path)
        except AudioFlanError as error:
            place = f"line {error.line}: " if error.line else ""
            faults.append((path, f"{place}{error.what}"))
            continue
        found[kind].append(table.select(pl.lit(song).alias("song"), *columns))
    timelines = {kind: pl.concat(tables) for kind, tables in found.items()}
    return timelines, pl.DataFrame(faults, schema=FAULTS, orient="row")


def _lonely(files: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    lonely = ~pl.col("song").is_in(pieces["song"].implode())
    reason = pl.when(pl.col("song").is_null()).then(pl.lit("no annotation of a piece"))
    rows = files.filter(pl.col("song").is_null() | lonely)
    return rows.select(
        pl.col("path").alias("item"),
        pl.coalesce(reason, pl.lit("label without audio")).alias("reject"),
    )


def _columns(windows: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("window").cast(pl.String).str.zfill(3)
    blank = pl.when(pl.all_horizontal(pl.col(LABELS).is_null())).then(pl.lit("nothing labelled"))
    return windows.select(
        "item",
        pl.coalesce("reject", blank),
        pl.format("{}_{}", "song", number).alias("utterance"),
        "path",
        "start",
        "duration",
        "sample_rate",
        "channels",
        pl.col("song").alias("group"),
        *LABELS,
    )
