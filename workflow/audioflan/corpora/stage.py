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
    found = _reject(found, complaint())
    found = _reject(found, _repeated_id())
    if limit is not None:
        found = _reject(_ranked(found), _beyond(limit))
    manifest = found.filter(pl.col("reject").is_null()).select(*CANONICAL).sort("audio_id")
    rejects = (
        found.filter(pl.col("reject").is_not_null())
        .select("item", pl.col("reject").alias("reason"))
        .cast(pl.Schema(REJECTS))
        .sort("item", "reason")
    )
    assert items.height == manifest.height + rejects.height  # noqa: S101
    return manifest, rejects


def _conformed(corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    try:
        return conform(found)
    except AudioFlanError as error:
        reader = f"audioflan.corpora.{corpus.id}"
        raise AudioFlanError(error.what, where=reader, remedy=error.remedy) from error


def _with_ids(corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    """Form audio ids and fill licence, start and group; order the rows by item."""
    utterance = pl.col("utterance").str.replace_all("[^A-Za-z0-9_-]", "_")
    return found.sort("item", "utterance", maintain_order=True).with_columns(
        pl.format("{}{}", pl.lit(corpus.audio_id("")), utterance).alias("audio_id"),
        pl.col("licence").fill_null(corpus.licence.spdx),
        pl.col("start").fill_null(0.0),
        pl.coalesce("group", "speaker", "path").alias("group"),
    )


def _reject(found: pl.DataFrame, reason: pl.Expr) -> pl.DataFrame:
    """Give rows not rejected so far the reason (null: none) that the expression finds."""
    return found.with_columns(pl.coalesce("reject", reason).alias("reject"))


def _repeated_id() -> pl.Expr:
    """The first of several accepted items of one audio id keeps it."""
    # A rejected item lays no claim to its id: it stands for itself here.
    accepted = pl.col("reject").is_null()
    claimed = pl.when(accepted).then("audio_id")
    return pl.when(accepted & ~claimed.is_first_distinct()).then(
        pl.format("audio id '{}' belongs to an earlier item", "audio_id")
    )


def _ranked(found: pl.DataFrame) -> pl.DataFrame:
    """Order the rows by a hash of their group, so that a limit keeps groups whole."""
    order = pl.Series("order", hash64(found["group"].fill_null("").to_list(), "limit"))
    return found.with_columns(order).sort("order", "group", "audio_id").drop("order")


def _beyond(limit: int) -> pl.Expr:
    accepted = pl.col("reject").is_null()
    return pl.when(accepted & (accepted.cum_sum() > limit)).then(
        pl.lit(f"beyond the configured limit of {limit} clips")
    )
