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
        format_options: options of that format, e.g. ``{decimals: 1}``.
    """
    params = context.task.params
    column = pl.col(params["column"])
    written = named(params["format"], context.task.path).write(
        column, **params.get("format_options", {})
    )
    return build_rows(
        context,
        context.anchors,
        parts={context.input_role("audio"): pl.col("audio_id"), context.output_role: written},
        rejects=[
            because(column.is_null(), f"no {params['column']}"),
            because(written.is_null(), f"{params['column']} is no {params['format']}"),
        ],
    )
