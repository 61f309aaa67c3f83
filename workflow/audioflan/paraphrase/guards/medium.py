"""The thing heard is a clip; pictures, letters and web pages belong to other tasks."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._wording import plain_asking

FOREIGN = re.compile(
    r"""\b(?:image|picture|photo|photograph|video|film|movie|scene|e-?mail
        |essay|poem|story|novel|article|website|web|url|script|spreadsheet|presentation|recipe
        |internet|teacher|student|friend|bells?|doors?|engine|garden
        |(?<=\b[an]\ )NOUN|(?<=\bthe\ )NOUN|(?<=\b(?:this|that|your)\ )NOUN)s?\b""".replace(
        "NOUN",
        "(?:drawing|painting|letter|book|document|report|page|code|program|slide|map|game|phone|call)",
    ),
    re.IGNORECASE | re.VERBOSE,
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse things that none of the task's own templates speaks of."""
    del accepted
    known = " ".join([seed.text, *(each.text for each in task.seeds)]).lower()
    new = [word for word in FOREIGN.findall(plain_asking(candidate)) if word.lower() not in known]
    return f"speaks of {new[0].lower()}" if new else None
