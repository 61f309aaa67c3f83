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
        column: manifest column that fills it instead.
        reference: key of the draw that holds the audio id of a second audio input.
    """
    task = context.task
    hints = _hints(context)
    return build_rows(
        context,
        simulated(context),
        parts={
            context.input_role("audio"): pl.col("input"),
            context.output_role: pl.col("target"),
            **hints,
        },
        slots={
            slot: drawn(key, named(task.slots[slot], task.path).raw)
            for slot, key in task.params.get("slots", {}).items()
        },
        parents=[
            *(pl.col(name) for name in ("audio_id", "input", "target")),
            *(part for role, part in hints.items() if role in task.audio_roles),
        ],
        rejects=[NOT_SIMULATED],
    )


def _hints(context: Context) -> dict[str, pl.Expr]:
    """Inputs beside the simulated audio: a text, another recording."""
    params, hints = context.task.params, {}
    if "text" in params:
        hints[context.input_role("text")] = text(drawn(params["text"], pl.String))
    if "column" in params:
        hints[context.input_role("text")] = text(pl.col(context.column("column")))
    if "reference" in params:
        hints[context.input_role("audio", 1)] = drawn(params["reference"], pl.String)
    return hints
