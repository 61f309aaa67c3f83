"""A transcript is the question, its recording the answer; more may be given of it beforehand."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import text
from audioflan.tasks.partners import references
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor with a transcript, on one line.

    Params of the template:
        given: text input -> manifest column, for what is asked of the recording besides its
            words (``emotion``, ``caption``).
        reference: ``{same: ..., differ: ...}``; the audio input is another clip that agrees in
            the one column and differs in the other, drawn by hash.
    """
    given = context.task.params.get("given", {})
    written = text(pl.col("text"))
    parts = {context.input_role("text"): written, context.output_role: pl.col("audio_id")}
    parts |= {role: text(pl.col(column)) for role, column in given.items()}
    rejects = [because(written.is_null(), "no text")]
    rejects += [because(text(pl.col(name)).is_null(), f"no {name}") for name in given.values()]
    frame, parents = context.anchors, [pl.col("audio_id")]
    if "reference" in context.task.params:
        wanted = context.param("reference")
        same, differ = wanted["same"], wanted["differ"]
        found = references(context, [same], differ)
        frame = frame.join(found, on="audio_id", how="left", maintain_order="left")
        parts[context.input_role("audio")] = pl.col("reference")
        parents.append(pl.col("reference"))
        rejects += [
            because(pl.col(same).is_null(), f"no {same}"),
            because(pl.col("reference").is_null(), f"no clip of its {same} has another {differ}"),
        ]
    return build_rows(context, frame, parts=parts, parents=parents, rejects=rejects)
