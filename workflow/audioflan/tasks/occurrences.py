"""A clip and the name of a sound in it: the spans of time in which it occurs are the answer."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import SEPARATOR, text, time
from audioflan.tasks.joined import joined
from audioflan.tasks.recipes import NOT_SIMULATED, heard
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an (anchor, label) with times, ``0.52-2.31, 3.00-4.12``; overlaps are one.

    Where the task has a recipe for the corpus, what it composed of the anchor is asked about.

    Params of the template:
        column: manifest column, a list of ``struct{label, start, end}``.
        decimals: digits after the point (2).
    """
    name, decimals = context.column("column"), context.task.params.get("decimals", 2)
    clips = heard(context, name)
    found = _labels(clips, name, decimals)
    return build_rows(
        context,
        clips.join(found, on="audio_id", how="left", maintain_order="left"),
        parts={
            context.input_role("audio"): pl.col("input"),
            context.input_role("text"): pl.col("label"),
            context.output_role: pl.col("spans"),
        },
        key=pl.col("audio_id") + "+" + pl.col("label"),
        parents=[pl.col("audio_id"), pl.col("input")],
        rejects=[
            NOT_SIMULATED,
            because(pl.col("label").is_null(), f"no {name}"),
            because(pl.col("spans").is_null(), f"{name} without times"),
        ],
    )


def _labels(clips: pl.DataFrame, name: str, decimals: int) -> pl.DataFrame:
    """``audio_id, label, spans`` of every label; ``spans`` is null if a time is not known."""
    events = (
        clips.select("audio_id", pl.col(name).alias("event"))
        .explode("event", empty_as_null=True)
        .drop_nulls("event")
        .unnest("event")
        .with_columns(text(pl.col("label")).alias("label"))
        .drop_nulls("label")
    )
    span = time(pl.col("start"), decimals) + "-" + time(pl.col("end"), decimals)
    return (
        joined(events, "audio_id", "label")
        .group_by("audio_id", "label", maintain_order=True)
        .agg(span.alias("spans"))
        .with_columns(pl.col("spans").list.join(SEPARATOR, ignore_nulls=False))
    )
