"""One excerpt of each long recording."""

import polars as pl


def middle(length: float | None) -> list[pl.Expr]:
    """``start`` and ``duration`` of the middle ``length`` seconds, for ``with_columns``.

    A recording that is shorter (column ``duration``, seconds), and every recording when
    ``length`` is null, is taken whole.
    """
    duration = pl.col("duration")
    kept = duration if length is None else duration.clip(upper_bound=float(length))
    start = ((duration - kept) / 2).round(3)
    return [start.alias("start"), kept.alias("duration")]
