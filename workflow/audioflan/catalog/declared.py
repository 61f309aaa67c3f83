"""One declaration by its id, for scripts that need no more of the catalogue."""

from pathlib import Path

from audioflan.catalog.catalogue import HOME
from audioflan.catalog.corpora import load_corpus
from audioflan.catalog.models import Corpus, Task
from audioflan.catalog.tasks import load_task
from audioflan.errors import AudioFlanError

SCHEMAS = "config/schemas"


def declared_corpus(corpus: str, home: Path = HOME) -> Corpus:
    """The corpus of an id.

    Raises:
        AudioFlanError: there is no such file, or it is not in order.
    """
    path = home / "config" / "corpora" / f"{corpus}.yaml"
    if not path.is_file():
        raise AudioFlanError(f"no corpus '{corpus}'", where=path)
    return load_corpus(path, home / SCHEMAS / "corpus.schema.json")


def declared_task(task: str, home: Path = HOME) -> Task:
    """The task of an id.

    Raises:
        AudioFlanError: there is no such file, or it is not in order.
    """
    for path in (home / "templates").glob(f"*/{task}.yaml"):
        return load_task(path, home / SCHEMAS / "task.schema.json")
    raise AudioFlanError(f"no task '{task}'", where=home / "templates")
