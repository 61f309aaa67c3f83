"""Labels of AAM's windows out of the labels over time of its pieces."""

from collections.abc import Mapping

import polars as pl

from audioflan.corpora.timelines import AUDIBLE, DIGITS, EDGE, joined, place

WINDOW = ["song", "window"]
DRUMS = "Drums"


def label_windows(
    windows: pl.DataFrame, timelines: Mapping[str, pl.DataFrame], length: float
) -> pl.DataFrame:
    """Add the canonical columns of the labels to windows; null where a piece has none.

    Args:
        windows: ``song``, ``window``, ``start``, ``duration`` and any others.
        timelines: ``beatinfo``, ``segments`` and ``onsets`` of all pieces
            (see :mod:`audioflan.corpora.aam_annotations`), each with ``song``.
        length: seconds of a whole window.
    """
    notes = _named(timelines["onsets"])
    sounding = joined(notes, ["song", "instrument"], AUDIBLE)
    notes = _audible(notes, windows, length)
    tables = (
        _beats(timelines["beatinfo"], windows, length),
        _chords(timelines["beatinfo"], windows, length),
        _constant(timelines["segments"], windows, length),
        _pitched(notes),
        notes.group_by(WINDOW).agg(pl.col("instrument").unique().sort().alias("instruments")),
        _events(_audible(sounding, windows, length)),
    )
    for table in tables:
        windows = windows.join(table, on=WINDOW, how="left", maintain_order="left")
    return windows


def _named(notes: pl.DataFrame) -> pl.DataFrame:
    """Names of instruments as words: ``ElectricGuitarClean`` -> ``Electric Guitar Clean``."""
    words = pl.col("instrument").str.replace_all(r"([a-z])([A-Z])", "$1 $2")
    return notes.with_columns(words)


def _audible(notes: pl.DataFrame, windows: pl.DataFrame, length: float) -> pl.DataFrame:
    whole = notes.with_columns((pl.col("end") - pl.col("start")).alias("whole"))
    heard = pl.col("end") - pl.col("start")
    placed = place(whole, windows, length)
    return placed.filter(heard >= pl.min_horizontal("whole", pl.lit(AUDIBLE)) - 1e-6)


def _beats(beats: pl.DataFrame, windows: pl.DataFrame, length: float) -> pl.DataFrame:
    later = pl.col("start") + EDGE
    points = place(beats.with_columns(later, later.alias("end")), windows, length)
    time = (pl.col("start") - EDGE).clip(lower_bound=0.0).round(DIGITS)
    beat = pl.struct(time.alias("time"), "position")
    return points.group_by(WINDOW, maintain_order=True).agg(beat.alias("beats"))


def _chords(beats: pl.DataFrame, windows: pl.DataFrame, length: float) -> pl.DataFrame:
    """Spans of chords; null in a window where one is not known."""
    last = (2 * pl.col("start") - pl.col("start").shift(1)).over("song")
    end = pl.coalesce(pl.col("start").shift(-1).over("song"), last, "start")
    changed = (pl.col("chord").ne_missing(pl.col("chord").shift(1))).over("song")
    spans = (
        beats.with_columns(end.alias("end"), changed.cum_sum().over("song").alias("run"))
        .group_by("song", "run", maintain_order=True)
        .agg(pl.col("chord").first(), pl.col("start").first(), pl.col("end").last())
    )
    span = pl.struct(pl.col("chord").alias("label"), "start", "end")
    known = pl.col("chord").is_not_null().all()
    return (
        place(spans, windows, length)
        .group_by(WINDOW, maintain_order=True)
        .agg(span.alias("chords"), known.alias("known"))
        .select(*WINDOW, pl.when("known").then("chords").alias("chords"))
    )


def _constant(parts: pl.DataFrame, windows: pl.DataFrame, length: float) -> pl.DataFrame:
    """Tempo, key and mode of the windows in which they do not change."""
    placed = place(parts, windows, length).filter(pl.col("end") - pl.col("start") >= AUDIBLE)
    table = placed.group_by(WINDOW).agg(
        pl.col("tempo").first(),
        pl.col("key", "mode").first(),
        (pl.col("tempo").n_unique() == 1).alias("steady"),
        (pl.struct("key", "mode").n_unique() == 1).alias("tonal"),
    )
    return table.select(
        *WINDOW,
        pl.when("steady").then("tempo").alias("tempo"),
        *(pl.when("tonal").then(name).alias(name) for name in ("key", "mode")),
    )


def _pitched(notes: pl.DataFrame) -> pl.DataFrame:
    pitched = notes.filter(pl.col("instrument") != DRUMS).sort("start", "pitch", "end")
    note = pl.struct("start", "end", "pitch")
    return pitched.group_by(WINDOW, maintain_order=True).agg(note.alias("notes"))


def _events(spans: pl.DataFrame) -> pl.DataFrame:
    event = pl.struct(pl.col("instrument").alias("label"), "start", "end")
    return spans.group_by(WINDOW, maintain_order=True).agg(event.alias("events"))
