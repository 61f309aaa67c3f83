"""MoisesDB: 240 songs as separate tracks, sorted into eleven kinds of stem.

Layout (anywhere below the root)::

    moisesdb_v0.1/<song>/data.json     {song, artist, genre, stems: [{stemName,
                                         tracks: [{id, trackType, extension}, ...]}, ...]}
    moisesdb_v0.1/<song>/<stemName>/<track id>.<extension>

There is no mixture: it is the sum of the tracks, which differ in length, and here and there in
rate and channels. Layout: Pereira et al., MoisesDB (2023), and https://github.com/moises-ai.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.json_files import load_jsons
from audioflan.corpora.stems import of_windows
from audioflan.corpora.windows import cut

DATA = "data.json"
Facts = Mapping[str, Any]
TRACKS = {"song": pl.String, "stem": pl.String, "path": pl.String}
SONGS = dict.fromkeys(("song", "artist", "genre", "extra"), pl.String)
REJECTS = {"item": pl.String, "reject": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a window of a song; its ``path`` is the longest track, which gives it its form.

    Options: ``window`` and ``min_window`` in seconds; ``names``: what a stem is called where that
    is not its folder's name with blanks.
    """
    listed, songs, torn = _data(root)
    wavs = find_audio(root, (".wav",))
    tracks = listed.join(wavs, on="path", how="left", maintain_order="left")
    sound = tracks.filter(pl.col("reject").is_null() & pl.col("duration").is_not_null())
    longest = sound.sort("duration", "channels", "path", descending=[True, True, False])
    clips = longest.unique("song", keep="first", maintain_order=True).join(songs, on="song")
    windows = cut(clips.with_columns(item="song"), options["window"], options["min_window"])
    return pl.concat(
        [_rows(windows, sound, options["names"]), _rejects(tracks, wavs), torn], how="diagonal"
    )


def _data(root: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Listed tracks, songs, and the files ``data.json`` without tracks as rejects."""
    tracks: list[tuple[str, str, str]] = []
    songs, torn = [], []
    for path, data, reason in load_jsons(root, list_files(root, (f"/{DATA}",))["path"]):
        song = path.removesuffix(DATA).rstrip("/")
        listed = [] if data is None else _tracks(song, data)
        if data is None or not listed:
            torn.append((path, reason or "no tracks in the form of MoisesDB"))
            continue
        tracks += listed
        title = json.dumps({"song": data.get("song")}, ensure_ascii=False)
        songs.append((song, data.get("artist"), data.get("genre"), title))
    return (
        pl.DataFrame(tracks, schema=TRACKS, orient="row").unique("path", maintain_order=True),
        pl.DataFrame(songs, schema=SONGS, orient="row"),
        pl.DataFrame(torn, schema=REJECTS, orient="row"),
    )


def _tracks(song: str, data: Facts) -> list[tuple[str, str, str]]:
    """Song, stem and path of each track; none where the data has another form."""
    try:
        return [
            (song, stem["stemName"], "/".join(filter(None, (song, stem["stemName"], _file(track)))))
            for stem in data["stems"]
            for track in stem["tracks"]
        ]
    except (KeyError, TypeError):
        return []


def _file(track: Facts) -> str:
    return f"{track['id']}.{track['extension']}"


def _rows(windows: pl.DataFrame, sound: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    stems = _stems(windows, sound, names)
    parts = pl.col("stems").list.eval(pl.element().struct.field("name")).list.n_unique()
    lacking = pl.when(parts.fill_null(0) < 2).then(
        pl.format("{} stems sound to its end; a mixture needs 2", parts.fill_null(0))
    )
    name = pl.col("song").str.extract(r"([^/]+)$")
    return windows.join(stems, on=["song", "window"], how="left", maintain_order="left").select(
        "item",
        pl.coalesce("reject", lacking).alias("reject"),
        pl.format("{}_{}", name, pl.col("window").cast(pl.String).str.zfill(3)).alias("utterance"),
        *("path", "start", "duration", "sample_rate", "channels", "stems", "extra"),
        pl.coalesce("artist", name).alias("group"),
        pl.concat_list(pl.col("genre").str.replace_all("_", " ")).alias("genre"),
    )


def _stems(windows: pl.DataFrame, sound: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The tracks of each window that reach its end, under the name of their stem."""
    spoken = pl.col("stem").replace_strict(names, default=None, return_dtype=pl.String)
    stem = pl.struct(
        name=pl.coalesce(spoken, pl.col("stem").str.replace_all("_", " ")), path="track"
    )
    tracks = sound.select("song", "stem", pl.col("path").alias("track"), length="duration")
    inside = of_windows(windows, tracks, "song")
    return inside.group_by("song", "window", maintain_order=True).agg(stem.alias("stems"))


def _rejects(tracks: pl.DataFrame, wavs: pl.DataFrame) -> pl.DataFrame:
    """Listed tracks that are absent or unreadable, and files that no list names."""
    absent = pl.when(pl.col("duration").is_null()).then(pl.lit("label without audio"))
    faulty = tracks.select(pl.col("path").alias("item"), pl.coalesce("reject", absent))
    unlisted = wavs.join(tracks, on="path", how="anti", maintain_order="left")
    return pl.concat(
        [
            faulty.drop_nulls("reject"),
            unlisted.select(
                pl.col("path").alias("item"), pl.lit("not in data.json").alias("reject")
            ),
        ]
    )
