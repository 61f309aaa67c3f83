"""A value of the manifest is the answer: language, gender, pitch, instruments, events."""

import polars as pl

from audioflan.tasks.balance import SURPLUS, surplus
from audioflan.tasks.choices import choice_slot, listed
from audioflan.tasks.context import Context, short_name
from audioflan.tasks.formats import named
from audioflan.tasks.rows import because, build_rows

OWN = frozenset({"column", "format", "balance", "choices"})


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor that carries the value.

    Params of the template:
        column: manifest column, or ``extra.<field>``.
        format: how it is written (see :mod:`audioflan.tasks.formats`).
        choices: answers to choose from; they fill the slot ``choices``.
        balance: whether to make the template's options equally common in every split.
        anything else: an option of that format, e.g. ``decimals``.
    """
    column, form, params = context.param("column"), context.param("format"), context.task.params
    value, name = context.value(column), short_name(column)
    options = {key: value for key, value in params.items() if key not in OWN}
    written = named(form, context.task.path).write(value, **options)
    choosing = "choices" in params
    return build_rows(
        context,
        context.anchors,
        parts={context.input_role("audio"): pl.col("audio_id"), context.output_role: written},
        slots={"choices": choice_slot(context, context.anchors["audio_id"])} if choosing else None,
        rejects=[
            because(value.is_null(), f"no {name}"),
            because(written.is_null(), f"{name} cannot be written as {form}"),
            *([listed(context, written)] if choosing else []),
            *([_left_out(context, written)] if params.get("balance", False) else []),
        ],
        stratum=written.fill_null("") if choosing else None,
    )


def _left_out(context: Context, written: pl.Expr) -> pl.Expr:
    return because(pl.col("audio_id").is_in(surplus(context, written).implode()), SURPLUS)
