"""The golden files: two records of every task, chosen from two of its corpora where it has them."""

from collections.abc import Sequence
from pathlib import Path

import orjson
from tests.golden.workshop import Workshop

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.models import Corpus, Task

FOLDER = Path(__file__).parent


def golden_path(task: Task) -> Path:
    """Where a task's records lie."""
    return FOLDER / task.domain / f"{task.id}.jsonl"


def golden_lines(task: Task) -> list[bytes]:
    """A task's records, each a line as a shard has it."""
    return golden_path(task).read_bytes().splitlines()


def shown_corpora(catalog: Catalog, task: Task) -> list[Corpus]:
    """Two corpora of a task where it has them: of the paper's own, as far as they go."""
    served = [corpus.id for found, corpus in catalog.pairs() if found.id == task.id]
    own = [name for name in task.corpora if name in served]
    others = [name for name in served if name not in own]
    names = own if len(own) > 1 else [*own, *others]
    return [catalog.corpora[name] for name in dict.fromkeys((names[0], names[-1]))]


def choose(workshop: Workshop, task: Task) -> list[bytes]:
    """Two records of a task, of different answers where there are two."""
    corpora = shown_corpora(workshop.plan.catalog, task)
    offered = [_by_uuid(workshop.pair(task, corpus).lines) for corpus in corpora]
    first = offered[0][0]
    rest = [line for line in offered[-1] if line != first]
    return [first, next((line for line in rest if _answer(line) != _answer(first)), rest[0])]


def _by_uuid(lines: Sequence[bytes]) -> list[bytes]:
    return sorted(lines, key=lambda line: orjson.loads(line)["uuid"])


def _answer(line: bytes) -> str:
    """What a record answers, without its lead-in."""
    return str(orjson.loads(line)["output"].rpartition(": ")[2])
