"""The phonemes of speech are the answer, in the notation that belongs to its language."""

from collections.abc import Mapping

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import text
from audioflan.tasks.pronunciation import pronounce
from audioflan.tasks.rows import because, build_rows

SLOTS = ("notation", "unit")
Notations = Mapping[str, Mapping[str, str]]


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor whose pronunciation is known or can be worked out from its text.

    Params of the template:
        notations: language (``zh``) -> ``{notation, unit}``, written into the slots of these
            names: how sounds are written and what a blank separates; ``from: phonemes`` takes
            the corpus's own column, ``from: text`` works it out (see
            :mod:`audioflan.tasks.pronunciation`).
    """
    notations = context.param("notations")
    primary = pl.col("language").str.to_lowercase().str.split("-").list.first()
    frame = context.anchors.with_columns(primary.alias("primary"))
    frame = frame.with_columns(_written(frame, notations).alias("written"))
    return build_rows(
        context,
        frame,
        parts={
            context.input_role("audio"): pl.col("audio_id"),
            context.output_role: pl.col("written"),
        },
        slots={slot: _told(notations, slot) for slot in SLOTS},
        rejects=[
            because(pl.col("language").is_null(), "no language"),
            because(~pl.col("primary").is_in(list(notations)), "no notation for its language"),
            because(pl.col("written").is_null(), "no phonemes"),
        ],
    )


def _told(notations: Notations, slot: str) -> pl.Expr:
    known = {language: entry[slot] for language, entry in notations.items()}
    return pl.col("primary").replace_strict(known, default=None, return_dtype=pl.String)


def _written(frame: pl.DataFrame, notations: Notations) -> pl.Series:
    """The phonemes of every row, null where there are none."""
    worked_out = [tag for tag, entry in notations.items() if entry["from"] == "text"]
    given = [tag for tag, entry in notations.items() if entry["from"] == "phonemes"]
    spoken = frame.select(pl.when(pl.col("primary").is_in(worked_out)).then(text(pl.col("text"))))
    published = pl.when(pl.col("primary").is_in(given)).then(text(pl.col("phonemes")))
    return frame.select(published).to_series().fill_null(pronounce(spoken.to_series()))
