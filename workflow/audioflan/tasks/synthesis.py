"""A transcript is the question, its recording the answer."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import text
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor with a transcript, on one line."""
    written = text(pl.col("text"))
    return build_rows(
        context,
        context.anchors,
        parts={context.input_role("text"): written, context.output_role: pl.col("audio_id")},
        rejects=[because(written.is_null(), "no text")],
    )
