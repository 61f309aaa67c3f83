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
ADDED = re.compile(
    rf"{UNLESS}(?:put|add|appl|insert|introduc|sprinkl|layer)\w*\s+"
    rf"(?:(?:in|on|some|more|plenty|lots|of|a|bit|little|extra|the)\s+)*{THING}",
    re.IGNORECASE,
)
# What is to stay as it is: "without touching the words", "leave the melody unchanged".
UNCHANGED = re.compile(
    rf"""(?:without|not|n't|never)\s+(?:touch|alter|chang|affect|disturb|modif)\w*\s+{THING}
          (?:(?:or|and|nor)\s+{THING})?
        |(?:leav|keep)\w*\s+(?:(?:only|just|the|both)\s+)*{THING}(?:(?:or|and|nor)\s+{THING})?
          (?:(?:of|in)\s+{THING})?
          (?:as\s+(?:it|they|heard)|unchanged|untouched|intact|the\s+same|unaltered)""",
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
    if turned := (removed & _things(ADDED, candidate)) - kept - gone:
        return f"adds {min(turned)}"
    same, still = _things(UNCHANGED, seed.text), _things(UNCHANGED, candidate)
    own = {stem(word) for word in normalise(seed.text)}
    if same and (turned := (still & own) - same - kept) and same - still:
        return f"leaves {min(turned)} as it is"
    return None


def _things(pattern: re.Pattern[str], text: str) -> set[str]:
    things = [thing for match in pattern.finditer(text) for thing in match.groups() if thing]
    # "A noise-free voice" is no noise.
    found = [word for thing in things if "-free" not in thing for word in normalise(thing)]
    return {stem(word) for word in found} - plain_words() - WHATEVER
