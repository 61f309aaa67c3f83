"""One declaration by its id, for scripts that need no more of the catalogue."""

from collections.abc import Iterable
from pathlib import Path

from audioflan.catalog.catalogue import HOME
from audioflan.catalog.corpora import load_corpus
from audioflan.catalog.documents import unknown_name
from audioflan.catalog.models import Corpus, Task
from audioflan.catalog.tasks import load_task
from audioflan.errors import AudioFlanError

SCHEMAS = "config/schemas"


def declared_corpus(corpus: str, home: Path = HOME) -> Corpus:
    """The corpus of an id.

    Raises:
        AudioFlanError: there is no such file, or it is not in order.
    """
    folder = home / "config" / "corpora"
    path = folder / f"{corpus}.yaml"
    if not path.is_file():
        raise _unknown("corpus", corpus, folder, folder.glob("*.yaml"))
    return load_corpus(path, home / SCHEMAS / "corpus.schema.json")


def declared_task(task: str, home: Path = HOME) -> Task:
    """The task of an id.

    Raises:
        AudioFlanError: there is no such file, or it is not in order.
    """
    folder = home / "templates"
    for path in folder.glob(f"*/{task}.yaml"):
        return load_task(path, home / SCHEMAS / "task.schema.json")
    raise _unknown("task", task, folder, folder.glob("*/*.yaml"))


def _unknown(kind: str, wrong: str, folder: Path, known: Iterable[Path]) -> AudioFlanError:
    what, remedy = unknown_name(kind, wrong, (path.stem for path in known))
    return AudioFlanError(what, where=folder, remedy=remedy)
