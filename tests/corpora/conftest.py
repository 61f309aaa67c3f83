"""Miniatures of corpora, indexed as the workflow does."""

import importlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus


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
