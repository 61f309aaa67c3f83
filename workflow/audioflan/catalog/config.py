"""The build's configuration (``config/config.yaml`` or the user's own file)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audioflan.asserts.names import assert_names
from audioflan.catalog.documents import Document, check, read_document, unknown_name

ALL = "all"
SKIP, PLAN = "skip", "plan"
DEFAULT_SPLITS = {"train": 0.90, "dev": 0.05, "test": 0.05}


@dataclass(frozen=True)
class CorpusChoice:
    """What the user says of one corpus: own copy, parts, clip limit, reader options."""

    root: Path | None = None
    parts: int | None = None
    limit: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """A checked configuration; every key has a default except the choice of corpora."""

    build: Path
    shards: Path
    archives: Path
    corpora: Mapping[str, CorpusChoice] | None
    tasks: tuple[str, ...] | None
    splits: Mapping[str, float]
    audio: Mapping[str, Any]
    paraphrase: Mapping[str, Any]
    records: Mapping[str, Any]
    limits: Mapping[str, Any]
    asserts: Mapping[str, str]
    unseen: Mapping[str, tuple[str, ...]]
    missing: str = SKIP

    def choice(self, corpus: str) -> CorpusChoice:
        """The user's settings for a corpus (the defaults when it has none)."""
        return (self.corpora or {}).get(corpus, CorpusChoice())

    def limit(self, task: str, corpus: str) -> int | None:
        """Most instances wanted of a (task, corpus) pair; None = as many as there are."""
        pairs, tasks = self.limits.get("pairs", {}), self.limits.get("tasks", {})
        found = pairs.get(f"{task}/{corpus}", tasks.get(task, self.limits.get("default")))
        return None if found is None else int(found)

    def heldout(self, task: str, corpus: str) -> str:
        """Which axis holds this pair out of training: ``task``, ``corpus`` or ``none``."""
        if task in self.unseen["tasks"]:
            return "task"
        return "corpus" if corpus in self.unseen["corpora"] else "none"


def config_from(
    data: Mapping[str, Any],
    files: Sequence[Path],
    schema: Path,
    corpora: Mapping[str, Any],
    tasks: Mapping[str, Any],
) -> Config:
    """Check a merged configuration and give it types.

    Args:
        data: the configuration as Snakemake merged it.
        files: the files it came from, the most important last; errors point into them.
        schema: path of ``config.schema.json``.
        corpora: the catalogue's corpora, by id.
        tasks: the catalogue's tasks, by id.

    Raises:
        AudioFlanError: a wrong key, type or value, or a name the catalogue does not know.
    """
    document = Document(files[-1] if files else Path("command line"), dict(data))
    if files:
        for path in files:
            check(read_document(path, schema), schema)
    check(document, schema)
    _check_names(document, corpora, tasks)
    return _typed(data)


def _check_names(document: Document, corpora: Mapping[str, Any], tasks: Mapping[str, Any]) -> None:
    data = document.data
    if data["corpora"] != ALL:
        _check_each(document, "corpus", data["corpora"], ["corpora"], corpora)
    if data.get("tasks", ALL) != ALL:
        _check_each(document, "task", data["tasks"], ["tasks"], tasks)
    unseen = data.get("unseen", {})
    _check_each(document, "task", unseen.get("tasks", []), ["unseen", "tasks"], tasks)
    _check_each(document, "corpus", unseen.get("corpora", []), ["unseen", "corpora"], corpora)
    limits = data.get("limits", {})
    _check_each(document, "task", limits.get("tasks", {}), ["limits", "tasks"], tasks)
    _check_each(document, "assert", data.get("asserts", {}), ["asserts"], assert_names())
    shares = data.get("splits", DEFAULT_SPLITS)
    if abs(sum(shares.values()) - 1.0) > 1e-9:
        raise document.error(
            f"the splits' shares sum to {sum(shares.values()):g}", ["splits"], "make them sum to 1."
        )


def _check_each(
    document: Document, kind: str, names: Any, at: list[str], known: Collection[str]
) -> None:
    for index, name in enumerate(names):
        if name not in known:
            what, remedy = unknown_name(kind, name, known)
            raise document.error(what, [*at, name if isinstance(names, dict) else index], remedy)


def _typed(data: Mapping[str, Any]) -> Config:
    build = Path(data.get("build", "build"))
    chosen = data["corpora"]
    tasks = data.get("tasks", ALL)
    unseen = data.get("unseen", {})
    return Config(
        build=build,
        shards=Path(data.get("shards", "shards")),
        archives=Path(data.get("archives", build / "archives")),
        corpora=None if chosen == ALL else {name: _choice(entry) for name, entry in chosen.items()},
        tasks=None if tasks == ALL else tuple(tasks),
        splits=data.get("splits", DEFAULT_SPLITS),
        audio=data.get("audio", {}),
        paraphrase=data.get("paraphrase", {}),
        records=data.get("records", {}),
        limits=data.get("limits", {}),
        # YAML reads a bare `off` as false.
        asserts={name: level or "off" for name, level in data.get("asserts", {}).items()},
        unseen={key: tuple(unseen.get(key, ())) for key in ("tasks", "corpora")},
        missing=data.get("missing", SKIP),
    )


def _choice(entry: Mapping[str, Any] | None) -> CorpusChoice:
    entry = entry or {}
    root = entry.get("root")
    return CorpusChoice(
        root=None if root is None else Path(root).expanduser(),
        parts=entry.get("parts"),
        limit=entry.get("limit"),
        options=entry.get("options", {}),
    )
