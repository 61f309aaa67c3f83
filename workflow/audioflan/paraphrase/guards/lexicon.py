"""The task's own words: patterns that must appear and patterns that must not."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a missing concept or one of another task (patterns ignore case)."""
    del seed, accepted
    for pattern in task.must_not:
        found = re.search(pattern, candidate, re.IGNORECASE)
        if found:
            return f"says {found.group()}"
    for pattern in task.must:
        if not re.search(pattern, candidate, re.IGNORECASE):
            return f"lacks {pattern}"
    return None
