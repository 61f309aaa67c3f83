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

    Params of the template, each a manifest column or ``extra.<field>``:
        match: what two clips share or not. A list of columns is shared when all are; a column of
            lists is shared when the clips have one label in common, and the params below but
            ``answers`` do not count then.
        answers: ``{same: ..., different: ...}``.
        vary: in which clips that match should differ (``sentence``).
        resemble: in which clips that do not match should agree (``gender``).
        strict: true if clips that do not match and do not resemble are no pair (false).
        differ: in which clips that do not match must differ (``match``).
        agree: in which the clips of a pair agree, alike or not, wherever an anchor has partners
            of both kinds that do (``sentence`` makes it text-dependent).
    """
    value, name, answers = _value(context), _name(context), context.param("answers")
    candidates = _by_label if _is_list(context) else _candidates
    clips = context.manifest.with_columns(value.alias("match")).drop_nulls("match")
    pairs = _decide(name, candidates(context, clips))
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


def _name(context: Context) -> str:
    match = context.param("match")
    return " and ".join(map(short_name, match if isinstance(match, list) else [match]))


def _is_list(context: Context) -> bool:
    match = context.param("match")
    return isinstance(match, str) and isinstance(context.manifest.schema.get(match), pl.List)


def _value(context: Context) -> pl.Expr:
    """What is matched; null where a clip has none of it."""
    match = context.param("match")
    if isinstance(match, list):
        return pl.concat_str(map(context.value, match), separator=" ")
    value = context.value(match)
    return pl.when(value.list.len() > 0).then(value) if _is_list(context) else value


def _by_label(context: Context, clips: pl.DataFrame) -> pl.DataFrame:
    """What :func:`_candidates` gives, for clips that match when they share a label."""
    labels = pl.col("match").list.drop_nulls().list.unique().list.sort()
    clips = clips.select("audio_id", "split", labels.alias("labels"))
    clips = clips.filter(pl.col("labels").list.len() > 0).with_columns(
        pl.col("labels").list.join("\n").alias("match")
    )
    hashed = clips.with_columns(
        context.hashes(clips["match"], "match").alias("match_hash"),
        context.hashes(clips["audio_id"], "clip").alias("hash"),
    )
    return hashed.join(partners_by_label(hashed), on="audio_id", how="left", maintain_order="left")


def _candidates(context: Context, clips: pl.DataFrame) -> pl.DataFrame:
    """Clips with a ``match`` value, their order by hash, and both partners of each."""
    clips = _facts(context, clips)
    alike, unlike = ["vary_hash", "vary", "hash"], ["differ_hash", "differ", "hash"]
    same, place, draw = ["split", "match"], pl.col("place"), pl.col("hash")
    near = partner(clips, same, "vary", place, alike)
    any_alike = partner(clips, same, "audio_id", place, alike)
    apart = partner(clips, ["split", "resemble"], "differ", draw, unlike)
    if not context.task.params.get("strict", False):
        apart = apart.fill_null(partner(clips, ["split"], "differ", draw, unlike))
    free = clips.with_columns(near.fill_null(any_alike).alias("alike"), apart.alias("unlike"))
    return _bound(free) if "agree" in context.task.params else free


def _bound(clips: pl.DataFrame) -> pl.DataFrame:
    """Put partners that agree with a clip in their place where it has both kinds of them."""
    place, draw = pl.col("place"), pl.col("hash")
    order = ["differ_hash", "differ", "hash"]
    alike = partner(clips, ["split", "match", "agree"], "audio_id", place, ["hash", "audio_id"])
    near = partner(clips, ["split", "agree", "resemble"], "differ", draw, order)
    unlike = near.fill_null(partner(clips, ["split", "agree"], "differ", draw, order))
    bound = alike.is_not_null() & unlike.is_not_null()
    return clips.with_columns(
        alike.zip_with(bound, clips["alike"]).alias("alike"),
        unlike.zip_with(bound, clips["unlike"]).alias("unlike"),
    )


def _facts(context: Context, clips: pl.DataFrame) -> pl.DataFrame:
    params, match = context.task.params, pl.col("match").cast(pl.String)
    vary = context.value(params.get("vary", "sentence")).cast(pl.String)
    resemble = context.value(params.get("resemble", "gender")).cast(pl.String)
    agree = context.value(params.get("agree", "audio_id")).cast(pl.String)
    differ = context.value(params["differ"]).cast(pl.String) if "differ" in params else match
    clips = clips.select(
        "audio_id",
        "split",
        match,
        differ.fill_null(match).alias("differ"),
        pl.coalesce(vary, "audio_id").alias("vary"),
        resemble.fill_null("").alias("resemble"),
        pl.coalesce(agree, "audio_id").alias("agree"),
    )
    return clips.with_columns(
        context.hashes(clips["match"], "match").alias("match_hash"),
        context.hashes(clips["differ"], "match").alias("differ_hash"),
        context.hashes(clips["vary"], "vary").alias("vary_hash"),
        context.hashes(clips["audio_id"], "clip").alias("hash"),
        pl.col("match", "differ", "vary", "resemble", "agree").rank("dense"),
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
