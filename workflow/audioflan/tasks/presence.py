"""Which class the labels of a clip put it in is the answer: speech or not, genuine or fake."""

from collections.abc import Mapping, Sequence

import polars as pl

from audioflan.tasks.balance import SURPLUS, surplus
from audioflan.tasks.context import Context
from audioflan.tasks.rows import because, build_rows

BALANCED = "boolean"


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor whose labels all belong to one class.

    A yes or no is right equally often in every split; of more classes all clips are kept.

    Params of the template:
        column: manifest column, a label or a list of labels; a boolean has the labels ``true``
            and ``false``.
        classes: answer -> labels that stand for it. A label of no class makes its clip unfit.
    """
    name, classes = context.column("column"), context.param("classes")
    answer = _answer(context.manifest.schema[name], name, classes)
    frame = context.anchors.with_columns(answer.alias("answer"))
    yes_or_no = context.task.answer == BALANCED
    left_out = surplus(context, answer) if yes_or_no else pl.Series([], dtype=pl.String)
    return build_rows(
        context,
        frame,
        parts={
            context.input_role("audio"): pl.col("audio_id"),
            context.output_role: pl.col("answer"),
        },
        rejects=[
            because(pl.col(name).is_null(), f"no {name}"),
            because(pl.col("answer").is_null(), f"{name} is not of one class"),
            because(pl.col("audio_id").is_in(left_out.implode()), SURPLUS),
        ],
        stratum=pl.col("answer"),
    )


def _answer(dtype: pl.DataType, name: str, classes: Mapping[str, Sequence[str]]) -> pl.Expr:
    """The class of a clip; null where it has none, several, or labels of no class."""
    by_label = {label: answer for answer, labels in classes.items() for label in labels}
    column = pl.col(name) if isinstance(dtype, pl.List) else pl.concat_list(name)
    label = pl.element().cast(pl.String)
    classed = column.list.eval(
        label.replace_strict(by_label, default=None, return_dtype=pl.String).unique()
    )
    return pl.when(classed.list.len() == 1).then(classed.list.first())
