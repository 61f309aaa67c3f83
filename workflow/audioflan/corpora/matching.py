"""Recordings and their labels brought together, losing neither side."""

import polars as pl

NO_AUDIO = "label without audio"


def match(
    audio: pl.DataFrame, labels: pl.DataFrame, on: str, *, unlabelled: str | None = None
) -> pl.DataFrame:
    """Join labels to recordings; what has no counterpart stays, with its reason.

    Args:
        audio: recordings with ``path``, ``reject`` and the column ``on``.
        labels: one row a value of ``on``; ``reject``, where present, says what is wrong with it.
        on: the column that both share, which is no path.
        unlabelled: why a recording without label is rejected; null keeps it.

    Returns:
        The recordings in their order, then labels without recording (``path`` is null).
    """
    heard = audio.with_columns(pl.lit(True).alias("_heard"))
    known = labels.with_columns(pl.lit(True).alias("_known"))
    matched = heard.join(known, on=on, how="full", coalesce=True, maintain_order="left_right")
    faults = [name for name in ("reject", "reject_right") if name in matched.columns]
    missing = (
        pl.when(pl.col("_heard").is_null())
        .then(pl.lit(NO_AUDIO))
        .when(pl.col("_known").is_null())
        .then(pl.lit(unlabelled, pl.String))
    )
    reason = pl.coalesce(*faults, missing).alias("reject")
    return matched.with_columns(reason).drop("_heard", "_known", "reject_right", strict=False)
