"""Making the answers of a split equally common, by leaving the surplus out."""

import polars as pl

from audioflan.tasks.context import Context

SURPLUS = "left out to balance the answers"


def surplus(context: Context, answer: pl.Expr) -> pl.Series:
    """Audio ids to leave out, chosen by hash over the whole corpus so that parts agree.

    A split that lacks one of the template's options is left out altogether.

    Args:
        context: the task at hand.
        answer: the answer of a manifest row, null where it has none.
    """
    clips = context.manifest.select("audio_id", "split", answer.alias("answer"))
    clips = clips.drop_nulls("answer")
    clips = clips.with_columns(context.hashes(clips["audio_id"], "balance").alias("hash"))
    complete = pl.col("answer").n_unique().over("split") >= len(context.task.options)
    size = pl.len().over("split", "answer")
    room = pl.when(complete).then(size.min().over("split")).otherwise(0)
    turn = pl.struct("hash", "audio_id").rank("ordinal").over("split", "answer")
    return clips.filter(turn > room)["audio_id"]
