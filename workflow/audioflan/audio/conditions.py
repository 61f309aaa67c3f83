"""Conditions of a recipe on the clips of a manifest."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from audioflan.catalog.models import Anchors
from audioflan.errors import AudioFlanError

Schema = Mapping[str, pl.DataType]


def meets(schema: Schema, name: str, values: Sequence[str]) -> pl.Expr:
    """Whether a column holds one of the values; an empty one does not."""
    if isinstance(schema[name], pl.List):
        held = pl.col(name).list.set_intersection(list(values)).list.len() > 0
    else:
        held = pl.col(name).is_in(list(values))
    return held.fill_null(False)


def may_anchor(schema: Schema, anchors: Anchors) -> pl.Expr:
    """Whether a clip may be the anchor of a recipe."""
    return pl.all_horizontal(
        pl.lit(True),
        *(_filled(schema, name) for name in anchors.require),
        *(meets(schema, name, values) for name, values in anchors.where.items()),
        *(~meets(schema, name, values) for name, values in anchors.without.items()),
    )


def check_columns(schema: Schema, names: Iterable[str], what: str, manifest: Path) -> None:
    """Refuse conditions on columns that the manifest does not have.

    Raises:
        AudioFlanError: one of ``names`` is no column.
    """
    unknown = sorted(set(names) - set(schema))
    if unknown:
        raise AudioFlanError(
            f"{what} condition on '{unknown[0]}': the manifest has no such column.",
            where=manifest,
            remedy=f"columns: {', '.join(schema)}",
        )


def _filled(schema: Schema, name: str) -> pl.Expr:
    if isinstance(schema[name], pl.List):
        return (pl.col(name).list.len() > 0).fill_null(False)
    return pl.col(name).is_not_null()
