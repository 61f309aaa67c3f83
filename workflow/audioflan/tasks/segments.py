"""Simulated audio is the question, the drawn spans of time the answer."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import SEPARATOR, time
from audioflan.tasks.recipes import NOT_SIMULATED, drawn, simulated
from audioflan.tasks.rows import because, build_rows

SPANS = pl.List(pl.List(pl.Float64))


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor whose draw holds at least one span, ``0.52-2.31, 3.00-4.12``.

    Params of the template:
        value: key of the draw, a list of [start, end] in seconds.
        decimals: digits after the point (2).
    """
    name, decimals = context.param("value"), context.task.params.get("decimals", 2)
    frame = simulated(context).with_columns(drawn(name, SPANS).alias("spans"))
    ends = pl.element().list.eval(time(pl.element(), decimals))
    none = pl.col("spans").is_null() | (pl.col("spans").list.len() == 0)
    return build_rows(
        context,
        frame,
        parts={
            context.input_role("audio"): pl.col("input"),
            context.output_role: pl.col("spans")
            .list.eval(ends.list.join("-"))
            .list.join(SEPARATOR),
        },
        parents=[pl.col("audio_id"), pl.col("input")],
        rejects=[NOT_SIMULATED, because(none, f"no {name} in the draw")],
    )
