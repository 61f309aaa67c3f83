"""Labels over time of whole recordings, brought into their windows."""

import polars as pl

AUDIBLE = 0.05
"""Seconds of a note that must lie in a window for its instrument to count as sounding there."""

EDGE = 0.005
"""Seconds at a window's end whose points in time belong to the next window.

To a hundredth of a second such a point is the end itself, where the window is over.
"""

DIGITS = 6
"""Of times in seconds: microseconds, without the rounding errors of adding them up."""


def place(spans: pl.DataFrame, windows: pl.DataFrame, length: float) -> pl.DataFrame:
    """Spread spans over the windows of their recordings, cut at the windows' ends.

    Args:
        spans: ``song``, ``start``, ``end`` (seconds of the recording; equal for a point in
            time) and any others.
        windows: ``song``, ``window`` (number from 0), ``start``, ``duration``, as ``cut`` makes
            them.
        length: seconds of a whole window.

    Returns:
        One row a span and window, in the order of the spans: ``window`` and the columns of
        ``spans``, times counting from the window's start.
    """
    first = (pl.col("start") / length).floor()
    last = pl.max_horizontal(first, (pl.col("end") / length).ceil() - 1)
    numbers = pl.int_ranges(first.cast(pl.Int64), last.cast(pl.Int64) + 1).alias("window")
    spread = spans.with_columns(numbers).explode("window", empty_as_null=True)
    origin = windows.select(
        "song", pl.col("window").cast(pl.Int64), _from="start", _length="duration"
    )
    placed = spread.join(origin, on=["song", "window"], maintain_order="left").with_columns(
        (pl.col("start") - pl.col("_from")).clip(lower_bound=0.0).round(DIGITS),
        pl.min_horizontal(pl.col("end") - pl.col("_from"), "_length").round(DIGITS),
    )
    inside = (pl.col("start") < pl.col("_length")) & (pl.col("end") >= pl.col("start"))
    return placed.filter(inside).drop("_from", "_length")


def joined(spans: pl.DataFrame, by: list[str], gap: float) -> pl.DataFrame:
    """Spans that are equal in ``by`` made one where less than ``gap`` seconds part them.

    Returns:
        ``by``, ``start``, ``end``, by start, then ``by``.
    """
    ordered = spans.sort("start", "end", maintain_order=True)
    until = pl.col("end").cum_max().shift(1).over(by)
    apart = (pl.col("start") > until + gap).fill_null(True)
    return (
        ordered.with_columns(apart.cum_sum().over(by).alias("_run"))
        .group_by(*by, "_run", maintain_order=True)
        .agg(pl.col("start").min(), pl.col("end").max())
        .drop("_run")
        .sort("start", *by)
    )
