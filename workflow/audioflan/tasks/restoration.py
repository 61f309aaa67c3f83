"""Simulated audio is the question, what it was made from the answer."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import named, text
from audioflan.tasks.recipes import NOT_SIMULATED, drawn, simulated
from audioflan.tasks.rows import build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor the recipe made audio for.

    Params of the template:
        slots: slot -> key of the draw it is filled from.
        text: key of the draw that fills the text input, if the task has one.
    """
    task = context.task
    parts = {
        context.input_role("audio"): pl.col("input"),
        context.output_role: pl.col("target"),
    }
    if "text" in task.params:
        parts[context.input_role("text")] = text(drawn(task.params["text"], pl.String))
    return build_rows(
        context,
        simulated(context),
        parts=parts,
        slots={
            slot: drawn(key, named(task.slots[slot], task.path).raw)
            for slot, key in task.params.get("slots", {}).items()
        },
        parents=[pl.col("audio_id"), pl.col("input"), pl.col("target")],
        rejects=[NOT_SIMULATED],
    )
