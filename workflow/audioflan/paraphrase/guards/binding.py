"""A slot keeps its side: what a seed translates *from* is not what a paraphrase turns *into*."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

ORIGIN = frozenset({"from", "of", "between", "original", "source"})
GOAL = frozenset({"to", "into", "until", "till", "target", "and"})
SIDES = {**dict.fromkeys(ORIGIN, "origin"), **dict.fromkeys(GOAL, "goal")}
ARTICLE = r"(?:(?:the|this|that|a|an|language)[\s\"'`(]+)*"
BEFORE = re.compile(rf"(\w+)[\s\"'`(]+{ARTICLE}\{{([^{{}}]*)\}}", re.IGNORECASE)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a slot that follows a word of the other direction than in the seed."""
    del task, accepted
    wanted, found = _sides(seed.text), _sides(candidate)
    for slot, side in found.items():
        if slot in wanted and wanted[slot] != side:
            return f"{{{slot}}} changed from {wanted[slot]} to {side}"
        if slot not in wanted and side in wanted.values():
            return f"{{{slot}}} took the place of another slot"
    return None


def _sides(text: str) -> dict[str, str]:
    """Slot -> ``origin`` or ``goal``, for slots whose preceding word says so."""
    return {
        slot: SIDES[word.lower()] for word, slot in BEFORE.findall(text) if word.lower() in SIDES
    }
