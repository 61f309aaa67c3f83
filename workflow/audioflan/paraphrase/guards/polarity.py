"""A request stays a request: "do not transcribe" and "everything except" are other tasks."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

# "Why not ...?", "couldn't you", "if not" and "or not" negate nothing.
HARMLESS = re.compile(
    r"""\b(?:why\ (?:not|don't|doesn't)|(?:could|would|can|won|did)n?'t\ (?:you|we)
        |(?:or|if|whether\ or)\ not|not\ only|no\ longer\ than|don't\ (?:forget|hesitate))\b""",
    re.IGNORECASE | re.VERBOSE,
)
NEGATION = re.compile(
    r"""\b(?:not|never|without|except|excluding|instead|avoid|ignor\w+|skip|stop|refrain
        |rather\ than)\b | n't\b""",
    re.IGNORECASE | re.VERBOSE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a negation that appeared or vanished."""
    del task, accepted
    wanted, found = _negations(seed.text), _negations(candidate)
    if bool(wanted) != bool(found):
        return f"negation {'lost' if wanted else 'new'}: {(wanted or found)[0]}"
    return None


def _negations(text: str) -> list[str]:
    return [word.lower() for word in NEGATION.findall(HARMLESS.sub("", text))]
