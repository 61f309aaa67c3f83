"""Slots and audio spans stay as they are: none lost, none invented, quotes round them kept."""

import re
from collections import Counter
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

SLOT = re.compile(r"\{[^{}]*\}")
SPAN = re.compile(r"<\|SOA\|>.*?<\|EOA\|>")
QUOTED = re.compile(r"""(["'`])(\{[^{}]*\})\1""")
GLUED = re.compile(r"\w\{|\}\w")


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse another multiset of slots or spans, loose braces, lost quotes, glued letters."""
    del task, accepted
    for kind, pattern in (("slot", SLOT), ("audio span", SPAN)):
        wanted, found = Counter(pattern.findall(seed.text)), Counter(pattern.findall(candidate))
        if wanted != found:
            lost, new = sorted((wanted - found).elements()), sorted((found - wanted).elements())
            return f"{kind} lost {' '.join(lost)}" if lost else f"{kind} invented {' '.join(new)}"
    if re.search(r"[{}]", SLOT.sub("", candidate)):
        return "loose brace"
    if _quoted(candidate) != _quoted(seed.text):
        return "quotes round a slot changed"
    if GLUED.search(candidate) and not GLUED.search(seed.text):
        return "letters stuck to a slot"
    return None


def _quoted(text: str) -> Counter[str]:
    return Counter(slot for _, slot in QUOTED.findall(text))
