"""The clips that a recipe may mix in."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from audioflan.audio.conditions import check_columns, may_anchor, meets
from audioflan.audio.index import SCHEMA
from audioflan.audio.settings import PreparedCorpus
from audioflan.catalog.models import Anchors, Companion

# What a transform may choose by; ``labels`` are the distinct ones of the clip's events.
TOLD: dict[str, pl.DataType] = {
    "audio_id": pl.String(),
    "split": pl.String(),
    "group": pl.String(),
    "path": pl.String(),
    "speaker": pl.String(),
    "caption": pl.String(),
    "labels": pl.List(pl.String),
}
COLUMNS: dict[str, pl.DataType] = {
    **TOLD,
    "duration": pl.Float64(),
    "sample_rate": pl.Int32(),
    "licence": pl.String(),
}
# What the stored audio says about a clip outranks what the manifest said.
STORED = ("frames", "duration", "sample_rate", "channels", "licence")


def stored_clips(rows: pl.DataFrame, indexes: Sequence[Path]) -> pl.DataFrame:
    """Those manifest rows whose audio was stored, with the facts of the stored audio.

    Args:
        rows: rows of a manifest.
        indexes: clean indexes of its corpus.

    Returns:
        The rows' columns and ``frames``, sorted by audio id.
    """
    columns = ["audio_id", *STORED]
    none = pl.DataFrame(schema={name: SCHEMA[name] for name in columns})
    stored = pl.concat([none, *(pl.read_parquet(path, columns=columns) for path in indexes)])
    told = rows.drop(*STORED, strict=False)
    return told.join(stored, on="audio_id", how="inner").sort("audio_id")


def candidates(
    companion: Companion, corpora: Sequence[PreparedCorpus], anchors: Anchors | None = None
) -> pl.DataFrame:
    """All clips of the given corpora that meet a companion's conditions, sorted by audio id.

    Their columns are ``COLUMNS``. With ``anchors``, only clips that may be anchors count.

    Raises:
        AudioFlanError: ``where`` names a column that manifests do not have.
    """
    none = pl.DataFrame(schema=COLUMNS)
    found = (_of_corpus(companion, corpus, anchors or Anchors()) for corpus in corpora)
    return pl.concat([none, *found]).sort("audio_id")


def by_split(clips: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Clips of each split: what is mixed into a clip comes from that clip's split."""
    parts = clips.partition_by("split", as_dict=True, maintain_order=True)
    return {str(key[0]): frame for key, frame in parts.items()}


def event_labels() -> pl.Expr:
    """Distinct labels of the column ``events``, in order of first appearance."""
    names = pl.col("events").list.eval(pl.element().struct.field("label"))
    return names.list.unique(maintain_order=True)


def _of_corpus(companion: Companion, corpus: PreparedCorpus, anchors: Anchors) -> pl.DataFrame:
    manifest = pl.scan_parquet(corpus.manifest)
    schema = manifest.collect_schema()
    check_columns(schema, companion.where, "companion", corpus.manifest)
    conditions = [meets(schema, name, values) for name, values in companion.where.items()]
    rows = manifest.filter(may_anchor(schema, anchors), *conditions)
    told = rows.with_columns(event_labels().alias("labels")).select(list(TOLD)).collect()
    clips = stored_clips(told, corpus.clips)
    return clips.filter(pl.col("duration") >= companion.min_duration).select(list(COLUMNS))
