"""Two clips and the question whether they share something: the same speaker?"""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.partners import REPEATED, first_of_pair, partner
from audioflan.tasks.rows import because, build_rows

SURPLUS = "left out to balance the answers"


def build(context: Context) -> pl.DataFrame:
    """At most one pair an anchor, as many alike as not in every split, none repeated.

    Pairs are decided for the whole corpus, so parts agree on them. Both kinds of partner must
    exist for an anchor; otherwise its kind would give the answer away.

    Params of the template:
        match: manifest column that two clips share or not.
        answers: ``{same: ..., different: ...}``.
        vary: column in which clips that match should differ (``sentence``).
        resemble: column in which clips that do not match should agree (``gender``).
    """
    match, answers = context.column("match"), context.param("answers")
    pairs = _decide(context, _candidates(context, match))
    answer = pl.when("same").then(pl.lit(answers["same"])).otherwise(pl.lit(answers["different"]))
    return build_rows(
        context,
        context.anchors.join(pairs, on="audio_id", how="left", maintain_order="left"),
        parts={
            context.input_role("audio", 0): pl.col("audio_id"),
            context.input_role("audio", 1): pl.col("partner"),
            context.output_role: answer,
        },
        key=pl.col("audio_id") + "+" + pl.col("partner"),
        parents=[pl.col("audio_id"), pl.col("partner")],
        rejects=[because(pl.col(match).is_null(), f"no {match}"), pl.col("refusal")],
        stratum=answer,
    )


def _candidates(context: Context, match: str) -> pl.DataFrame:
    """Clips with a ``match`` value, their order by hash, and both partners of each."""
    params = context.task.params
    vary, resemble = params.get("vary", "sentence"), params.get("resemble", "gender")
    clips = context.manifest.filter(pl.col(match).is_not_null()).select(
        "audio_id",
        "split",
        pl.col(match).cast(pl.String).alias("match"),
        pl.coalesce(pl.col(vary).cast(pl.String), "audio_id").alias("vary"),
        pl.col(resemble).cast(pl.String).fill_null("").alias("resemble"),
    )
    clips = clips.with_columns(
        context.hashes(clips["match"], "match").alias("match_hash"),
        context.hashes(clips["vary"], "vary").alias("vary_hash"),
        context.hashes(clips["audio_id"], "clip").alias("hash"),
        pl.col("match", "vary", "resemble").rank("dense"),
    )
    alike = ["vary_hash", "vary", "hash"]
    unlike = ["match_hash", "match", "hash"]
    same, place, draw = ["split", "match"], pl.col("place"), pl.col("hash")
    near = partner(clips, same, "vary", place, alike)
    any_alike = partner(clips, same, "audio_id", place, alike)
    close = partner(clips, ["split", "resemble"], "match", draw, unlike)
    any_unlike = partner(clips, ["split"], "match", draw, unlike)
    return clips.with_columns(
        near.fill_null(any_alike).alias("alike"), close.fill_null(any_unlike).alias("unlike")
    )


def _decide(context: Context, clips: pl.DataFrame) -> pl.DataFrame:
    """``audio_id, partner, same, refusal``: answers alternate along the hash order."""
    match = context.task.params["match"]
    lonely = pl.coalesce(
        because(pl.col("alike").is_null(), f"no other clip of the same {match} in its split"),
        because(pl.col("unlike").is_null(), f"no clip of another {match} in its split"),
    )
    ordered = clips.with_columns(lonely.alias("refusal")).sort("match_hash", "match", "hash")
    able = pl.col("refusal").is_null()
    # Neighbours in this order share their `match`, so a group of two clips gives one pair of
    # each kind and never the same pair twice.
    pairs = (
        ordered.filter(able)
        .with_columns((pl.int_range(pl.len()).over("split") % 2 == 0).alias("same"))
        .with_columns(pl.when("same").then("alike").otherwise("unlike").alias("partner"))
        .with_columns(because(~first_of_pair("audio_id", "partner"), REPEATED).alias("refusal"))
    )
    decided = pl.concat([_balance(pairs), ordered.filter(~able)], how="diagonal")
    return decided.select("audio_id", "partner", "same", "refusal")


def _balance(pairs: pl.DataFrame) -> pl.DataFrame:
    """Refuse the surplus of either answer in every split."""
    kept = pl.col("refusal").is_null()
    alike, unlike = (kept & pl.col("same")).sum(), (kept & ~pl.col("same")).sum()
    room = pl.min_horizontal(alike.over("split"), unlike.over("split"))
    turn = kept.cum_sum().over("split", "same")
    return pairs.with_columns(
        pl.coalesce("refusal", because(turn > room, SURPLUS)).alias("refusal")
    )
