"""What a seed keeps is not what a paraphrase removes: "leave the noise and take the speech out"."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards.novelty import normalise
from audioflan.paraphrase.guards.revision import plain_words, stem

THING = (
    r"((?:(?!(?:from|of|without|and|but|so|until|while|in|with|by|at|as|that|which|to|out|for)\b)"
)
THING += r"(?:\w+-free\s+)*[\w'-]+\s*){1,5})"
UNLESS = r"(?<!not )(?<!n't )(?<!never )(?<!without )(?<!than )\b"
REMOVED = re.compile(
    rf"""{UNLESS}(?:(?:remov|suppress|drop|mut|eliminat|delet|eras|discard|undo|cancel|banish)\w*
          (?:\s+(?:out|away))?\s+(?:(?:only|just|all|the|that|this|any|every)\s+)*{THING}
        |(?:rid|strip|clear|clean|free)\w*\s+(?:[\w'-]+\s+){{0,4}}?of\s+(?:(?:all|that|this|the)\s+)*{THING}
        |(?:leav|filter|cut)\w*\s+(?:out|away|off)\s+{THING}
        |(?:leav|keep|filter|cut)\w*\s+{THING}(?:out|away|off)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# What is taken out may be wanted or not: that alone turns nothing round.
TAKEN = re.compile(
    rf"{UNLESS}(?:tak|get)\w*\s+(?:{THING}(?:out|away|off)\b|(?:out|away|off)\s+{THING})",
    re.IGNORECASE,
)
KEPT = re.compile(
    rf"""{UNLESS}(?:keep|leav|preserv|retain|isolat|extract|pull|singl|recover
          |retriev|separat|solo|hear)\w*\s+(?!out\b)
        (?:(?:only|just|nothing\ but|behind|all|that|this|the|of|every)\s+)*{THING}
        (?!\s*(?:out|away|off)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
WHATEVER = frozenset({"record", "clip", "audio", "mix", "mixtur", "track", "part", "rest", "sourc",
                      "everyth", "trac", "vers", "all", "alon", "behind"})  # fmt: skip


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a thing that the seed removes and the candidate keeps, or the reverse."""
    del accepted
    if task.direction != "generation":
        return None
    removed, kept = _things(REMOVED, seed.text), _things(KEPT, seed.text)
    removed |= _things(TAKEN, seed.text)
    gone, left = _things(REMOVED, candidate), _things(KEPT, candidate)
    if turned := (removed & left) - kept - gone - _things(TAKEN, candidate):
        return f"keeps {min(turned)}"
    if turned := (kept & gone) - removed - left:
        return f"removes {min(turned)}"
    return None


def _things(pattern: re.Pattern[str], text: str) -> set[str]:
    things = [thing for match in pattern.finditer(text) for thing in match.groups() if thing]
    # "A noise-free voice" is no noise.
    found = [word for thing in things if "-free" not in thing for word in normalise(thing)]
    return {stem(word) for word in found} - plain_words() - WHATEVER
