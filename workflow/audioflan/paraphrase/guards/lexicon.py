"""The task's own words: concepts that must be there and concepts that must not."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task

SYNONYMS = Path(__file__).with_name("synonyms.yaml")


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a missing concept or one of another task (patterns ignore case).

    A missing pattern may also be met by a synonym; a forbidden one is looked for as it stands.
    """
    del seed, accepted
    for pattern in task.must_not:
        found = re.search(pattern, candidate, re.IGNORECASE)
        if found:
            return f"says {found.group()}"
    for pattern in task.must:
        if not re.search(pattern, candidate, re.IGNORECASE) and not re.search(
            pattern, _said_otherwise(candidate), re.IGNORECASE
        ):
            return f"lacks {pattern}"
    return None


def _said_otherwise(text: str) -> str:
    return " ; ".join(phrase for group, found in _groups() if found.search(text) for phrase in group)


@cache
def _groups() -> list[tuple[list[str], re.Pattern[str]]]:
    groups = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    return [
        (group, re.compile(rf"\b(?:{'|'.join(map(re.escape, group))})", re.IGNORECASE))
        for group in groups
    ]
