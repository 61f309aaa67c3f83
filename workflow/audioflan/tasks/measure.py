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
    params = context.task.params
    written = number(drawn(params["value"], pl.Float64), params.get("decimals", 1))
    return build_rows(
        context,
        simulated(context),
        parts={
            context.input_role("audio"): pl.col("input"),
            context.output_role: written + f" {params['unit']}",
        },
        parents=[pl.col("audio_id"), pl.col("input")],
        rejects=[NOT_SIMULATED, because(written.is_null(), f"no {params['value']} in the draw")],
    )
