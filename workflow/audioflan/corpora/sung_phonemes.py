"""Singing annotated phoneme by phoneme: pitch and duration of its note beside its own duration.

Each list column holds one entry a phoneme of the clip: ``phones`` (names), ``pitches`` (MIDI
numbers, 0 = rest), ``note_seconds`` (duration of the note the phoneme is sung on, repeated for
every phoneme of that note), ``phone_seconds`` (its own).
"""

import polars as pl

LISTS = ("phones", "pitches", "note_seconds", "phone_seconds")
REST = 0
DIGITS = 6


def complaint() -> pl.Expr:
    """Why the four lists of a row do not fit together, or null; absent lists fit."""
    counts = [pl.col(name).list.len() for name in LISTS]
    unequal = pl.any_horizontal(count != counts[0] for count in counts[1:])
    unread = pl.any_horizontal(
        pl.col(name).list.eval(pl.element().is_null()).list.any() for name in LISTS
    )
    numbers = pl.format("{} phonemes, {} pitches, {} note and {} phoneme durations", *counts)
    return (
        pl.when(unequal)
        .then(numbers)
        .when(unread)
        .then(pl.lit("a pitch or duration that cannot be read"))
    )


def with_spans(clips: pl.DataFrame) -> pl.DataFrame:
    """Add ``notes`` and ``events`` (the phonemes with their times), in place of the lists.

    Both are null where there is a complaint. Phonemes of one pitch and note duration belong to
    one note until that duration is used up, so that repeated notes of equal length stay apart.
    """
    fit = complaint().is_null() & pl.all_horizontal(pl.col(name).is_not_null() for name in LISTS)
    numbered = clips.with_row_index("row")
    phones = _timed(numbered.filter(fit).select("row", *LISTS))
    label = pl.col("phones").alias("label")
    events = phones.group_by("row").agg(events=pl.struct(label, "start", "end"))
    notes = _notes(phones).group_by("row").agg(notes=pl.struct("start", "end", "pitch"))
    return (
        numbered.join(events, on="row", how="left", maintain_order="left")
        .join(notes, on="row", how="left", maintain_order="left")
        .drop("row", *LISTS)
    )


def _timed(clips: pl.DataFrame) -> pl.DataFrame:
    """One row a phoneme: ``start`` and ``end`` in seconds from the clip's start."""
    end = pl.col("phone_seconds").cum_sum().over("row")
    return (
        clips.explode(*LISTS, empty_as_null=True)
        .drop_nulls("phones")
        .with_columns(
            (end - pl.col("phone_seconds")).round(DIGITS).alias("start"),
            end.round(DIGITS).alias("end"),
        )
    )


def _notes(phones: pl.DataFrame) -> pl.DataFrame:
    """One row a note of pitch: ``row``, ``start``, ``end``, ``pitch``, in order."""
    run = pl.struct("row", "pitches", "note_seconds").rle_id()
    middle = (pl.col("start") + pl.col("end")) / 2 - pl.col("start").first().over("run")
    return (
        phones.with_columns(run.alias("run"))
        .with_columns((middle / pl.col("note_seconds")).floor().alias("turn"))
        .group_by("run", "turn", maintain_order=True)
        .agg(
            pl.col("row").first(),
            pl.col("start").first(),
            pl.col("end").last(),
            pl.col("pitches").first().alias("pitch"),
        )
        .filter(pl.col("pitch") != REST)
    )
