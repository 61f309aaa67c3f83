"""Ways to say one thing, whatever the task."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

PARTICLES = frozenset({"out", "up", "away", "back", "off", "on", "down"})
SYNONYMS = Path(__file__).with_name("synonyms.yaml")


def akin(text: str) -> Iterator[str]:
    """The phrases that say in other words what a text says, those it holds among them."""
    for group, found in _groups():
        if found.search(text):
            yield from group


@cache
def _groups() -> list[tuple[list[str], re.Pattern[str]]]:
    groups = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    return [
        (group, re.compile(rf"\b(?:{'|'.join(map(_phrase, group))})", re.IGNORECASE))
        for group in groups
    ]


def _phrase(phrase: str) -> str:
    """A phrase, and a verb with its particle also where the object stands between them."""
    verb, _, particle = phrase.partition(" ")
    if particle in PARTICLES:
        return rf"{re.escape(verb)}\w*\s(?:[\w{{}}'-]+\s){{0,8}}?{particle}\b"
    return re.escape(phrase)
