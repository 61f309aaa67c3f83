"""Points in time are the answer: beats, onsets."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import SEPARATOR, time
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor with at least one point, as seconds from the clip's start.

    Params of the template:
        column: manifest column, a list of structs.
        field: field of the struct that holds the time.
        decimals: digits after the point (2).
    """
    name, decimals = context.column("column"), context.task.params.get("decimals", 2)
    points = pl.col(name)
    seconds = time(pl.element().struct.field(context.param("field")), decimals)
    return build_rows(
        context,
        context.anchors,
        parts={
            context.input_role("audio"): pl.col("audio_id"),
            context.output_role: points.list.eval(seconds).list.join(SEPARATOR, ignore_nulls=False),
        },
        rejects=[because(points.is_null() | (points.list.len() == 0), f"no {name}")],
    )
