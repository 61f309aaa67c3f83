"""Simulated audio is the question, a drawn quantity the answer."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import number
from audioflan.tasks.recipes import NOT_SIMULATED, drawn, simulated
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor whose draw holds the quantity.

    Params of the template:
        value: key of the draw.
        decimals: digits after the point (1).
        unit: written after the number, e.g. ``dB``.
    """
    name, decimals = context.param("value"), context.task.params.get("decimals", 1)
    written = number(drawn(name, pl.Float64), decimals)
    return build_rows(
        context,
        simulated(context),
        parts={
            context.input_role("audio"): pl.col("input"),
            context.output_role: written + f" {context.param('unit')}",
        },
        parents=[pl.col("audio_id"), pl.col("input")],
        rejects=[NOT_SIMULATED, because(written.is_null(), f"no {name} in the draw")],
    )
