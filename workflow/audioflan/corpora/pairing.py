"""Joining recordings and their labels so that neither is lost."""

import polars as pl

AGAIN = "labelled again (the first label counts)"
NO_AUDIO = "label without audio"


def pair(
    audio: pl.DataFrame,
    labels: pl.DataFrame,
    unlabelled: str | None = None,
    *,
    on: str = "path",
    item: str = "place",
) -> pl.DataFrame:
    """Full join of recordings and labels.

    Args:
        audio: ``path``, ``reject`` and anything else, one row a recording.
        labels: ``place`` (where the label stands), ``reject`` and anything else.
        unlabelled: reason to reject a recording without label; none = it is kept.
        on: column that both have and that tells which label is whose; recordings where it is
            null have none.
        item: column of the labels by which one without recording is known.

    Returns:
        ``item``, ``reject`` and all other columns but ``place``: every recording, then labels
        without recording, faulty labels and repeated labels as rejects.
    """
    fit = labels.filter(pl.col("reject").is_null())
    first = fit.unique(on, keep="first", maintain_order=True)
    later = fit.filter(~pl.col(on).is_first_distinct())
    joined = audio.with_columns(here=True).join(
        first.drop("reject"), on=on, how="full", coalesce=True, maintain_order="left_right"
    )
    reason = (
        pl.when(pl.col("here").is_null())
        .then(pl.lit(NO_AUDIO))
        .when(pl.col("place").is_null())
        .then(pl.lit(unlabelled, pl.String))
    )
    rows = joined.with_columns(
        item=pl.coalesce("path", item), reject=pl.coalesce("reject", reason)
    ).drop("here")
    faults = [
        labels.filter(pl.col("reject").is_not_null()).select("reject", item="place"),
        later.select(reject=pl.lit(AGAIN), item="place"),
    ]
    return pl.concat([rows.drop("place"), *faults], how="diagonal", rechunk=True)
