"""A value of the manifest is the answer: language, gender, pitch, instruments, events."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import named
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor that carries the value.

    Params of the template:
        column: manifest column.
        format: how it is written (see :mod:`audioflan.tasks.formats`).
        anything else: an option of that format, e.g. ``decimals``.
    """
    name, form = context.column("column"), context.param("format")
    given = context.task.params.items()
    options = {key: value for key, value in given if key not in ("column", "format")}
    written = named(form, context.task.path).write(pl.col(name), **options)
    return build_rows(
        context,
        context.anchors,
        parts={context.input_role("audio"): pl.col("audio_id"), context.output_role: written},
        rejects=[
            because(pl.col(name).is_null(), f"no {name}"),
            because(written.is_null(), f"{name} cannot be written as {form}"),
        ],
    )
