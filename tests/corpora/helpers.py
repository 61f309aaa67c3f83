"""Corpora of the catalogue, and those that have a miniature."""

from pathlib import Path

from audioflan.catalog.corpora import load_corpus
from audioflan.catalog.models import Corpus

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
