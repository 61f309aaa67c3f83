"""Children's Song Dataset: 100 songs, each sung in two keys by one singer.

Layout, for ``english`` (ids ``en001a``) and ``korean`` (``kr001a``), anywhere below the root::

    <language>/wav/<id>.wav
    <language>/csv/<id>.csv      "start,end,pitch,syllable", one note a line
    <language>/txt/<id>.txt      syllables by blanks, phonemes of a syllable by "_"
    <language>/lyric/<id>.txt    the words, in the lines of txt
    <language>/metadata.json     id -> {tempo, ...}

The letter at the end of an id is the key; both readings share words, group and sentence.
Layout and phonemes: Choi et al., Children's Song Dataset for Singing Voice Research (2020).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.json_files import load_json
from audioflan.corpora.sidecars import filled_lines, one_line, parse_rows, read_texts
from audioflan.errors import AudioFlanError

LANGUAGES = {"english": "en", "korean": "ko"}
PLACE = r"^(.*?)(english|korean)/wav/([^/]+)\.(?i:wav)$"
LABEL = r"^(.*?)(english|korean)/(?:csv|lyric|txt)/([^/]+)\.(?:csv|txt)$"
SONG = r"^((?:en|kr)\d{3})[ab]$"
NOTE = {"start": pl.Float64, "end": pl.Float64, "pitch": pl.Int32, "syllable": pl.String}
GENRE = "Children's Song"
SINGER = "female1"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a song that has labels alone. No options."""
    paths = list_files(root, (".wav", ".csv", ".txt"))
    songs = _placed(paths, PLACE)
    labels = _placed(paths, LABEL).unique("place", keep="first", maintain_order=True)
    rows = (
        read_headers(root, songs["path"])
        .join(songs, on="path", how="left", maintain_order="left")
        .pipe(_with_texts, root)
        .join(_metadata(root, songs), on="place", how="left", maintain_order="left")
    )
    silent = labels.join(songs, on="place", how="anti", maintain_order="left")
    return pl.concat(
        [
            _rows(rows),
            silent.select(
                pl.col("path").alias("item"), pl.lit("label without audio").alias("reject")
            ),
        ],
        how="diagonal",
    )


def _placed(paths: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """Files that fit the pattern, with ``folder``, ``song`` and ``place`` (folder and song)."""
    part = pl.col("path").str.extract_groups(pattern).struct
    return (
        paths.with_columns(base=part[0], tongue=part[1], song=part[2])
        .drop_nulls("song")
        .with_columns(folder=pl.col("base") + pl.col("tongue"))
        .with_columns(place=pl.format("{}/{}", "folder", "song"))
    )


def _with_texts(songs: pl.DataFrame, root: Path) -> pl.DataFrame:
    """Columns ``notes`` (rows of csv), ``lyric``, ``txt`` and the ``fault`` of any of them."""
    lyric = read_texts(root, songs.select(_label("lyric", "txt")).to_series())
    txt = read_texts(root, songs.select(_label("txt", "txt")).to_series())
    csv = read_texts(root, songs.select(_label("csv", "csv")).to_series())
    notes = parse_rows(csv, NOTE, separator=",", header=1)
    return songs.with_columns(
        lyric["content"].alias("lyric"),
        txt["content"].alias("txt"),
        notes["rows"].alias("notes"),
        pl.coalesce(notes["fault"], lyric["fault"], txt["fault"]).alias("fault"),
    )


def _label(kind: str, suffix: str) -> pl.Expr:
    return pl.format(f"{{}}/{kind}/{{}}.{suffix}", "folder", "song")


def _metadata(root: Path, songs: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for folder in songs["folder"].unique(maintain_order=True):
        file = root / folder / "metadata.json"
        entries = load_json(file)
        if not isinstance(entries, dict):
            raise AudioFlanError("no object of songs", where=file, remedy="fetch the corpus again")
        rows += [(f"{folder}/{song}", *_facts(entry)) for song, entry in entries.items()]
    schema = {"place": pl.String, "tempo": pl.Float64, "extra": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _facts(entry: Any) -> tuple[float | None, str | None]:
    """Tempo in BPM, where it is a number, and the whole entry as JSON."""
    tempo = entry.get("tempo") if isinstance(entry, dict) else None
    known = isinstance(tempo, int | float) and tempo > 0
    return float(tempo) if known and tempo else None, json.dumps(entry, ensure_ascii=False)


def _rows(songs: pl.DataFrame) -> pl.DataFrame:
    song = pl.col("song").str.extract(SONG)
    field = pl.element().struct.field
    return songs.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", _unusable(song)).alias("reject"),
        pl.col("song").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "tempo", "extra"),
        song.alias("group"),
        song.alias("sentence"),
        pl.lit(SINGER).alias("speaker"),
        pl.lit("female").alias("gender"),
        pl.col("tongue").replace_strict(LANGUAGES).alias("language"),
        pl.lit([GENRE]).alias("genre"),
        one_line(pl.col("lyric")).alias("text"),
        filled_lines(pl.col("lyric")).alias("lyrics"),
        one_line(pl.col("txt").str.replace_all("_", " ")).alias("phonemes"),
        pl.col("notes").list.eval(pl.struct(field("start"), field("end"), field("pitch"))),
        pl.col("notes")
        .list.eval(pl.struct(field("syllable").alias("label"), field("start"), field("end")))
        .alias("events"),
    )


def _unusable(song: pl.Expr) -> pl.Expr:
    notes, syllables = pl.col("notes").list.len(), pl.col("txt").str.count_matches(r"\S+")
    return (
        pl.when(song.is_null())
        .then(pl.lit("the file name is no song id"))
        .when(pl.col("fault").is_not_null())
        .then("fault")
        .when(notes != syllables)
        .then(pl.format("{} notes in csv, {} syllables in txt", notes, syllables))
    )
