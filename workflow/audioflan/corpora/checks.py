"""What makes an item unfit for the manifest, as one expression over the found rows."""

import polars as pl

from audioflan.catalog.models import SPLITS

GENDERS = ("female", "male")
PITCHES = (0, 127)
SPAN_COLUMNS = ("notes", "chords", "events")


def complaint(found: pl.DataFrame) -> pl.Expr:
    """The first thing wrong with a row (path, id, times, closed vocabularies), or null."""
    # Most corpora have none of these lists, and looking through a column of nulls takes long.
    spans = [_spans(name) for name in SPAN_COLUMNS if _filled(found, name)]
    beats = [_beats()] if _filled(found, "beats") else []
    return pl.coalesce(_identity(), _clip_times(), _vocabulary(), *spans, *beats)


def _filled(found: pl.DataFrame, column: str) -> bool:
    return found[column].null_count() < found.height


def _identity() -> pl.Expr:
    return (
        pl.when(pl.col("path").is_null())
        .then(pl.lit("no audio"))
        .when(pl.col("utterance").fill_null("").str.len_chars() == 0)
        .then(pl.lit("no utterance id"))
    )


def _clip_times() -> pl.Expr:
    start, duration = pl.col("start"), pl.col("duration")
    return (
        pl.when(~start.is_finite() | (start < 0))
        .then(pl.format("start {} s lies before the recording", start))
        .when(~duration.is_finite() | (duration <= 0))
        .then(pl.format("duration {} s is not positive", duration))
    )


def _vocabulary() -> pl.Expr:
    split, gender, pitch = pl.col("split"), pl.col("gender"), pl.col("pitch")
    return (
        pl.when(split.is_null() | ~split.is_in(SPLITS))
        .then(pl.format("split '{}' is none of {}", split.fill_null(""), pl.lit(", ".join(SPLITS))))
        .when(~gender.is_in(GENDERS))
        .then(pl.format("gender '{}' is none of {}", gender, pl.lit(", ".join(GENDERS))))
        .when(~pitch.is_between(*PITCHES))
        .then(pl.format("pitch {} is no MIDI number", pitch))
    )


def _spans(column: str) -> pl.Expr:
    """Times inside the clip that are out of order, not finite, or begin after its end."""
    start = pl.element().struct.field("start")
    end = pl.element().struct.field("end")
    wrong = ~start.is_finite() | ~end.is_finite() | (start < 0) | (end < start)
    latest = pl.col(column).list.eval(start).list.max()
    return pl.when(pl.col(column).list.eval(wrong).list.any() | (latest > pl.col("duration"))).then(
        pl.lit(f"{column}: times out of order or outside the clip")
    )


def _beats() -> pl.Expr:
    time = pl.element().struct.field("time")
    wrong = ~time.is_finite() | (time < 0)
    latest = pl.col("beats").list.eval(time).list.max()
    return pl.when(
        pl.col("beats").list.eval(wrong).list.any() | (latest > pl.col("duration"))
    ).then(pl.lit("beats: times out of order or outside the clip"))
