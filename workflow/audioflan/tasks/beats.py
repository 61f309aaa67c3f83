"""Which sounds of a clip fall into which of its beats."""

import polars as pl

AUDIBLE = 0.05
"""Seconds of a sound that must lie in a beat for it to count as sounding there."""

PLACE = ["audio_id", "number"]


def sounds_by_beat(clips: pl.DataFrame, column: str, field: str) -> pl.DataFrame:
    """What sounds in each beat: ``audio_id, number`` (from 1), ``value``, in that order.

    Args:
        clips: ``audio_id``, ``beats`` and the column.
        column: list of structs with ``start`` and ``end``, in seconds.
        field: field of the struct to be told.
    """
    beats, sounds = _beats(clips), _sounds(clips, column, field)
    first, last = _number_at(sounds, beats, "start"), _number_at(sounds, beats, "end")
    inside = pl.min_horizontal("end", "until") - pl.max_horizontal("start", "time")
    whole = pl.col("end") - pl.col("start")
    return (
        sounds.with_columns(
            pl.int_ranges(first.fill_null(1), last.fill_null(0) + 1).alias("number")
        )
        .explode("number", empty_as_null=True)
        .join(beats.drop_nulls("until"), on=PLACE, how="inner")
        .filter((inside > 0) & (inside >= pl.min_horizontal(whole, AUDIBLE) - 1e-6))
        .select(*PLACE, "value")
        .sort(*PLACE, "value")
    )


def sounds_by_turn(clips: pl.DataFrame, column: str, field: str) -> pl.DataFrame:
    """The sounds of each clip in turn, in the form of :func:`sounds_by_beat`.

    Clips in which two start together are left out: theirs cannot be counted.
    """
    sounds = _sounds(clips, column, field).sort("audio_id", "start")
    alone = pl.col("start").is_unique().all().over("audio_id")
    turn = pl.int_range(1, pl.len() + 1).over("audio_id")
    return sounds.filter(alone).with_columns(turn.alias("number")).select(*PLACE, "value")


def _beats(clips: pl.DataFrame) -> pl.DataFrame:
    """``audio_id, number, time, until`` of every beat; ``until`` is null for the last."""
    return (
        clips.select("audio_id", "beats")
        .explode("beats", empty_as_null=True)
        .drop_nulls("beats")
        .unnest("beats")
        .sort("audio_id", "time")
        .select(
            "audio_id",
            pl.int_range(1, pl.len() + 1).over("audio_id").alias("number"),
            "time",
            pl.col("time").shift(-1).over("audio_id").alias("until"),
        )
    )


def _sounds(clips: pl.DataFrame, column: str, field: str) -> pl.DataFrame:
    """``audio_id, start, end, value`` of every sound whose times are known."""
    return (
        clips.select("audio_id", pl.col(column).alias("sound"))
        .explode("sound", empty_as_null=True)
        .drop_nulls("sound")
        .unnest("sound")
        .select("audio_id", "start", "end", pl.col(field).alias("value"))
        .drop_nulls()
    )


def _number_at(sounds: pl.DataFrame, beats: pl.DataFrame, moment: str) -> pl.Series:
    """Number of the beat in which each sound starts or ends; null before the first."""
    placed = sounds.with_row_index("row").sort(moment)
    found = placed.join_asof(
        beats.select("audio_id", "number", "time").sort("time"),
        left_on=moment,
        right_on="time",
        by="audio_id",
        check_sortedness=False,
    )
    return found.sort("row")["number"]
