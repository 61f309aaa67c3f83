"""Two clips and the question whether they share something: the same speaker?"""

import polars as pl

from audioflan.tasks.balance import SURPLUS
from audioflan.tasks.context import Context, short_name
from audioflan.tasks.overlap import partners_by_label
from audioflan.tasks.partners import REPEATED, first_of_pair, partner
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """At most one pair an anchor, as many alike as not in every split, none repeated.

    Pairs are decided for the whole corpus, so parts agree on them. Both kinds of partner must
    exist for an anchor; otherwise its kind would give the answer away.

    Params of the template:
        match: manifest column that two clips share or not, or a list of columns that they share
            all of or not. Clips share a list column when they have one of its labels in common.
        answers: ``{same: ..., different: ...}``.
        vary: column in which clips that match should differ (``sentence``).
        resemble: column in which clips that do not match should agree (``gender``); neither
            counts where a list column is matched.
    """
    value, name, answers = _value(context), _name(context), context.param("answers")
    candidates = _by_label if _is_list(context) else _candidates
    clips = context.manifest.with_columns(value.alias("match")).drop_nulls("match")
    pairs = _decide(context, candidates(context, clips))
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
        rejects=[because(value.is_null(), f"no {name}"), pl.col("refusal")],
        stratum=answer,
    )


def _columns(context: Context) -> list[str]:
    match = context.param("match")
    return list(match) if isinstance(match, list) else [context.column("match")]


def _name(context: Context) -> str:
    return " and ".join(_columns(context))


def _is_list(context: Context) -> bool:
    return isinstance(context.manifest.schema[_columns(context)[0]], pl.List)


def _value(context: Context) -> pl.Expr:
    """What is matched; null where a clip has none of it."""
    names = _columns(context)
    if _is_list(context):
        return pl.when(pl.col(names[0]).list.len() > 0).then(names[0])
    return pl.concat_str(names, separator=" ")


def _by_label(context: Context, clips: pl.DataFrame) -> pl.DataFrame:
    """What :func:`_candidates` gives, for clips that match when they share a label."""
    known = pl.col("match").list.unique().list.sort()
    clips = clips.select("audio_id", "split", known.alias("labels")).with_columns(
        context.hashes(clips["audio_id"], "clip").alias("hash"),
        pl.col("labels").list.join("\n").alias("match"),
    )
    hashed = clips.with_columns(context.hashes(clips["match"], "match").alias("match_hash"))
    return hashed.join(partners_by_label(hashed), on="audio_id", how="left", maintain_order="left")


def _candidates(context: Context, match: pl.Expr) -> pl.DataFrame:
    """Clips with a ``match`` value, their order by hash, and both partners of each."""
    clips = _clips(context, match)
    alike = ["vary_hash", "vary", "hash"]
    unlike = ["differ_hash", "differ", "hash"]
    same, place, draw = ["split", "match"], pl.col("place"), pl.col("hash")
    near = partner(clips, same, "vary", place, alike)
    any_alike = partner(clips, same, "audio_id", place, alike)
    close = partner(clips, ["split", "resemble"], "differ", draw, unlike)
    if not context.task.params.get("strict", False):
        close = close.fill_null(partner(clips, ["split"], "differ", draw, unlike))
    return clips.with_columns(near.fill_null(any_alike).alias("alike"), close.alias("unlike"))


def _clips(context: Context, match: pl.Expr) -> pl.DataFrame:
    differ = context.value("differ", context.param("match"))
    clips = context.manifest.filter(match.is_not_null() & differ.is_not_null()).select(
        "audio_id",
        "split",
        match.cast(pl.String).alias("match"),
        differ.cast(pl.String).alias("differ"),
        pl.coalesce(context.value("vary", "sentence").cast(pl.String), "audio_id").alias("vary"),
        context.value("resemble", "gender").cast(pl.String).fill_null("").alias("resemble"),
    )
    return clips.with_columns(
        context.hashes(clips["match"], "match").alias("match_hash"),
        context.hashes(clips["differ"], "match").alias("differ_hash"),
        context.hashes(clips["vary"], "vary").alias("vary_hash"),
        context.hashes(clips["audio_id"], "clip").alias("hash"),
        pl.col("match", "differ", "vary", "resemble").rank("dense"),
    )


def _decide(name: str, clips: pl.DataFrame) -> pl.DataFrame:
    """``audio_id, partner, same, refusal``: answers alternate along the hash order."""
    lonely = pl.coalesce(
        because(pl.col("alike").is_null(), f"no other clip of the same {name} in its split"),
        because(pl.col("unlike").is_null(), f"no clip of another {name} in its split"),
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
