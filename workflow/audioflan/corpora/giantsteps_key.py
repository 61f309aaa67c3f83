"""GiantSteps key data sets: two-minute previews of electronic dance music with their keys.

Layout of GiantSteps+ (anywhere below the root; the three files of a track have one name, which
ends in ``*`` where there is no ``meta``)::

    audio/<Beatport id> <artists> - <title> (<mix>).mp3
    keys_gs+/<same name>.txt              KEY ( | KEY)*, KEY = TONIC MODE [SUBMODE]; or X: no key
    meta/<same name>.json                 artists, genres, bpm, as Beatport's interface gave them

and of the original data set::

    audio/<Beatport id>.LOFI.mp3
    annotations/key/<Beatport id>.LOFI.key        TONIC MODE
    annotations/genre/<Beatport id>.LOFI.genre    progressive-house
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.json_files import load_jsons
from audioflan.corpora.pairing import pair
from audioflan.corpora.sidecars import read_texts
from audioflan.errors import AudioFlanError

NAME = r"([^/]+)\.[^./]+$"
KEY_FILE = r"(?:^|/)(?:keys_gs\+/[^/]+\.txt|annotations/key/[^/]+\.key)$"
GENRE_FILE = r"(?:^|/)annotations/genre/[^/]+\.genre$"
META_FILE = r"(?:^|/)meta/[^/]+\.json$"
KEY = r"^([A-G][b#]?) (major|minor)(?: [a-z]+)?$"
FLATS = {"C#": "Db", "D#": "Eb", "F#": "Gb", "G#": "Ab", "A#": "Bb"}
ARTISTS = r"^\d+ (.+?)(?:, .+?)? - "
FAULTS = {"item": pl.String, "reject": pl.String}
META: dict[str, Any] = {
    "name": pl.String,
    "artist": pl.String,
    "genres": pl.List(pl.String),
    "tempo": pl.Float64,
    "title": pl.String,
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a preview; those without one key in major or minor are rejected. No options.

    Raises:
        AudioFlanError: there is no key file.
    """
    files = list_files(root, (".txt", ".key", ".genre", ".json"))
    audio = find_audio(root, (".mp3",)).with_columns(_name())
    found = pair(audio, _keys(root, files), "no key label", on="name")
    meta, faults = _meta(root, files)
    genres = _texts(root, files, GENRE_FILE).select(
        "name", pl.concat_list(pl.col("content").str.strip_chars()).alias("genre")
    )
    about = found.join(meta, on="name", how="left", maintain_order="left")
    about = about.join(genres, on="name", how="left", maintain_order="left")
    return pl.concat([_columns(about), faults], how="diagonal")


def _name() -> pl.Expr:
    """Name that the files of a track share, in composed characters."""
    return pl.col("path").str.extract(NAME).str.normalize("NFC").alias("name")


def _texts(root: Path, files: pl.DataFrame, pattern: str) -> pl.DataFrame:
    texts = read_texts(root, files.filter(pl.col("path").str.contains(pattern))["path"])
    return texts.with_columns(_name())


def _keys(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    texts = _texts(root, files, KEY_FILE)
    if texts.is_empty():
        remedy = "fetch keys.zip again"
        what = "no keys_gs+/*.txt and no annotations/key/*.key"
        raise AudioFlanError(what, where=root, remedy=remedy)
    written = pl.col("content").str.strip_chars()
    key = pl.element().str.strip_chars().str.extract_groups(KEY).struct
    keys = written.str.split("|").list.eval(pl.concat_str(key[0], pl.lit(" "), key[1]).unique())
    parts = keys.list.first().str.split(" ")
    return texts.select(
        "name",
        pl.col("path").alias("place"),
        pl.col("fault").alias("reject"),
        _complaint(written, keys).alias("unfit"),
        parts.list.get(0, null_on_oob=True).replace(FLATS).alias("key"),
        parts.list.get(1, null_on_oob=True).alias("mode"),
    )


def _complaint(written: pl.Expr, keys: pl.Expr) -> pl.Expr:
    unfit = (keys.list.len() > 1) | keys.list.first().is_null()
    return (
        pl.when(written == "X")
        .then(pl.lit("no key"))
        .when(unfit)
        .then(pl.format("not one key in major or minor: '{}'", written))
    )


def _meta(root: Path, files: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What Beatport said of the tracks, and the files that cannot be read."""
    named = files.filter(pl.col("path").str.contains(META_FILE)).with_columns(_name())
    rows, faults = [], []
    for (path, value, reason), name in zip(
        load_jsons(root, named["path"]), named["name"], strict=True
    ):
        if value is None:
            faults.append((path, reason))
            continue
        artists, genres = (
            [str(entry["name"]) for entry in value.get(kind) or [] if entry.get("name")]
            for kind in ("artists", "genres")
        )
        artist = artists[0] if artists else None
        rows.append((name, artist, genres or None, value.get("bpm"), value.get("title")))
    meta = pl.DataFrame(rows, schema=META, orient="row", strict=False)
    unreadable = pl.DataFrame(faults, schema=FAULTS, orient="row")
    return meta.unique("name", keep="first", maintain_order=True), unreadable


def _columns(found: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("name").str.extract(r"^(\d+)")
    artist = pl.coalesce("artist", pl.col("name").str.extract(ARTISTS))
    return found.select(
        "item",
        pl.coalesce("reject", "unfit").alias("reject"),
        pl.coalesce(number, "name").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.coalesce(artist, number, "name").alias("group"),
        "key",
        "mode",
        pl.when(pl.col("tempo") > 0).then("tempo").alias("tempo"),
        pl.coalesce("genres", "genre").alias("genre"),
        pl.struct("title", artist=artist).struct.json_encode().alias("extra"),
    )
