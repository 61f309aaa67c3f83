"""All corpora and tasks, loaded and checked against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audioflan.catalog.config import Config, config_from
from audioflan.catalog.corpora import load_corpus
from audioflan.catalog.documents import Document, read_document, unknown_name
from audioflan.catalog.models import Corpus, Task
from audioflan.catalog.tasks import load_task
from audioflan.errors import AudioFlanError

HOME = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Paper:
    """The tables of the Audio-FLAN paper (arXiv 2502.16584): its tasks and its corpora."""

    tasks: Mapping[str, Mapping[str, Any]]
    corpora: Mapping[str, str]
    companions: Mapping[str, str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every (task, corpus) pair of the paper."""
        return [(task, corpus) for task, row in self.tasks.items() for corpus in row["corpora"]]


@dataclass(frozen=True)
class Catalog:
    """What could be built: corpora and tasks by id."""

    home: Path
    corpora: Mapping[str, Corpus]
    tasks: Mapping[str, Task]
    paper: Paper

    @classmethod
    def load(cls, home: Path = HOME) -> "Catalog":
        """Read ``config/corpora``, ``templates`` and ``config/paper.yaml`` below ``home``.

        Raises:
            AudioFlanError: any file breaks its schema or names something unknown.
        """
        schemas = home / "config" / "schemas"
        corpora = {
            path.stem: load_corpus(path, schemas / "corpus.schema.json")
            for path in sorted((home / "config" / "corpora").glob("*.yaml"))
        }
        tasks = {
            path.stem: load_task(path, schemas / "task.schema.json")
            for path in sorted((home / "templates").glob("*/*.yaml"))
        }
        table = read_document(home / "config" / "paper.yaml", schemas / "paper.schema.json").data
        catalog = cls(home, corpora, tasks, Paper(**table))
        catalog._check_references()
        return catalog

    def config(self, data: Mapping[str, Any], files: Sequence[Path] = ()) -> Config:
        """Check a configuration against this catalogue; ``files`` are those it was read from.

        Raises:
            AudioFlanError: it is not as the schema says, or names what the catalogue lacks.
        """
        schema = self.home / "config" / "schemas" / "config.schema.json"
        return config_from(data, files, schema, self.corpora, self.tasks)

    def read_config(self, path: Path) -> Config:
        """Read and check a configuration file.

        Raises:
            AudioFlanError: there is no such file, or it is not in order.
        """
        if not path.is_file():
            remedy = "correct the path, or copy config/config.yaml there."
            raise AudioFlanError("no such configuration file", where=path, remedy=remedy)
        schema = self.home / "config" / "schemas" / "config.schema.json"
        return self.config(read_document(path, schema).data, [path])

    def pairs(self) -> list[tuple[Task, Corpus]]:
        """Every (task, corpus) pair named on either side, in order of their ids."""
        found = {
            (task.id, corpus)
            for task in self.tasks.values()
            for corpus in task.corpora
            if corpus in self.corpora
        }
        found |= {
            (task, corpus.id)
            for corpus in self.corpora.values()
            for task in corpus.tasks
            if task in self.tasks
        }
        return [(self.tasks[task], self.corpora[corpus]) for task, corpus in sorted(found)]

    def _check_references(self) -> None:
        known = {*self.corpora, *self.paper.corpora, *self.paper.companions}
        for task in self.tasks.values():
            named = [(["corpora", index], name) for index, name in enumerate(task.corpora)]
            simulated = task.recipe.corpora if task.recipe else ()
            named += [(["recipe", "corpora", n], name) for n, name in enumerate(simulated)]
            for role, companion in (task.recipe.companions if task.recipe else {}).items():
                at = ["recipe", "companions", role, "corpora"]
                named += [([*at, str(index)], name) for index, name in enumerate(companion.corpora)]
            _check_known(task.path, "corpus", named, known)
        for corpus in self.corpora.values():
            named = [(["tasks", index], name) for index, name in enumerate(corpus.tasks)]
            _check_known(corpus.path, "task", named, {*self.tasks, *self.paper.tasks})
        _check_twin_numbers(self.corpora)


def _check_known(path: Path, kind: str, named: list[Any], known: set[str]) -> None:
    for place, name in named:
        if name not in known:
            what, remedy = unknown_name(kind, name, known)
            raise Document(path, None).error(what, place, remedy)


def _check_twin_numbers(corpora: Mapping[str, Corpus]) -> None:
    seen: dict[str, Corpus] = {}
    for corpus in corpora.values():
        prefix = corpus.audio_id("")
        if prefix in seen:
            what = f"number and name are those of corpus '{seen[prefix].id}'"
            raise Document(corpus.path, None).error(what, ["number"], "choose a free number.")
        seen[prefix] = corpus
