"""The same sentence in another language is the answer, as text or as a recording."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import language, text
from audioflan.tasks.rows import because, build_rows

SENTENCE = ("split", "sentence")
UNPAIRED = "no parallel sentence in another language"


def build(context: Context) -> pl.DataFrame:
    """One instance an (anchor, other language) that the sentence is to be had in.

    Targets are the translations a corpus publishes, then readings of the same sentence in the
    same split; several readings in a language give one target, drawn by hash. Languages are other
    when their names differ, so ``en-US`` is not translated to ``en-GB``.

    Params of the template:
        target: ``text`` or ``audio``.
    """
    answer = pl.col("other_text" if context.param("target") == "text" else "other")
    return build_rows(
        context,
        _with_targets(context),
        parts={context.input_role("audio"): pl.col("audio_id"), context.output_role: answer},
        slots={"source_language": pl.col("language"), "target_language": pl.col("other_language")},
        key=pl.col("audio_id") + "+" + pl.col("other_language"),
        parents=[pl.col("audio_id"), pl.col("other")],
        rejects=[
            because(pl.col("language").is_null(), "no language"),
            because(pl.col("other_language").is_null(), UNPAIRED),
        ],
    )


def _with_targets(context: Context) -> pl.DataFrame:
    """Anchors, repeated for every target language (once, with nulls, where there is none)."""
    targets = pl.concat([_published(context), _parallel(context)])
    chosen = targets.unique(["audio_id", "other_language"], keep="first", maintain_order=True)
    return context.anchors.join(chosen, on="audio_id", how="left")


def _published(context: Context) -> pl.DataFrame:
    """Translations that the corpus itself gives for a clip."""
    given = context.anchors.select("audio_id", "translation").drop_nulls("translation")
    found = given.unnest("translation", separator=".").select(
        pl.col("audio_id"),
        pl.col("translation.language").alias("other_language"),
        pl.col("translation.audio_id").alias("other"),
        text(pl.col("translation.text")).alias("other_text"),
    )
    return found.filter(_needed(context)).drop_nulls("other_language")


def _parallel(context: Context) -> pl.DataFrame:
    """Readings of the anchors' sentences in other languages, one a language."""
    readings = _readings(context)
    pairs = context.anchors.with_columns(language(pl.col("language")).alias("name"))
    pairs = pairs.join(readings, on=SENTENCE, how="inner")
    pairs = pairs.filter(pl.col("name") != pl.col("other_name"))
    draw = context.hashes(pairs["audio_id"] + "+" + pairs["other_language"], "reading")
    turn = pl.lit(draw) % pl.col("readings").list.len().cast(pl.UInt64)
    return pairs.select(
        "audio_id",
        "other_language",
        pl.col("readings").list.get(turn.cast(pl.Int64)).alias("reading"),
    ).unnest("reading")


def _readings(context: Context) -> pl.DataFrame:
    """Every sentence and language with its usable readings, in order of audio id."""
    usable = context.manifest.select(
        *SENTENCE,
        language(pl.col("language")).alias("other_name"),
        pl.col("language").alias("other_language"),
        pl.col("audio_id").alias("other"),
        text(pl.col("text")).alias("other_text"),
    ).filter(_needed(context))
    return (
        usable.drop_nulls(["sentence", "other_name"])
        .group_by(*SENTENCE, "other_name", maintain_order=True)
        .agg(pl.col("other_language").first(), pl.struct("other", "other_text").alias("readings"))
    )


def _needed(context: Context) -> pl.Expr:
    """Keeps targets that have what the answer is made of."""
    if context.param("target") == "text":
        return pl.col("other_text").is_not_null()
    return pl.col("other").is_in(context.manifest["audio_id"].implode())
