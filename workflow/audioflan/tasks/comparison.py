"""Two clips and the question which of them has more of a quantity: which is faster?"""

import numpy as np
import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.partners import REPEATED, first_of_pair
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """At most one pair an anchor; each answer is right for half of the pairs of a split.

    The partner is drawn by hash among all clips of the split whose value differs enough, so
    fast anchors meet slower clips and slow ones faster clips.

    Params of the template:
        column: manifest column, a positive number.
        margin: least ratio of the larger to the smaller value, above 1.
        answers: ``{first: ..., second: ...}``, said when that clip has the larger value.
    """
    column, answers = context.column("column"), context.param("answers")
    frame = context.anchors.join(_pairs(context), on="audio_id", how="left", maintain_order="left")
    answer = pl.when("first").then(pl.lit(answers["first"])).otherwise(pl.lit(answers["second"]))
    anchor_leads = pl.col("first") == pl.col("anchor_larger")
    leading = pl.when(anchor_leads).then("audio_id").otherwise("partner")
    following = pl.when(anchor_leads).then("partner").otherwise("audio_id")
    return build_rows(
        context,
        frame,
        parts={
            context.input_role("audio", 0): leading,
            context.input_role("audio", 1): following,
            context.output_role: answer,
        },
        key=pl.col("audio_id") + "+" + pl.col("partner"),
        parents=[pl.col("audio_id"), pl.col("partner")],
        rejects=[
            because(~_usable(column), f"no {column}"),
            because(
                pl.col("partner").is_null(), f"no clip of its split differs enough in {column}"
            ),
            because(pl.col("first").is_null(), REPEATED),
        ],
        stratum=answer,
    )


def _usable(column: str) -> pl.Expr:
    value = pl.col(column)
    return (value.is_finite() & (value > 0)).fill_null(False)


def _pairs(context: Context) -> pl.DataFrame:
    """``audio_id, partner, anchor_larger, first`` of the whole corpus.

    ``first`` says whether the first clip of the pair is to be the larger one; it alternates
    along the hash order and is null for a pair that another clip has already made.
    """
    column = context.task.params["column"]
    clips = context.manifest.filter(_usable(column)).select(
        "audio_id", "split", pl.col(column).cast(pl.Float64).alias("value")
    )
    clips = clips.with_columns(context.hashes(clips["audio_id"], "partner").alias("hash"))
    margin = float(context.param("margin"))
    blocks = clips.partition_by("split") or [clips]
    pairs = pl.concat(_choose(block, margin) for block in blocks).sort("hash", "audio_id")
    made = pl.col("partner").is_not_null() & first_of_pair("audio_id", "partner")
    turn = made.cum_sum().over("split")
    return pairs.select(
        "audio_id",
        "partner",
        "anchor_larger",
        pl.when(made).then(turn % 2 == 1).alias("first"),
    )


def _choose(clips: pl.DataFrame, margin: float) -> pl.DataFrame:
    """Add ``partner`` and ``anchor_larger`` to the clips of one split."""
    clips = clips.sort("value", "audio_id")
    values, size = clips["value"].to_numpy(), len(clips)
    below = np.searchsorted(values, values / margin, side="right")
    above = size - np.searchsorted(values, values * margin, side="left")
    free = below + above
    turn = clips["hash"].to_numpy() % np.maximum(free, 1).astype(np.uint64)
    turn = turn.astype(np.int64)
    place = np.where(turn < below, turn, size - above + turn - below)
    return clips.with_columns(
        pl.when(pl.Series(free > 0))
        .then(pl.col("audio_id").gather(pl.Series(np.minimum(place, max(size - 1, 0)))))
        .alias("partner"),
        pl.Series("anchor_larger", turn < below),
    )
