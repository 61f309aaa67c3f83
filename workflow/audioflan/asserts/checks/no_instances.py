"""A task has data."""

from collections.abc import Iterator

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import WARN

SEVERITY = WARN
REMEDY = "see the refusals of the task in the report."


def problems(data: TaskData) -> Iterator[Problem]:
    """Every corpus that serves a task gives it instances."""
    for corpus, count in data.counts.items():
        if not count:
            yield Problem("there are no instances", corpus)
