"""A recording is the question, its transcript the answer."""

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
        parts={context.input_role("audio"): pl.col("audio_id"), context.output_role: written},
        rejects=[because(written.is_null(), "no text")],
    )
