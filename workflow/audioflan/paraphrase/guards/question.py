"""Asking *which* is not asking *whether*, and neither is asking for advice."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

YES_OR_NO = re.compile(
    r"""^(?:is|are|was|were|do|does|did|has|have|had|am)\b(?=.*\?)(?!\ (?:you|i|we)\b
          |\ (?:it\ possible|there\ (?:a|any|some)?\ ?ways?)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
WHETHER = re.compile(
    rf"""{YES_OR_NO.pattern}
        |\bwhether\b
        |\b(?:tell|say|know|see|check|decid|determin|judg|find\ out|wonder|ask|assess|establish
            |work\ out|verif|test|state|settle|answer|question|sure)\w*
          \ (?:(?:me|us|out|please|exactly|just|only|for)\ ){{0,2}}if\b(?!\ (?:possible|you)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
WHICH = re.compile(r"^(?:which|who|whose|whom|where|when|what|how many|how much)\b", re.IGNORECASE)
ADVICE = re.compile(
    r"""\b(?:how\ to|how\ (?:can|do|does|should|could|might)\ (?:i|one|we)|best\ way
        |what\ can\ (?:i|we|you|one)\ do|how\ can\ you|why\ (?:do|does|is|are|would)
        |what(?:\ is|'s)\ the\ (?:purpose|goal|point)\ of
        |(?<!not\ )(?<!n't\ )explain\ (?:how|why|to)
        |do\ you\ (?:have|need|want|know|like)|have\ you
        |are\ you(?!\ (?:able|hearing|willing|listening)))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "Were the room quiet, how would it sound?" asks how.
SUPPOSITION = re.compile(
    r"^(?:if|had|were|should)\b[^?]*,(?=.*\b(?:how|what|which|who|where|when)\b)", re.IGNORECASE
)
CONDITION = re.compile(r"\bif\b", re.IGNORECASE)
CHOICE = re.compile(r"\bor\b", re.IGNORECASE)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse yes/no questions where the answer is open, the reverse, and asking how it is done."""
    del accepted
    if ADVICE.search(candidate) and not ADVICE.search(seed.text):
        return "asks for advice"
    if task.answer == "boolean":
        wrong = WHICH.search(candidate) and not WHICH.search(seed.text)
        return "asks which, the answer is yes or no" if wrong else None
    closed = task.options or task.slots or any(WHETHER.search(each.text) for each in task.seeds)
    offers = CHOICE.search(candidate) and (closed or not YES_OR_NO.search(candidate))
    asks = WHETHER.search(SUPPOSITION.sub("", candidate)) and not offers
    if asks and not WHETHER.search(seed.text) and not CONDITION.search(seed.text):
        return "asks whether, the answer is not yes or no"
    return None
