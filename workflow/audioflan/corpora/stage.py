"""Index a corpus: what its reader finds becomes a manifest and a list of rejects."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from audioflan.catalog.models import Corpus
from audioflan.corpora.checks import complaint
from audioflan.corpora.columns import CANONICAL, REJECTS, conform
from audioflan.corpora.readers import find_items
from audioflan.corpora.splits import draw_splits
from audioflan.errors import AudioFlanError
from audioflan.randomness import hash64

OFFICIAL = "official"


def index_corpus(
    corpus: Corpus,
    root: Path,
    *,
    limit: int | None = None,
    splits: Mapping[str, float] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read a corpus below ``root`` and form its manifest.

    Args:
        corpus: the corpus; its reader is the module ``audioflan.corpora.<id>``.
        root: folder that holds the corpus.
        limit: keep at most this many clips, whole groups first; the rest are rejected.
        splits: share of each split where the corpus has none of its own
            (default: train 0.90, dev 0.05, test 0.05).

    Returns:
        The manifest (columns ``CANONICAL``, sorted by ``audio_id``) and the rejects
        (``item``, ``reason``); every item found is in exactly one of them.

    Raises:
        AudioFlanError: the reader is missing or failed, or it found nothing.
    """
    items = find_items(corpus, root)
    found = _with_ids(corpus, _conformed(corpus, items))
    if corpus.splits != OFFICIAL:
        found = draw_splits(found, splits)
    sound, faulty = _parted(found, pl.coalesce("reject", complaint(found)))
    sound, repeated = _first_of_every_id(sound)
    sound, beyond = _limited(sound, limit)
    manifest = sound.select(*CANONICAL)
    rejects = pl.concat([faulty, repeated, beyond]).sort("item", "reason")
    assert items.height == manifest.height + rejects.height  # noqa: S101
    return manifest, rejects


def _conformed(corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    try:
        return conform(found)
    except AudioFlanError as error:
        reader = f"audioflan.corpora.{corpus.id}"
        raise AudioFlanError(error.what, where=reader, remedy=error.remedy) from error


def _with_ids(corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    """Form audio ids and fill licence, start and group."""
    utterance = pl.col("utterance").str.replace_all("[^A-Za-z0-9_-]", "_")
    return found.with_columns(
        pl.concat_str(pl.lit(corpus.audio_id("")), utterance).alias("audio_id"),
        pl.col("licence").fill_null(corpus.licence.spdx),
        pl.col("start").fill_null(0.0),
        pl.coalesce("group", "speaker", "path").alias("group"),
    )


def _parted(found: pl.DataFrame, reason: pl.Expr) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows for which the expression finds no reason, and the others as rejects."""
    reasons = found.select(reason.alias("reason")).to_series()
    wrong = reasons.is_not_null()
    if not wrong.any():
        return found, pl.DataFrame(schema=REJECTS)
    rejects = found.select("item", reasons).filter(wrong).cast(pl.Schema(REJECTS))
    return found.filter(~wrong), rejects


def _first_of_every_id(found: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Order the rows by audio id; of several of one id the first by its item keeps it."""
    ordered = found.sort("audio_id")
    again = pl.col("audio_id") == pl.col("audio_id").shift()
    if not ordered.select(again.any()).item():
        return ordered, pl.DataFrame(schema=REJECTS)
    ordered = found.sort("audio_id", "item", "utterance", maintain_order=True)
    return _parted(
        ordered,
        pl.when(again).then(pl.format("audio id '{}' belongs to an earlier item", "audio_id")),
    )


def _limited(found: pl.DataFrame, limit: int | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The clips that a limit leaves, whole groups by a hash of their group, and the others."""
    if limit is None:
        return found, pl.DataFrame(schema=REJECTS)
    order = pl.Series("order", hash64(found["group"].fill_null("").to_list(), "limit"))
    rank = pl.struct(order, "group", "audio_id").rank("ordinal")
    return _parted(
        found,
        pl.when(rank > limit).then(pl.lit(f"beyond the configured limit of {limit} clips")),
    )
