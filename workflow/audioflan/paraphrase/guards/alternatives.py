"""Closed answers stay alternatives: "female or male", never "male, and call it female"."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

SLACK = 3


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a text that names the answers further apart than the seed, ``SLACK`` words allowed."""
    del accepted
    wanted, found = _spread(seed.text, task.options), _spread(candidate, task.options)
    if wanted is None or found is None or found <= wanted + SLACK:
        return None
    return f"answers stand {found} words apart"


def _spread(text: str, options: Sequence[str]) -> int | None:
    """Words from the first answer named to the last, None when fewer than two are."""
    words = re.findall(r"\w+", text.lower())
    named = {option.lower() for option in options}
    places = [place for place, word in enumerate(words) if word in named]
    return places[-1] - places[0] if len({words[place] for place in places}) > 1 else None
