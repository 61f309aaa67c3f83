r"""FMA: tracks of the Free Music Archive, described in one table.

Layout (anywhere below the root)::

    fma_metadata/tracks.csv
    fma_<small|medium|large|full>/<first 3 digits>/<track id, 6 digits>.mp3

``tracks.csv`` is UTF-8 with quoted line breaks and three header lines: the group of each column
(``album``, ``artist``, ``set``, ``track``), its name, and ``track_id`` followed by commas.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio
from audioflan.corpora.excerpts import middle
from audioflan.corpora.lines import label_files
from audioflan.corpora.pairing import pair
from audioflan.errors import AudioFlanError

TABLE = "tracks.csv"
COLUMNS = (
    "artist.id",
    "artist.name",
    "album.id",
    "set.split",
    "set.subset",
    "track.genre_top",
    "track.license",
    "track.title",
)
HEADER_LINES = 3
REMEDY = "fetch fma_metadata.zip again"
DEED = r"(?i)^(?:creative commons )?(attribution.*?) (\d\.\d)\b"
TERMS = {"noncommercial": "NC", r"no ?deriv": "ND", r"share ?alike": "SA"}
ZERO = "(?i)^cc0|^creative commons 0"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a track.

    Options: ``excerpt``, seconds taken from the middle of a longer recording.

    Raises:
        AudioFlanError: ``tracks.csv`` is missing, unreadable, or lacks a column.
    """
    audio = find_audio(root, (".mp3",)).with_columns(
        pl.col("path").str.extract(r"(?:^|/)(\d{6})\.(?i:mp3)$").alias("id"),
        *middle(options["excerpt"]),
    )
    return _columns(pair(audio, _tracks(root), f"not listed in {TABLE}", on="id"))


def _tracks(root: Path) -> pl.DataFrame:
    path = root / label_files(root, f"/{TABLE}", REMEDY)[0]
    try:
        table = pl.read_csv(path, has_header=False, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        what = f"unreadable table ({str(error).splitlines()[0]})"
        raise AudioFlanError(what, where=path, remedy=REMEDY) from error
    rows = table.slice(HEADER_LINES).rename(_names(table, path))
    return rows.select(
        pl.col("id").str.zfill(6),
        *COLUMNS,
        pl.format("{}: track {}", pl.lit(TABLE), "id").alias("place"),
        pl.lit(None, pl.String).alias("reject"),
    )


def _names(table: pl.DataFrame, path: Path) -> dict[str, str]:
    """Names of the columns out of the first two header lines: ``artist.name``."""
    heads = [column.head(2).to_list() for column in table.get_columns()[1:]]
    names = [".".join(part or "" for part in head) for head in heads]
    lacking = [name for name in COLUMNS if name not in names]
    if lacking or table.height < HEADER_LINES:
        what = f"the table has no column '{lacking[0] if lacking else 'track_id'}'"
        raise AudioFlanError(what, where=path, line=2, remedy=REMEDY)
    return dict(zip(table.columns, ["id", *names], strict=True))


def _columns(found: pl.DataFrame) -> pl.DataFrame:
    genre = pl.col("track.genre_top")
    unnamed = pl.when(pl.col("artist.name").is_null()).then(pl.lit(f"no artist in {TABLE}"))
    about = pl.struct(
        artist="artist.id", title="track.title", split="set.split", subset="set.subset"
    )
    album = pl.col("album.id").replace("-1", None)
    return found.select(
        "item",
        pl.coalesce("reject", unnamed),
        pl.coalesce("id", "path").alias("utterance"),
        "path",
        "start",
        "duration",
        "sample_rate",
        "channels",
        pl.coalesce(album, pl.format("track {}", "id")).alias("group"),
        pl.col("artist.name").alias("speaker"),
        pl.when(genre.is_not_null()).then(pl.concat_list(genre)).alias("genre"),
        _licence(pl.col("track.license")).alias("licence"),
        about.struct.json_encode().alias("extra"),
    )


def _licence(title: pl.Expr) -> pl.Expr:
    """SPDX identifier of a licence's title; null where it names no version or no such licence."""
    deed = title.str.extract_groups(DEED).struct
    terms = [
        pl.when(deed[0].str.contains(f"(?i){word}")).then(pl.lit(f"-{code}")).otherwise(pl.lit(""))
        for word, code in TERMS.items()
    ]
    return (
        pl.when(title.str.contains(ZERO))
        .then(pl.lit("CC0-1.0"))
        .when(deed[1].is_not_null())
        .then(pl.concat_str(pl.lit("CC-BY"), *terms, pl.lit("-"), deed[1]))
    )
