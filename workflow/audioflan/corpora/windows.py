"""Cutting long recordings into windows."""

import polars as pl

_ROUNDING = 1e-6


def cut(recordings: pl.DataFrame, length: float, minimum: float) -> pl.DataFrame:
    """Cut each recording into windows of ``length`` seconds, none overlapping.

    What is left at the end is a window of its own; when it is shorter than ``minimum`` it is
    rejected, never merged, so that no clip is longer than ``length``. Rows already rejected
    (or without a duration) pass through whole.

    Args:
        recordings: columns ``item, reject, duration`` (seconds from the recording's start) and
            any others, which every window repeats.
        length: window length in seconds, > 0.
        minimum: shortest window kept, in seconds.

    Returns:
        One row a window: ``item`` carries the span (``name#t=start,end``), ``window`` its number
        from 0, ``start`` and ``duration`` its place in the recording.
    """
    uncut = pl.col("reject").is_not_null() | pl.col("duration").is_null()
    count = (pl.col("duration") / length - _ROUNDING).ceil().clip(lower_bound=1)
    windows = (
        recordings.filter(~uncut)
        .with_columns(pl.int_ranges(count.cast(pl.Int64)).alias("window"))
        .explode("window", empty_as_null=True)
        .with_columns((pl.col("window") * float(length)).alias("start"))
        .with_columns(pl.min_horizontal(pl.col("duration") - pl.col("start"), length).alias("_cut"))
        .with_columns(
            pl.format("{}#t={},{}", "item", _time("start"), _time("start", "_cut")).alias("item"),
            _too_short(minimum).alias("reject"),
            pl.col("_cut").alias("duration"),
        )
        .drop("_cut")
    )
    whole = recordings.filter(uncut).with_columns(pl.lit(0, pl.Int64).alias("window"))
    return pl.concat([windows, whole], how="diagonal")


def _too_short(minimum: float) -> pl.Expr:
    reason = pl.format("{} s left, under the {} s of a window", _time("_cut"), pl.lit(minimum))
    return pl.when(pl.col("_cut") < minimum).then(reason)


def _time(*terms: str) -> pl.Expr:
    return pl.sum_horizontal(terms).round(3)
