"""A paraphrase is written in the seed's script: one line, no foreign letters slipped in."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from audioflan.catalog.models import Seed, Task


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse nothing at all, several lines, and letters of a script that no seed uses."""
    del accepted
    if not candidate.strip():
        return "empty"
    if "\n" in candidate or "\r" in candidate or not candidate.isprintable():
        return "more than one line"
    known = scripts(" ".join([seed.text, *(each.text for each in task.seeds)]))
    foreign = scripts(candidate) - known
    return f"letters of another script: {min(foreign).lower()}" if foreign else None


@lru_cache(maxsize=1024)
def scripts(text: str) -> frozenset[str]:
    """Scripts of the letters outside slots, as Unicode names them: ``LATIN``, ``CJK``."""
    outside = "".join(part.rpartition("}")[2] for part in text.split("{"))
    letters = {letter for letter in outside if letter.isalpha()}
    return frozenset(unicodedata.name(letter, "UNKNOWN").split()[0] for letter in letters)
