"""A recording is the question, the same sentence in another voice or emotion the answer."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import text
from audioflan.tasks.partners import references
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """At most one instance an anchor, the source; its target is drawn by hash.

    Params of the template:
        keep: manifest columns in which source and target agree, among them the sentence.
        change: column in which they differ.
        reference: ``{same: ..., differ: ...}``; the second audio input is another clip that
            agrees with the target in the one column and differs from it in the other.
        given: text input -> manifest column of the target (``emotion``).
    """
    keep, change = list(context.param("keep")), context.column("change")
    rejects = [because(pl.col(name).is_null(), f"no {name}") for name in [*keep, change]]
    rejects.append(because(pl.col("target").is_null(), _unmatched(keep, change)))
    reference = []
    if "reference" in context.task.params:
        reference = [pl.col("target.reference")]
        rejects.append(because(reference[0].is_null(), "no reference for the target"))
    return build_rows(
        context,
        _with_targets(context, keep, change),
        parts=_parts(context),
        key=pl.col("audio_id") + "+" + pl.col("target"),
        parents=[pl.col("audio_id"), pl.col("target"), *reference],
        rejects=rejects,
    )


def _parts(context: Context) -> dict[str, pl.Expr]:
    given = context.task.params.get("given", {})
    parts = {role: text(pl.col(f"target.{column}")) for role, column in given.items()}
    if "reference" in context.task.params:
        parts[context.input_role("audio", 1)] = pl.col("target.reference")
    source = context.input_role("audio", 0)
    return parts | {source: pl.col("audio_id"), context.output_role: pl.col("target")}


def _unmatched(keep: list[str], change: str) -> str:
    return f"no clip of the same {' and '.join(keep)} and another {change} in its split"


def _with_targets(context: Context, keep: list[str], change: str) -> pl.DataFrame:
    """Anchors with ``target`` and the target's own facts and reference, as ``target.*``."""
    targets = references(context, keep, change).rename({"reference": "target"})
    facts = context.manifest.select("audio_id", *context.task.params.get("given", {}).values())
    if "reference" in context.task.params:
        wanted = context.param("reference")
        found = references(context, [wanted["same"]], wanted["differ"])
        facts = facts.join(found, on="audio_id", how="left")
    facts = facts.select(pl.all().name.prefix("target."))
    return context.anchors.join(targets, on="audio_id", how="left", maintain_order="left").join(
        facts, left_on="target", right_on="target.audio_id", how="left", maintain_order="left"
    )
