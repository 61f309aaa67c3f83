"""A slot keeps its side: what a seed translates *from* is not what a paraphrase turns *into*.

The word before a slot tells its direction, the word after it whether it is heard or read.
"""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

ORIGIN = frozenset({"from", "between", "original", "source"})
GOAL = frozenset({"to", "into", "until", "till", "target", "and"})
SIDES = {**dict.fromkeys(ORIGIN, "origin"), **dict.fromkeys(GOAL, "goal")}
ARTICLE = r"(?:(?:the|this|that|a|an|language)[\s\"'`(]+)*"
BEFORE = re.compile(rf"(\w+)[\s\"'`(]+{ARTICLE}\{{([^{{}}]*)\}}", re.IGNORECASE)
HEARD = frozenset({"audio", "clip", "recording", "speaker", "speech", "utterance", "voice"})
READ = frozenset({"sentence", "text", "transcript", "translation", "version", "writing"})
MEDIA = {**dict.fromkeys(HEARD, "heard"), **dict.fromkeys(READ, "read")}
# "Extract it from the second", where all templates extract from the first.
TAKEN_FROM = re.compile(
    r"\b(?:extract|take|isolat|pull|recover|get|remov|lift|separat|singl|cut)\w*\s"
    r"(?:(?!known|heard)[^.,;:!?]){0,60}?\b(?:from|out of)\s+(?:the|a|this|that)\s+"
    r"(first|second|source|reference|target|query|sample|"
    r"example|latter|former|other)\b",
    re.IGNORECASE,
)
AFTER = re.compile(r"\{([^{}]*)\}[\"'`)]*\s+(\w+)")


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a slot that stands on the other side than in the seed."""
    del accepted
    # A single slot has no other side: "a transcript in {x}" is "a transcript of {x} speech".
    for read in (_directions, _media) if len(task.slots) > 1 else (_directions,):
        if reason := _swapped(read(seed.text), read(candidate)):
            return reason
    if role := _new_origin(candidate, [seed.text, *(each.text for each in task.seeds)]):
        return f"takes it from the {role}"
    return None


def _new_origin(candidate: str, texts: Sequence[str]) -> str | None:
    """A clip that things are taken from, though every template takes them from another."""
    known = {role.lower() for text in texts for role in TAKEN_FROM.findall(text)}
    found = {role.lower() for role in TAKEN_FROM.findall(candidate)}
    return min(found) if known and found and not found & known else None


def _swapped(wanted: dict[str, str], found: dict[str, str]) -> str | None:
    for slot, side in found.items():
        if slot in wanted and wanted[slot] != side:
            return f"{{{slot}}} changed from {wanted[slot]} to {side}"
        if slot not in wanted and side in wanted.values():
            return f"{{{slot}}} took the place of another slot"
    return None


def _directions(text: str) -> dict[str, str]:
    """Slot -> ``origin`` or ``goal``, for slots whose preceding word says so."""
    return {
        slot: SIDES[word.lower()] for word, slot in BEFORE.findall(text) if word.lower() in SIDES
    }


def _media(text: str) -> dict[str, str]:
    """Slot -> ``heard`` or ``read``, for slots whose following word says so."""
    return {
        slot: MEDIA[word.lower()] for slot, word in AFTER.findall(text) if word.lower() in MEDIA
    }
