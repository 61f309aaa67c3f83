"""Labels of a whole clip, as ``chords`` or ``events``."""

import polars as pl


def untimed(labels: pl.Expr) -> pl.Expr:
    """Labels that occur somewhere in the clip: ``start`` and ``end`` are null.

    Args:
        labels: list of strings.
    """
    unknown = pl.lit(None, pl.Float64)
    return labels.list.eval(pl.struct(label=pl.element(), start=unknown, end=unknown))


def throughout(label: pl.Expr) -> pl.Expr:
    """One label that holds from the clip's start to its end (column ``duration``, seconds).

    Args:
        label: string; null gives null, not a list.
    """
    span = pl.struct(label=label, start=pl.lit(0.0), end="duration")
    return pl.when(label.is_not_null()).then(pl.concat_list(span))
