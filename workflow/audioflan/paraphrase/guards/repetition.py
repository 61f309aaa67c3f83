"""Nothing is said twice that the seed says once: small models repeat themselves.

"Can you produce text in the voice of the sample, and produce the text as speech?"
"""

import re
from collections import Counter
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._english import words
from audioflan.paraphrase.guards.literals import SEPARATOR
from audioflan.paraphrase.guards.revision import ROLES, plain_words, stem

# What roles are told of: "the first clip ... the second clip" repeats nothing.
CLIPS = frozenset(map(stem, ("clip", "recording", "piece", "song", "track", "sound", "singer")))
# "The name, and only the name": a colon or a stress may repeat on purpose.
STRESSED = re.compile(r":|\b(?:and only|only the|itself|sequence|both)\b", re.IGNORECASE)
TWICE = 2
"""Words said again from which a text repeats itself."""


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a separator told twice, and a text in which several words come back."""
    del accepted
    signs = len(SEPARATOR.findall(candidate))
    if signs > max(1, len(SEPARATOR.findall(seed.text))):
        return "names the separator twice"
    answers = {stem(word) for option in task.options for word in words(option)}
    once, now = Counter(_content(seed.text)), Counter(_content(candidate))
    again = [word for word, count in now.items() if count > max(1, once[word])]
    told = answers | CLIPS if {"first", "second"} & set(words(candidate)) else answers
    again = [word for word in again if word in once and word not in told]
    if len(again) >= TWICE and not STRESSED.search(candidate):
        return f"says again {min(again)}"
    return None


def _content(text: str) -> list[str]:
    found = [word for word in words(text) if word not in ROLES]
    return [word for word in map(stem, found) if word not in plain_words()]
