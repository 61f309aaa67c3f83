"""Splits for corpora that have none of their own, drawn by group."""

import math
from collections.abc import Mapping

import polars as pl

from audioflan.catalog.models import SPLITS
from audioflan.errors import AudioFlanError
from audioflan.randomness import hash64

DEFAULT: Mapping[str, float] = {"train": 0.90, "dev": 0.05, "test": 0.05}

_RANGE = float(1 << 64)


def draw_splits(found: pl.DataFrame, shares: Mapping[str, float] | None = None) -> pl.DataFrame:
    """Set ``split`` from a hash of ``group``: a group is never torn, whatever else is found.

    Args:
        found: rows with ``group`` (null where there is none; their split stays null).
        shares: share of each split, summing to 1.

    Raises:
        AudioFlanError: ``shares`` names an unknown split or does not sum to 1.
    """
    shares = DEFAULT if shares is None else shares
    _check(shares)
    groups = found["group"].drop_nulls().unique().sort()
    position = pl.Series(hash64(groups.to_list(), "split")).cast(pl.Float64) / _RANGE
    names = [name for name in SPLITS if shares.get(name, 0.0) > 0]
    ends = [sum(shares[name] for name in names[: index + 1]) for index in range(len(names) - 1)]
    chosen = position.cut(ends, labels=names, left_closed=True).cast(pl.String)
    drawn = pl.DataFrame({"group": groups, "drawn": chosen})
    return (
        found.join(drawn, on="group", how="left", maintain_order="left")
        .with_columns(pl.col("drawn").alias("split"))
        .drop("drawn")
    )


def _check(shares: Mapping[str, float]) -> None:
    unknown = sorted(set(shares) - set(SPLITS))
    fit = not unknown and min(shares.values(), default=-1) >= 0
    if not fit or not math.isclose(sum(shares.values()), 1.0):
        raise AudioFlanError(
            f"split shares {dict(shares)} do not divide a corpus",
            where="splits",
            remedy=f"give shares of {', '.join(SPLITS)} that sum to 1.",
        )
