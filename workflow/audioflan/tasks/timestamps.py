"""Points in time are the answer: beats, onsets."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import SEPARATOR, time
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor with at least one point, as seconds from the clip's start.

    A point that is written as the clip's end or later is left out: there the clip is over.

    Params of the template:
        column: manifest column, a list of structs.
        field: field of the struct that holds the time.
        decimals: digits after the point (2).
    """
    name = context.column("column")
    points = _points(context, name)
    return build_rows(
        context,
        context.anchors.join(points, on="audio_id", how="left", maintain_order="left"),
        parts={
            context.input_role("audio"): pl.col("audio_id"),
            context.output_role: pl.col("points"),
        },
        rejects=[
            because(pl.col(name).list.len().fill_null(0) == 0, f"no {name}"),
            because(pl.col("points").is_null(), f"no {name} at a time that can be told"),
        ],
    )


def _points(context: Context, name: str) -> pl.DataFrame:
    """``audio_id, points`` of every clip with points; null where the time of one is not known."""
    field, decimals = context.param("field"), context.task.params.get("decimals", 2)
    written = time(pl.col("point").struct.field(field), decimals).alias("written")
    over = pl.col("written").cast(pl.Float64) >= pl.col("duration")
    return (
        context.anchors.select("audio_id", "duration", pl.col(name).alias("point"))
        .explode("point", empty_as_null=True)
        .drop_nulls("point")
        .with_columns(written)
        .filter(~over.fill_null(False))
        .group_by("audio_id", maintain_order=True)
        .agg(pl.col("written").str.join(SEPARATOR, ignore_nulls=False).alias("points"))
    )
