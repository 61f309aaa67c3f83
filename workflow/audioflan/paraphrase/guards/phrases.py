"""Turns of phrase that give a drift away whatever the task: replies, reservations, extra wishes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task

PHRASES = Path(__file__).with_name("phrases.yaml")
NEVER = r"(?!)"


@dataclass(frozen=True)
class Family:
    """Turns of phrase that give the same away.

    Attributes:
        name: what a text does that says one of them.
        said: finds one.
        known: ``seed`` or ``task``: whose texts may excuse it by saying one themselves.
        unless: what a text may hold that makes them harmless.
    """

    name: str
    said: re.Pattern[str]
    known: str
    unless: re.Pattern[str]


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a turn of phrase of a family of which the seed, or the task, says none."""
    del accepted
    for family in _families():
        found = None if family.unless.search(candidate) else family.said.search(candidate)
        others = [each.text for each in task.seeds] if family.known == "task" else []
        if found and not any(map(family.said.search, (seed.text, *others))):
            return f"{family.name}: {found.group().strip().lower()}"
    return None


@cache
def _families() -> list[Family]:
    return [
        Family(
            entry["name"],
            re.compile(rf"(?<![\w'-])(?:{'|'.join(entry['patterns'])})", re.IGNORECASE),
            entry["known"],
            re.compile(entry.get("unless", NEVER), re.IGNORECASE),
        )
        for entry in yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    ]
