"""Splits out of the folds that a corpus gives for cross-validation."""

from collections.abc import Mapping, Sequence

import polars as pl


def split_of(fold: pl.Expr, folds: Mapping[str, Sequence[int]]) -> pl.Expr:
    """The split of a fold, whole as published.

    Args:
        fold: its number, as text or integer; null gives null.
        folds: the folds of ``dev`` and ``test``; every other one is ``train``.
    """
    number = fold.cast(pl.Int64, strict=False)
    held = {entry: split for split, entries in folds.items() for entry in entries}
    split = number.replace_strict(held, default="train", return_dtype=pl.String)
    return pl.when(number.is_not_null()).then(split)
