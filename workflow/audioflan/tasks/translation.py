"""The same sentence in another language is the answer, as text or as a recording."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import language, text
from audioflan.tasks.rows import because, build_rows

SENTENCE = ("split", "sentence")


def build(context: Context) -> pl.DataFrame:
    """One instance an (anchor, other language) in which the sentence was read.

    Several readings in the target language give one target, drawn by hash. Languages are other
    when their names differ, so ``en-US`` is not translated to ``en-GB``.

    Params of the template:
        target: ``text`` or ``audio``.
    """
    answer = {"text": pl.col("other_text"), "audio": pl.col("other")}[context.task.params["target"]]
    frame = _with_targets(context)
    unpaired = because(pl.col("other").is_null(), "no parallel sentence in another language")
    return build_rows(
        context,
        frame,
        parts={context.input_role("audio"): pl.col("audio_id"), context.output_role: answer},
        slots={"source_language": pl.col("language"), "target_language": pl.col("other_language")},
        key=pl.col("audio_id") + "+" + pl.col("other_language"),
        parents=[pl.col("audio_id"), pl.col("other")],
        rejects=[
            because(pl.col("sentence").is_null(), "no sentence id"),
            because(pl.col("language").is_null(), "no language"),
            unpaired,
        ],
    )


def _with_targets(context: Context) -> pl.DataFrame:
    """Anchors, repeated for every target language (once, with nulls, where there is none)."""
    pairs = context.anchors.with_columns(language(pl.col("language")).alias("name")).join(
        _readings(context), on=SENTENCE, how="inner"
    )
    pairs = pairs.filter(pl.col("name") != pl.col("other_name"))
    identity = pairs["audio_id"] + "+" + pairs["other_language"]
    turn = context.hashes(identity, "reading") % pairs["readings"].list.len().cast(pl.UInt64)
    chosen = pairs.select(
        "audio_id",
        "other_language",
        pl.col("readings").list.get(pl.Series(turn).cast(pl.Int64)).alias("reading"),
    ).unnest("reading")
    return context.anchors.join(chosen, on="audio_id", how="left")


def _readings(context: Context) -> pl.DataFrame:
    """Every sentence and language with its usable readings, in order of audio id."""
    written = text(pl.col("text"))
    needed = written.is_not_null() if context.task.params["target"] == "text" else pl.lit(True)
    named = context.manifest.filter(needed).select(
        *SENTENCE,
        language(pl.col("language")).alias("other_name"),
        pl.col("language").alias("other_language"),
        pl.struct(pl.col("audio_id").alias("other"), written.alias("other_text")).alias("readings"),
    )
    known = named.drop_nulls(["sentence", "other_name"])
    return known.group_by(*SENTENCE, "other_name", maintain_order=True).agg(
        pl.col("other_language").first(), "readings"
    )
