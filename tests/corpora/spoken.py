"""What the tests of speech corpora share: looking into manifests, and damaging a miniature."""

import importlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus

Damage = Callable[[Path], None]


def column(manifest: pl.DataFrame, name: str) -> dict[str, object]:
    """Values of a column by utterance, nulls left out."""
    utterance = pl.col("audio_id").str.replace(r"^\d+_[^_]+_", "")
    rows = manifest.filter(pl.col(name).is_not_null()).select(utterance, name).rows()
    return dict(rows)


def reasons(rejects: pl.DataFrame) -> dict[str, str]:
    """Reasons by item."""
    return dict(rejects.rows())


def without(glob: str) -> Damage:
    """Remove the files of that name."""

    def remove(root: Path) -> None:
        for path in root.rglob(glob):
            path.unlink()

    return remove


def damaged(corpus_id: str, root: Path, *damages: Damage) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Manifest and rejects of a miniature (built unless ``root`` holds one) after damage."""
    if not any(root.iterdir()):
        importlib.import_module(f"tests.miniatures.{corpus_id}").build(root)
    for damage in damages:
        damage(root)
    return index_corpus(corpus_of(corpus_id), root)
