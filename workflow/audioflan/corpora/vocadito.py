"""vocadito: 40 solo singing excerpts with notes and words.

Layout (anywhere below the root; numbers are not padded)::

    vocadito_metadata.csv                        track_id,singer_id,average_pitch,language
    Audio/vocadito_<track_id>.wav
    Annotations/Notes/vocadito_<track_id>_notes<A1|A2>.csv    onset (s), pitch (Hz), duration (s)
    Annotations/Lyrics/vocadito_<track_id>_lyrics.txt         CRLF, stanzas by blank lines

Two people annotated the notes independently. Layout: Bittner et al., vocadito (2021).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.sidecars import filled_lines, one_line, parse_rows, read_texts
from audioflan.corpora.tables import read_table

PLACE = r"^(.*?)Audio/(vocadito_(\d+))\.(?i:wav)$"
METADATA = "vocadito_metadata.csv"
SINGERS = ("track_id", "singer_id", "average_pitch", "language")
NOTE = {"onset": pl.Float64, "hertz": pl.Float64, "duration": pl.Float64}
NO_WORDS = "none"
SEVERAL = "mul"
A4_PITCH, A4_HERTZ = 69, 440.0


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a track of the table that has none.

    Options: ``annotator`` (A1 or A2) whose notes are read; ``languages``: BCP-47 tag of each
    language name of the table. Of several languages joined by "+" the tag is ``mul``.
    """
    part = pl.col("path").str.extract_groups(PLACE).struct
    tracks = list_files(root, (".wav",)).with_columns(base=part[0], name=part[1], track_id=part[2])
    tracks = tracks.drop_nulls("name")
    found = (
        read_headers(root, tracks["path"])
        .join(tracks, on="path", how="left", maintain_order="left")
        .pipe(_with_labels, root, options["annotator"])
        .join(
            _metadata(root, tracks["base"]),
            on=["base", "track_id"],
            how="full",
            coalesce=True,
            maintain_order="left_right",
        )
    )
    return _rows(found, options["languages"])


def _metadata(root: Path, bases: pl.Series) -> pl.DataFrame:
    tables = [
        read_table(root, f"{base}{METADATA}", SINGERS, ",").with_columns(base=pl.lit(base))
        for base in bases.unique(maintain_order=True)
    ]
    empty = dict.fromkeys(("place", "reject", *SINGERS, "base"), pl.String)
    table = pl.concat([pl.DataFrame(schema=empty), *tables], how="diagonal")
    line = pl.col("place").str.extract(r"([^/]+)$")
    return table.with_columns(torn=pl.format("{}: {}", line, "reject")).drop("reject")


def _with_labels(tracks: pl.DataFrame, root: Path, annotator: str) -> pl.DataFrame:
    """Columns ``notes`` (rows of their file), ``lyric`` and the ``fault`` of either."""
    place = pl.format("{}Annotations/Lyrics/{}_lyrics.txt", "base", "name")
    lyric = read_texts(root, tracks.select(place).to_series())
    place = pl.format(f"{{}}Annotations/Notes/{{}}_notes{annotator}.csv", "base", "name")
    notes = read_texts(root, tracks.select(place).to_series())
    rows = parse_rows(notes, NOTE, separator=",")
    return tracks.with_columns(
        lyric["content"].alias("lyric"),
        rows["rows"].alias("notes"),
        pl.coalesce(rows["fault"], lyric["fault"]).alias("fault"),
    )


def _rows(tracks: pl.DataFrame, tags: Mapping[str, str]) -> pl.DataFrame:
    words = pl.when(pl.col("language").fill_null("") != NO_WORDS).then("lyric")
    return tracks.select(
        pl.coalesce("path", "place").alias("item"),
        pl.coalesce("reject", "torn", _unusable()).alias("reject"),
        pl.col("name").alias("utterance"),
        *("path", "duration", "sample_rate", "channels"),
        pl.col("singer_id").alias("speaker"),
        _tag(tags).alias("language"),
        one_line(words).alias("text"),
        filled_lines(words).alias("lyrics"),
        _notes().alias("notes"),
        pl.when(pl.col("singer_id").is_not_null())
        .then(pl.struct("language", "average_pitch").struct.json_encode())
        .alias("extra"),
    )


def _tag(tags: Mapping[str, str]) -> pl.Expr:
    names = pl.col("language").str.split("+")
    tag = names.list.first().replace_strict(tags, default=None, return_dtype=pl.String)
    return pl.when(names.list.len() > 1).then(pl.lit(SEVERAL)).otherwise(tag)


def _notes() -> pl.Expr:
    field = pl.element().struct.field
    octaves = (field("hertz") / A4_HERTZ).log(2)
    note = pl.struct(
        start=field("onset"),
        end=field("onset") + field("duration"),
        pitch=(A4_PITCH + 12 * octaves).round().cast(pl.Int32, strict=False),
    )
    return pl.col("notes").list.eval(note)


def _unusable() -> pl.Expr:
    hertz = pl.col("notes").list.eval(pl.element().struct.field("hertz"))
    return (
        pl.when(pl.col("path").is_null())
        .then(pl.lit("label without audio"))
        .when(pl.col("fault").is_not_null())
        .then("fault")
        .when(hertz.list.min() <= 0)
        .then(pl.lit("a note has no pitch"))
    )
