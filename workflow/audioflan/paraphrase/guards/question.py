"""Asking *which* is not asking *whether*: the answer must keep its kind."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

WHETHER = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|am)\b(?!\ (?:you|i|we)\b)|\b(?:whether|if)\b",
    re.IGNORECASE,
)
WHICH = re.compile(r"^(?:which|who|whose|whom|where|when|what|how many|how much)\b", re.IGNORECASE)
CHOICE = re.compile(r"\bor\b", re.IGNORECASE)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse yes/no questions where the answer is open, and open questions where it is yes/no."""
    del accepted
    if task.answer == "boolean":
        wrong = WHICH.search(candidate) and not WHICH.search(seed.text)
        return "asks which, the answer is yes or no" if wrong else None
    asks = WHETHER.search(candidate) and not CHOICE.search(candidate)
    if asks and not WHETHER.search(seed.text):
        return "asks whether, the answer is not yes or no"
    return None
