"""What a seed keeps is not what a paraphrase removes: "leave the noise and take the speech out"."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._scope import denies, scopes
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
        |(?:rid|strip|clear|clean|free)\w*\s+(?:[\w'-]+\s+){{0,4}}?of\s+
          (?:(?:all|that|this|the)\s+)*{THING}
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
# What is not to be there any more, said without any denial.
DROPPED = re.compile(
    rf"""\b(?:leav\w*\s+{THING}out\b(?!\s+of)|leav\w*\s+out\s+(?:(?:the|all|any|this)\s+)*{THING}
        |(?:omit|skip|drop|delet|discard|eras)\w*\s+(?:(?:the|all|any|this|out)\s+)*{THING}
        |(?:with|and|but)\s+(?:the\s+|all\s+)*{THING}(?:left\ out|omitted|skipped|dropped|ignored
          |deleted|discarded|erased)\b)""",
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
                      "everyth", "trac", "els", "other", "vers", "all",
                      "alon", "behind"})  # fmt: skip


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a thing that the seed removes and the candidate keeps, or the reverse."""
    del accepted
    if dropped := _dropped(candidate, seed):
        return f"drops {min(dropped)}"
    if task.direction != "generation":
        return None
    removed, kept = _things(REMOVED, seed.text), _things(KEPT, seed.text)
    removed |= _things(TAKEN, seed.text)
    gone, left = _things(REMOVED, candidate), _things(KEPT, candidate)
    found = (
        ("keeps", (removed & left) - kept - gone - _things(TAKEN, candidate)),
        ("removes", (kept & gone) - removed - left),
        ("adds", (removed & _things(ADDED, candidate)) - kept - gone),
        ("leaves as it is", _left_alone(candidate, seed) - kept),
    )
    return next((f"{what} {min(things)}" for what, things in found if things), None)


def _left_alone(candidate: str, seed: Seed) -> set[str]:
    """What the candidate leaves as it is in the place of what the seed does."""
    same, still = _things(UNCHANGED, seed.text), _things(UNCHANGED, candidate)
    own = {stem(word) for word in normalise(seed.text)}
    return (still & own) - same if same - still else set()


def _dropped(candidate: str, seed: Seed) -> set[str]:
    """What the seed has and the candidate, which denies nothing, leaves out."""
    if any(map(denies, candidate.lower().split())):
        return set()
    gone = _things(REMOVED, seed.text) | _things(TAKEN, seed.text) | scopes(seed.text).denied
    own = {stem(word) for word in normalise(seed.text)}
    return (_things(DROPPED, candidate) & own) - gone


def _things(pattern: re.Pattern[str], text: str) -> set[str]:
    things = [thing for match in pattern.finditer(text) for thing in match.groups() if thing]
    # "A noise-free voice" is no noise.
    found = [word for thing in things if "-free" not in thing for word in normalise(thing)]
    return {stem(word) for word in found} - plain_words() - WHATEVER
