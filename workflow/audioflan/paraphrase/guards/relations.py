"""Sides and senses stay: "the voice from the noise" is not "the noise from the voice"."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards.novelty import normalise, rouge_l
from audioflan.paraphrase.guards.revision import plain_words, stem

ANTONYMS = Path(__file__).with_name("antonyms.yaml")
ALIKE = 0.5
"""ROUGE-L F1 from which words can be held against those that stood in their place."""
# What is judged, and by what: either side may be a clause of its own.
GROUNDS = r"(?:judging|going|deciding|guided|determined|told) (?:by|from)|based on|according to"
RELATIONS = ("from", "into", "than", "with", "by", "as", "that")
# "Compare a with b" is "compare b with a".
SYMMETRIC = re.compile(r"\bcompar|\bmatch|\bagainst each other\b", re.IGNORECASE)
FROM_TO = re.compile(
    r"\bfrom\s+((?:[\w'-]+\s+){1,5}?)(?:\w+\s+)?"
    r"(?:to|into|until|up to|down to)\s+((?:[\w'-]+\s*){1,4})",
    re.IGNORECASE,
)
JOINTS = frozenset({"and", "to", "then", "the", "an", "a", "its", "first"})
CLAUSE_END = re.compile(r"[.;:!?,]| and ")


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a word replaced by its opposite, and two sides of a relation that changed places."""
    del accepted
    if rouge_l(normalise(seed.text), normalise(candidate)) < ALIKE:
        return None
    old, new = _stems(seed.text), _stems(candidate)
    old_rows, new_rows = _rows(seed.text), _rows(candidate)
    answers = {stem(word) for option in task.options for word in normalise(option)}
    for gone, come in _antonyms():
        if {gone, come} & answers:
            continue
        if gone in old - new and come in new - old and not _same_sense(come) & old:
            return f"{gone} became {come}"
        forth, back = (gone, come), (come, gone)
        if forth in old_rows - new_rows and back in new_rows - old_rows:
            return f"{gone} and {come} trade places"
    for relation in () if SYMMETRIC.search(seed.text) else (GROUNDS, *RELATIONS):
        then, now = _sides(seed.text, relation), _sides(candidate, relation)
        if then is None or now is None:
            continue
        crossed = (then[0] & now[1]) - then[1] - now[0], (then[1] & now[0]) - then[0] - now[1]
        if all(crossed):
            return f"{min(crossed[0])} and {min(crossed[1])} changed sides of {relation}"
    return _reversed(seed.text, candidate)


def _reversed(source: str, candidate: str) -> str | None:
    """What a way leads from, and what it leads to, having changed places."""
    ways = [FROM_TO.search(text) for text in (source, candidate)]
    if not all(ways):
        return None
    (begins, ends), (start, end) = (
        (_content(way[1]), _content(way[2])) for way in ways if way is not None
    )
    if (begins & end) - start - ends and (ends & start) - end - begins:
        return "the way leads back"
    return None


def _rows(text: str) -> set[tuple[str, str]]:
    """Words that stand in a row ("start and end", "low to high")."""
    return set(pairwise(stem(word) for word in normalise(text) if word not in JOINTS))


@cache
def _same_sense(word: str) -> set[str]:
    """Words that share an opposite with a word: ``begin`` and ``start`` share ``end``."""
    opposites = {right for left, right in _antonyms() if left == word}
    return {right for left, right in _antonyms() if left in opposites} - {word}


def _sides(text: str, relation: str) -> tuple[set[str], set[str]] | None:
    """Content words of the clause, before and after the relation first named."""
    found = re.search(rf"\b(?:{relation})\b", text, re.IGNORECASE)
    if found is None:
        return None
    before = text[: found.start()]
    if relation != GROUNDS:
        before = CLAUSE_END.split(before)[-1]
    return _content(before), _content(CLAUSE_END.split(text[found.end() :])[0])


def _content(text: str) -> set[str]:
    return _stems(text) - plain_words()


def _stems(text: str) -> set[str]:
    return {stem(word) for word in normalise(text)}


@cache
def _antonyms() -> list[tuple[str, str]]:
    pairs = yaml.safe_load(ANTONYMS.read_text(encoding="utf-8"))
    stems = [(stem(left), stem(right)) for left, right in pairs]
    return stems + [(right, left) for left, right in stems]
