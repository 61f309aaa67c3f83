"""The clips that a recipe may mix in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from audioflan.audio.index import SCHEMA
from audioflan.audio.settings import PreparedCorpus
from audioflan.catalog.models import Companion
from audioflan.errors import AudioFlanError

COLUMNS = {
    "audio_id": pl.String(),
    "split": pl.String(),
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


def candidates(companion: Companion, corpora: Sequence[PreparedCorpus]) -> pl.DataFrame:
    """All clips of the given corpora that meet a companion's conditions, sorted by audio id.

    Their columns are ``COLUMNS``.

    Raises:
        AudioFlanError: ``where`` names a column that manifests do not have.
    """
    none = pl.DataFrame(schema=COLUMNS)
    return pl.concat([none, *(_of_corpus(companion, corpus) for corpus in corpora)]).sort(
        "audio_id"
    )


def by_split(clips: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Clips of each split: what is mixed into a clip comes from that clip's split."""
    parts = clips.partition_by("split", as_dict=True, maintain_order=True)
    return {str(key[0]): frame for key, frame in parts.items()}


def _of_corpus(companion: Companion, corpus: PreparedCorpus) -> pl.DataFrame:
    manifest = pl.scan_parquet(corpus.manifest)
    schema = manifest.collect_schema()
    unknown = sorted(set(companion.where) - set(schema))
    if unknown:
        raise AudioFlanError(
            f"companion condition on '{unknown[0]}': the manifest has no such column.",
            where=corpus.manifest,
            remedy=f"columns: {', '.join(schema)}",
        )
    conditions = [_meets(schema, name, values) for name, values in companion.where.items()]
    rows = manifest.filter(pl.all_horizontal(pl.lit(True), *conditions))
    clips = stored_clips(rows.select("audio_id", "split").collect(), corpus.clips)
    return clips.filter(pl.col("duration") >= companion.min_duration).select(list(COLUMNS))


def _meets(schema: Mapping[str, pl.DataType], name: str, values: Sequence[str]) -> pl.Expr:
    if isinstance(schema[name], pl.List):
        return pl.col(name).list.set_intersection(list(values)).list.len() > 0
    return pl.col(name).is_in(list(values))
