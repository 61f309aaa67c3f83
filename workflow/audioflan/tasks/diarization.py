"""Who speaks when is the answer: every speaker's turns as spans of time."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import SEPARATOR, time
from audioflan.tasks.joined import joined
from audioflan.tasks.rows import because, build_rows

SPEAKERS = "; "


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor in which somebody speaks.

    The answer is ``speaker 1: 0.00-1.25, 3.10-4.00; speaker 2: 1.10-2.75``: speakers are
    numbered in order of first appearance, because their names cannot be heard. Turns of a speaker
    that touch are one.

    Params of the template:
        column: manifest column, a list of ``struct{label, start, end}`` (``events``).
        decimals: digits after the point (2).
    """
    name = context.task.params.get("column", "events")
    turns = pl.col(name)
    broken = turns.list.eval(_broken()).list.any()
    answers = _answers(
        context.anchors.filter(~broken), name, context.task.params.get("decimals", 2)
    )
    return build_rows(
        context,
        context.anchors.join(answers, on="audio_id", how="left", maintain_order="left"),
        parts={
            context.input_role("audio"): pl.col("audio_id"),
            context.output_role: pl.col("answer"),
        },
        rejects=[
            because(turns.is_null() | (turns.list.len() == 0), f"no {name}"),
            because(broken, f"{name} without speaker or time"),
        ],
    )


def _broken() -> pl.Expr:
    label, start, end = (pl.element().struct.field(name) for name in ("label", "start", "end"))
    return label.is_null() | ~(start >= 0).fill_null(False) | ~(end > start).fill_null(False)


def _answers(clips: pl.DataFrame, name: str, decimals: int) -> pl.DataFrame:
    """``audio_id, answer`` of the clips with turns."""
    turns = (
        clips.select("audio_id", pl.col(name).alias("turn"))
        .filter(pl.col("turn").list.len() > 0)
        .explode("turn", empty_as_null=True)
        .unnest("turn")
    )
    turns = joined(turns, "audio_id", "label").sort("audio_id", "start", "end", "label")
    span = time(pl.col("start"), decimals) + "-" + time(pl.col("end"), decimals)
    speakers = turns.group_by("audio_id", "label", maintain_order=True).agg(
        span.str.join(SEPARATOR).alias("spans")
    )
    number = (pl.int_range(pl.len()).over("audio_id") + 1).cast(pl.String)
    lines = speakers.with_columns(pl.format("speaker {}: {}", number, "spans").alias("line"))
    return lines.group_by("audio_id", maintain_order=True).agg(
        pl.col("line").str.join(SPEAKERS).alias("answer")
    )
