"""One well-formed line: no markup, no cut end, nothing twice, and of fitting length."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

LEAST_WORDS = 3
LONGEST = 2.0
# A short seed may still become a polite question.
SHORT_SEED = 60
WORD = re.compile(r"[A-Za-z][\w'-]*|\{\w+\}")
SENTENCE_END = re.compile(r"[.?!](?=\s|$)")
MARKS = re.compile(r"[*#`\[\]<>|\\_~^=@]|https?:")
DANGLING = frozenset({"a", "an", "the", "and", "or", "but", "your", "my"})
SHOUTED = re.compile(r"\b[A-Z]{5,}\b")
REPEATED = re.compile(r"\b(\w{2,})\s+\1\b|\b(\w+ \w+ \w+ \w+ \w+)\b.*\b\2\b", re.IGNORECASE)
LAST_LATIN = 0x24F
TYPOGRAPHY = frozenset("–—°×")


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse what is not one well-formed line of fitting length."""
    del task, accepted
    tests = (_characters, _length, _repeats, _ending)
    return next((reason for test in tests if (reason := test(candidate, seed.text))), None)


def _characters(text: str, source: str) -> str | None:
    if not text:
        return "empty"
    if "\n" in text or "\r" in text:
        return "more than one line"
    if any(mark not in source for mark in MARKS.findall(_without_slots(text))):
        return "markup"
    if any(word not in source for word in SHOUTED.findall(text)):
        return "a word in capitals"
    strange = [c for c in text if ord(c) > LAST_LATIN and c not in TYPOGRAPHY and c not in source]
    if strange or not text.isprintable():
        return "strange characters"
    return None


def _length(text: str, source: str) -> str | None:
    if len(WORD.findall(text)) < LEAST_WORDS:
        return "fewer than three words"
    if len(text) > LONGEST * max(len(source), SHORT_SEED):
        return "longer than twice the seed"
    if len(_ends(text)) > max(2, len(_ends(source)) + 1):
        return "too many sentences"
    return None


def _repeats(text: str, source: str) -> str | None:
    return "repeats itself" if REPEATED.search(text) and not REPEATED.search(source) else None


def _ending(text: str, source: str) -> str | None:
    if _ends(source) and not text.rstrip("\"')").endswith((".", "?", "!")):
        return "cut off"
    last = re.findall(r"[\w']+", text)[-1:]
    if text[-1] in ",;:-(" or not last or last[0].lower() in DANGLING:
        return "cut off"
    if text.count('"') % 2 or text.count("(") != text.count(")"):
        return "loose quote or bracket"
    if not (text[0].isupper() or text[0] in "{\"'"):
        return "does not begin like a sentence"
    return None


def _without_slots(text: str) -> str:
    return re.sub(r"\{[^{}]*\}", "", text)


def _ends(text: str) -> list[str]:
    return SENTENCE_END.findall(text)
