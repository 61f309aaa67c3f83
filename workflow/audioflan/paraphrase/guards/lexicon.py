"""The task's own words: concepts that must be there and concepts that must not."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._synonyms import akin
from audioflan.paraphrase.guards._wording import plain_asking, plain_jobs

# "Fake if forged and genuine if not": the clause of an answer ends where the next one begins.
CLAUSE = "[^.,;:?!]*"
UP_TO_AND = "(?:(?! and )[^.,;:?!])*"


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a missing concept or one of another task (patterns ignore case).

    A missing pattern may also be met by a synonym; a forbidden one is looked for as it stands.
    """
    del seed, accepted
    said = plain_jobs(plain_asking(candidate))
    for pattern in task.must_not:
        found = re.search(pattern.replace(CLAUSE, UP_TO_AND), said, re.IGNORECASE)
        if found:
            return f"says {found.group()}"
    for pattern in task.must:
        if not re.search(pattern, candidate, re.IGNORECASE) and not re.search(
            pattern, " ; ".join(akin(candidate)), re.IGNORECASE
        ):
            return f"lacks {pattern}"
    return None
