"""Which class the labels of a clip put it in is the answer: speech or not, genuine or fake."""

from collections.abc import Mapping, Sequence

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.rows import because, build_rows

SURPLUS = "left out to balance the answers"
BALANCED = "boolean"


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor whose labels all belong to one class.

    A yes or no is right equally often in every split: which clips give way is decided for the
    whole corpus, so that parts agree on them. Of more classes than two all clips are kept.

    Params of the template:
        column: manifest column, a label or a list of labels; a boolean has the labels ``true``
            and ``false``.
        classes: answer -> labels that stand for it. A label of no class makes its clip unfit.
    """
    name, classes = context.column("column"), context.param("classes")
    answer = _answer(context.manifest.schema[name], name, classes)
    frame = context.anchors.with_columns(answer.alias("answer"))
    surplus = pl.lit(False)
    if context.task.answer == BALANCED:
        surplus = pl.col("audio_id").is_in(_surplus(context, answer).implode())
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
            because(surplus, SURPLUS),
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


def _surplus(context: Context, answer: pl.Expr) -> pl.Series:
    """Clips that a split has too many of, last by hash."""
    clips = context.manifest.select("audio_id", "split", answer.alias("answer")).drop_nulls()
    clips = clips.with_columns(context.hashes(clips["audio_id"], "clip").alias("hash"))
    counts = clips.group_by("split", "answer").len()
    classes = len(context.param("classes"))
    room = counts.group_by("split").agg(
        pl.when(pl.len() == classes).then(pl.col("len").min()).otherwise(0).alias("room")
    )
    turn = pl.struct("hash", "audio_id").rank("ordinal").over("split", "answer")
    ranked = clips.join(room, on="split", how="left").with_columns(turn.alias("turn"))
    return ranked.filter(pl.col("turn") > pl.col("room"))["audio_id"]
