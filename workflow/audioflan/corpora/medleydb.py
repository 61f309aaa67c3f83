"""MedleyDB: multitrack songs, and which of their stems carries the melody when.

Layout (anywhere below the root; the songs lie in ``V1``, or in ``Audio``)::

    <track>/<track>_MIX.wav
    <track>/<track>_STEMS/<track>_STEM_<NN>.wav
    .../Annotations/Melody/Intervals/<track>_INTERVALS.txt    start, end, stem number by tabs;
                                                              lines end in LF, CRLF or CR alone
    .../Metadata/<track>_METADATA.yaml                        genre, has_bleed, stems: {S<NN>: ...}

108 songs of the first volume have annotated melodies. A track is called <Artist>_<Title>.
Layout: Bittner et al., MedleyDB (2014), and https://github.com/marl/medleydb.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.sidecars import parse_rows, read_texts
from audioflan.corpora.stems import of_windows
from audioflan.corpora.windows import cut

MIX = r"([^/]+)_MIX\.(?i:wav)$"
STEM = r"([^/]+)_STEM_(\d+)\.(?i:wav)$"
INTERVALS = r"([^/]+)_INTERVALS\.txt$"
METADATA = r"([^/]+)_METADATA\.yaml$"
MELODY = "melody"
SPAN = {"from": pl.Float64, "to": pl.Float64, "number": pl.Int64}
NAMES = {"track": pl.String, "number": pl.Int64, "instrument": pl.String}
FACTS = dict.fromkeys(("track", "genre", "extra", "fault"), pl.String)


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a window of a mixture, and one a melody whose mixture is absent.

    The stems that carry the melody in a window are called ``melody``, the others as their
    instrument. Options: ``window`` and ``min_window`` in seconds.
    """
    files = list_files(root, (".wav", "_INTERVALS.txt", "_METADATA.yaml"))
    mixes = _named(files, MIX)
    melodies = _melodies(root, _named(files, INTERVALS))
    names, facts = _metadata(root, _named(files, METADATA).join(mixes, on="track", how="semi"))
    songs = (
        mixes.hstack(read_headers(root, mixes["path"]).drop("path"))
        .join(melodies, on="track", how="left", maintain_order="left")
        .join(facts, on="track", how="left", maintain_order="left")
        .with_columns(pl.coalesce("reject", _unusable()).alias("reject"), item="path")
    )
    windows = cut(songs, options["window"], options["min_window"])
    rows = _rows(windows, _stems(windows, _tracks(root, files, names)))
    silent = melodies.join(mixes, on="track", how="anti").select(
        pl.col("place").alias("item"), pl.lit("label without audio").alias("reject")
    )
    return pl.concat([rows, silent], how="diagonal")


def _named(files: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """Files that fit, with their ``track``; of several copies the first."""
    named = files.with_columns(pl.col("path").str.extract(pattern).alias("track"))
    return named.drop_nulls().unique("track", keep="first", maintain_order=True)


def _melodies(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """``spans`` ([{from, to, number}]), ``place`` and ``torn`` of each track."""
    spans = parse_rows(read_texts(root, files["path"]), SPAN, separator="\t")
    return files.select("track", pl.col("path").alias("place")).with_columns(
        spans["rows"].alias("spans"), spans["fault"].alias("torn")
    )


def _metadata(root: Path, files: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Instrument of each stem; genre and ``extra`` of each track, or its ``fault``."""
    names: list[tuple[str, int, str]] = []
    facts: list[tuple[str | None, ...]] = []
    for path, track in files.select("path", "track").rows():
        try:
            song = yaml.safe_load((root / path).read_text(encoding="utf-8"))
            names += [
                (track, int(key.lstrip("S")), _instrument(stem["instrument"]))
                for key, stem in song["stems"].items()
            ]
            facts.append((track, song["genre"], _extra(song), None))
        except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError, KeyError) as error:
            fault = f"{Path(path).name}: unreadable ({type(error).__name__})"
            facts.append((track, None, None, fault))
    return (
        pl.DataFrame(names, schema=NAMES, orient="row"),
        pl.DataFrame(facts, schema=FACTS, orient="row"),
    )


def _instrument(named: Any) -> str:
    """Some stems hold several instruments."""
    return ", ".join(named) if isinstance(named, list) else str(named)


def _extra(song: Mapping[str, Any]) -> str:
    kept = {key: song.get(key) for key in ("artist", "title", "has_bleed")}
    return json.dumps(kept, ensure_ascii=False)


def _unusable() -> pl.Expr:
    return (
        pl.when(pl.col("torn").is_not_null())
        .then("torn")
        .when(pl.col("spans").is_null())
        .then(pl.lit("no melody annotation"))
        .when(pl.col("fault").is_not_null())
        .then("fault")
        .when(pl.col("genre").is_null())
        .then(pl.lit("no metadata"))
    )


def _tracks(root: Path, files: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Readable stems: ``track``, ``number``, ``instrument``, ``stem`` (path), ``length``."""
    part = pl.col("path").str.extract_groups(STEM).struct
    stems = files.with_columns(track=part[0], number=part[1].cast(pl.Int64)).drop_nulls()
    stems = stems.join(names, on=["track", "number"], maintain_order="left")
    headers = read_headers(root, stems["path"])
    return (
        stems.with_columns(headers["duration"].alias("length"), headers["reject"])
        .filter(pl.col("reject").is_null())
        .select("track", "number", "instrument", "length", pl.col("path").alias("stem"))
    )


def _stems(windows: pl.DataFrame, tracks: pl.DataFrame) -> pl.DataFrame:
    """``stems`` of each window of each track, the melody's by that name."""
    end = pl.col("start") + pl.col("duration")
    carried = (
        windows.select("track", "window", "start", "duration", "spans")
        .explode("spans", empty_as_null=True)
        .unnest("spans")
        .filter((pl.col("from") < end) & (pl.col("to") > pl.col("start")))
        .select("track", "window", "number", melody=pl.lit(MELODY))
        .unique()
    )
    named = of_windows(windows, tracks, "track").join(
        carried, on=["track", "window", "number"], how="left", maintain_order="left"
    )
    name = pl.coalesce("melody", "instrument")
    return named.group_by("track", "window", maintain_order=True).agg(
        pl.struct(name=name, path="stem").alias("stems"),
        pl.col("instrument").unique(maintain_order=True).alias("instruments"),
    )


def _rows(windows: pl.DataFrame, stems: pl.DataFrame) -> pl.DataFrame:
    names = pl.col("stems").list.eval(pl.element().struct.field("name"))
    lacking = (
        pl.when(~names.list.contains(MELODY).fill_null(False))
        .then(pl.lit("no melody sounds here"))
        .when(names.list.n_unique() < 2)
        .then(pl.lit("nothing but the melody sounds here"))
    )
    number = pl.col("window").cast(pl.String).str.zfill(3)
    return windows.join(stems, on=["track", "window"], how="left", maintain_order="left").select(
        "item",
        pl.coalesce("reject", lacking).alias("reject"),
        pl.format("{}_{}", "track", number).alias("utterance"),
        *("path", "start", "duration", "sample_rate", "channels", "stems", "instruments", "extra"),
        pl.col("track").str.extract(r"^([^_]+)").alias("group"),
        pl.concat_list("genre").alias("genre"),
    )
