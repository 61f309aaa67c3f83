"""Choosing a partner for every clip: exact, columnar, without trial and error."""

from collections.abc import Sequence

import polars as pl

from audioflan.tasks.context import Context

REPEATED = "repeats the pair of another clip"


def partner(
    clips: pl.DataFrame, within: Sequence[str], apart: str, turn: pl.Expr, order: Sequence[str]
) -> pl.Series:
    """For every clip one that agrees with it in ``within`` and differs from it in ``apart``.

    Clips are laid out in blocks of equal ``within``, and in runs of equal ``apart`` inside a
    block; those a clip may take are then the cyclic range after its own run, and ``turn``
    picks one of them by its remainder. So every clip with a partner gets one.

    Args:
        clips: ``audio_id`` and the columns named below, none of them null.
        within: columns in which partners agree.
        apart: column in which they differ.
        turn: unsigned integer expression; may use ``place``, the clip's index in its run. Equal
            steps (``place``) give distinct partners inside a run, a hash gives uniform ones.
        order: columns that order runs and clips; runs must stay whole under it.

    Returns:
        Audio ids of the partners in the order of ``clips``, null where none can be had.
    """
    run = [*within, apart]
    laid = (
        clips.with_row_index("at")
        .sort(*within, *order)
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.UInt64))
        .with_columns(
            pl.col("row").min().over(within).alias("start"),
            pl.len().over(within).cast(pl.UInt64).alias("size"),
            (pl.col("row") - pl.col("row").min().over(run)).alias("place"),
            pl.len().over(run).cast(pl.UInt64).alias("own"),
            (pl.col("row").max().over(run) + 1).alias("after"),
        )
    )
    free = pl.col("size") - pl.col("own")
    step = pl.when(free > 0).then(turn % free)
    place = pl.col("start") + (pl.col("after") - pl.col("start") + step) % pl.col("size")
    found = laid.select("at", pl.col("audio_id").gather(place).alias("partner"))
    return found.sort("at")["partner"]


def first_of_pair(first: str, second: str) -> pl.Expr:
    """True on the first row of every unordered pair, in row order."""
    a, b = pl.col(first), pl.col(second)
    low, high = pl.when(a < b).then(a).otherwise(b), pl.when(a < b).then(b).otherwise(a)
    return pl.struct(low.alias("low"), high.alias("high")).is_first_distinct()


def references(context: Context, same: Sequence[str], differ: str) -> pl.DataFrame:
    """For every clip another of its split, drawn by hash: ``audio_id, reference``.

    Args:
        context: the task at hand.
        same: columns in which both agree; a clip without one of them has no reference.
        differ: column in which they differ.
    """
    columns = [*same, differ]
    clips = context.manifest.drop_nulls(columns).select("audio_id", "split", *columns)
    clips = clips.with_columns(context.hashes(clips["audio_id"], "reference").alias("hash"))
    found = partner(clips, ["split", *same], differ, pl.col("hash"), [differ, "hash"])
    return clips.select("audio_id", found.alias("reference"))
