"""What sounds in a named beat, or which pitch a named note has, is the answer."""

import polars as pl

from audioflan.tasks.beats import PLACE, sounds_by_beat, sounds_by_turn
from audioflan.tasks.context import Context
from audioflan.tasks.formats import SEPARATOR, named
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor, at a place drawn among those where something sounds.

    Places count from 1; the slot ``position`` names them, ``beat 5`` or ``note 5``. A beat lasts
    until the next one, so the last of a clip is never asked for.

    Params of the template:
        column: manifest column, a list of structs with ``start`` and ``end``.
        field: field of the struct that is the answer.
        format: how one value is written.
        without_beats: what is counted in clips that have no beats, e.g. ``note``; absent, they
            are refused. So are clips in which two of these start together.
    """
    column = context.column("column")
    picked = _pick(context, _values(context, column))
    return build_rows(
        context,
        context.anchors.join(picked, on="audio_id", how="left", maintain_order="left"),
        parts={
            context.input_role("audio"): pl.col("audio_id"),
            context.output_role: pl.col("answer"),
        },
        rejects=[
            because(pl.col(column).list.len().fill_null(0) == 0, f"no {column}"),
            because(pl.col("position").is_null(), f"no {column} at a place that can be named"),
        ],
    )


def _values(context: Context, column: str) -> pl.DataFrame:
    """``audio_id, position, number, value`` of all places that can be named."""
    field, unit = context.param("field"), context.task.params.get("without_beats")
    has_beats = pl.col("beats").list.len().fill_null(0) > 0
    counted = context.anchors.filter(has_beats)
    values = [sounds_by_beat(counted, column, field).with_columns(unit=pl.lit("beat"))]
    if unit is not None:
        turns = sounds_by_turn(context.anchors.filter(~has_beats), column, field)
        values.append(turns.with_columns(unit=pl.lit(unit)))
    return pl.concat(values).with_columns(pl.format("{} {}", "unit", "number").alias("position"))


def _pick(context: Context, values: pl.DataFrame) -> pl.DataFrame:
    """``audio_id, position, answer``: one place a clip, drawn by hash."""
    form = named(context.param("format"), context.task.path)
    answers = (
        values.with_columns(form.write(pl.col("value")).alias("written"))
        .group_by(*PLACE, "position", maintain_order=True)
        .agg(pl.col("written").unique(maintain_order=True))
        .with_columns(pl.col("written").list.join(SEPARATOR, ignore_nulls=False).alias("answer"))
        .sort(PLACE)
    )
    draw = pl.lit(context.hashes(answers["audio_id"], "place")) % pl.len().over("audio_id")
    turn = pl.int_range(pl.len()).over("audio_id")
    return answers.filter(draw == turn).select("audio_id", "position", "answer")
