"""Closed answers stay alternatives: "female or male", never "male, and call it female"."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

SLACK = 3
LINK = frozenset({"or", "if", "when", "either", "whether"})
NEGATIVE = re.compile(r"\b(?:not|no|none|never|neither|nor|differ\w*|\w+n't)\b", re.IGNORECASE)
# The answer yes for what is not so, or no for what is.
TURNED = re.compile(
    r"""\b(?:no[\"']?,?\ (?:if|when)\ (?:it|they|so|this|that|there|both|you)
          (?:\ (?:is|are|do|does|has|have|was|were|can))?(?=\ (?:and|or|but)\b|[,.;:!?])
        |yes[\"']?,?\ (?:if|when)\ (?:not|none|(?:it|they|this|that|there|both|you)\ (?:\w+\ not
          |\w+n't))
        )\b""",
    re.IGNORECASE | re.VERBOSE,
)
CONDITION = r"(?:if|when|where|in case)\s+((?:(?!\band\b|\bbut\b|\bsay\b|\banswer\b)[^,;.!?])*)"


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse answers that are no alternatives, and answers whose conditions changed sides."""
    del accepted
    wanted, found = _spread(seed.text, task.options), _spread(candidate, task.options)
    if wanted is None or found is None:
        return None
    if len(found) > len(wanted) + SLACK and not LINK & set(found):
        return f"answers stand {len(found) - 1} words apart"
    then, now = _conditions(seed.text, task.options), _conditions(candidate, task.options)
    swapped = [option for option in then if now.get(option, then[option]) != then[option]]
    if swapped:
        return f"{swapped[0]} got another condition"
    turned = TURNED.search(candidate) if task.answer == "boolean" else None
    return f"turns yes and no round: {turned.group().lower()}" if turned else None


def _spread(text: str, options: Sequence[str]) -> list[str] | None:
    """Words from the first answer named to the last, None when fewer than two are."""
    words = re.findall(r"\w+", text.lower())
    named = {option.lower() for option in options}
    places = [place for place, word in enumerate(words) if word in named]
    if len({words[place] for place in places}) < 2:
        return None
    return words[places[0] : places[-1] + 1]


def _conditions(text: str, options: Sequence[str]) -> dict[str, bool]:
    """Answer -> whether it belongs to the case that something is not so."""
    found = {}
    for option in options:
        name = re.escape(option)
        match = re.search(rf"\b{name}[\"']?\s+{CONDITION}", text, re.IGNORECASE)
        if match and not re.search(rf"\b(?:{'|'.join(map(re.escape, options))})\b", match[1]):
            found[option] = NEGATIVE.search(match[1]) is not None
    return found
