"""Miniatures of corpora, indexed as the workflow does."""

import importlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from audioflan.catalog.corpora import load_corpus
from audioflan.catalog.models import Corpus
from audioflan.corpora import index_corpus

ROOT = Path(__file__).parents[2]
CORPORA = ROOT / "config/corpora"
SCHEMA = ROOT / "config/schemas/corpus.schema.json"
MINIATURES = ROOT / "tests/miniatures"


def corpus_of(corpus_id: str) -> Corpus:
    """The catalogue's corpus of that id."""
    return load_corpus(CORPORA / f"{corpus_id}.yaml", SCHEMA)


def miniature_ids() -> list[str]:
    """Corpora that have a miniature."""
    stems = {path.stem for path in MINIATURES.glob("*.py")}
    return sorted(stems & {path.stem for path in CORPORA.glob("*.yaml")})


@pytest.fixture(scope="session")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folder of a corpus's miniature, built once a session and never changed."""
    built: dict[str, Path] = {}

    def build(corpus_id: str) -> Path:
        if corpus_id not in built:
            folder = tmp_path_factory.mktemp(corpus_id)
            importlib.import_module(f"tests.miniatures.{corpus_id}").build(folder)
            built[corpus_id] = folder
        return built[corpus_id]

    return build


@pytest.fixture
def indexed(
    miniature: Callable[[str], Path],
) -> Callable[[str], tuple[pl.DataFrame, pl.DataFrame]]:
    """Manifest and rejects of a corpus's miniature."""
    return lambda corpus_id: index_corpus(corpus_of(corpus_id), miniature(corpus_id))
