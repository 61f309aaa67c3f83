"""Spans of time that touch or overlap, made one: what is heard has no seam there."""

import polars as pl

TOUCH = 0.005
"""Seconds between spans that show as none when times are written to the hundredth."""


def joined(spans: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Spans of equal ``by``, by start; a span that begins before the last ends lengthens it.

    Args:
        spans: ``by``, ``start`` and ``end`` (seconds); a span without one of them stays as it is.
        by: columns that tell what a span is one of.
    """
    ordered = spans.sort(*by, "start", "end", nulls_last=True)
    reached = pl.col("end").cum_max().shift(1).over(by)
    fresh = (pl.col("start") > reached + TOUCH).fill_null(True)
    runs = ordered.with_columns(fresh.cum_sum().over(by).alias("run"))
    return (
        runs.group_by(*by, "run", maintain_order=True)
        .agg(pl.col("start").first(), pl.col("end").max())
        .drop("run")
    )
