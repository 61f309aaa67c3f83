"""Closed answers stay alternatives: "female or male", never "male, and call it female"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task

SIDES = Path(__file__).with_name("sides.yaml")
SLACK = 3
LINK = frozenset({"or", "if", "when", "either", "whether"})
NEGATIVE = re.compile(
    r"\b(?:not|no|none|never|neither|nor|without|free of|nobody|nothing|lacks?|absent|\w+n't)\b",
    re.IGNORECASE,
)
CONDITION = r"(?:if|when|where|in case)\s+((?:(?!\band\b|\bbut\b|\bsay\b|\banswer\b)[^,;:.!?])*)"
# "If they are, write same": the condition stands before its answer.
BEFORE = (
    r"\b(?:if|when|where|should|in case|for)\s+([^,;:.!?]*?)[,:]?\s+(?:then\s+|please\s+)?"
    r"(?:write|say|answer|reply|respond|put|choose|pick|call it|give|state)\s+(?:with\s+)?[\"']?"
)
SAME = re.compile(r"\b(?:same|one|single|identical|alike|agree|match\w*|share\w*|equal)\b", re.I)
DIFFERENT = re.compile(
    r"(?<!not )(?<!n't )\b(?:differ\w*|distinct|unlike|separate"
    r"|(?:speaker|voice|key|it|person|tempo)\ chang\w+"
    r"|(?<!one )(?<!the )(?:an)?other (?:speaker|voice|person|paragraph|key))\b",
    re.IGNORECASE,
)
CASES = re.compile(
    r"\bin the (?:one|first|former) (?:case|event)\b|\bfor the (?:former|first)\b", re.IGNORECASE
)


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse answers that are no alternatives, and answers whose conditions changed sides."""
    del accepted
    options = task.options or (("yes", "no") if task.answer == "boolean" else ())
    wanted, found = _spread(seed.text, options), _spread(candidate, options)
    if wanted and found and len(found) > len(wanted) + SLACK and not LINK & set(found):
        return f"answers stand {len(found) - 1} words apart"
    then, now = dict(_conditions(seed.text, options)), dict(_conditions(candidate, options))
    for option, condition in now.items():
        if _wrong(option, condition, then.get(option), options):
            return f"{option} got another condition"
    if task.answer == "boolean" and _other_side(seed.text, candidate):
        return "yes and no change sides"
    in_turn = CASES.search(seed.text) and CASES.search(candidate)
    if in_turn and _order(seed.text, options) != _order(candidate, options):
        return "answers got each other's case"
    return None


def _other_side(source: str, candidate: str) -> bool:
    """Whether a question of sameness became one of difference."""
    asked, still = (
        SAME.search(text) is not None and DIFFERENT.search(text) is None
        for text in (source, candidate)
    )
    return asked and not still and DIFFERENT.search(candidate) is not None


def _wrong(option: str, condition: str, once: str | None, options: Sequence[str]) -> bool:
    """Whether an answer stands for a case that is another's, or not the seed's."""
    denied = NEGATIVE.search(condition) is not None
    own, other = (_names(side, condition) for side in _sides_of(option, options))
    if own != other:
        return own == denied
    if option in ("yes", "no"):
        return denied == (option == "yes")
    return once is not None and denied != (NEGATIVE.search(once) is not None)


def _names(side: Sequence[str], condition: str) -> bool:
    words = "|".join(map(re.escape, side))
    return bool(words) and re.search(rf"\b(?:{words})\b", condition, re.IGNORECASE) is not None


def _sides_of(option: str, options: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The words for the case of an answer, and those for the case of the other one."""
    for sides in _sides():
        if sides.keys() == {str(each) for each in options}:
            (other,) = sides.keys() - {option}
            return sides[option], sides[other]
    return (), ()


@cache
def _sides() -> list[dict[str, list[str]]]:
    sides: list[dict[str, list[str]]] = yaml.safe_load(SIDES.read_text(encoding="utf-8"))
    return sides


def _order(text: str, options: Sequence[str]) -> list[str]:
    names = "|".join(map(re.escape, options))
    return [found.lower() for found in re.findall(rf"\b(?:{names})\b", text, re.IGNORECASE)]


def _spread(text: str, options: Sequence[str]) -> list[str] | None:
    """Words from the first answer named to the last, None when fewer than two are."""
    words = re.findall(r"\w+", text.lower())
    named = {option.lower() for option in options}
    places = [place for place, word in enumerate(words) if word in named]
    if len({words[place] for place in places}) < 2:
        return None
    return words[places[0] : places[-1] + 1]


def _conditions(text: str, options: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Answer, and the case that it is said to stand for."""
    names = "|".join(map(re.escape, options))
    for option in options:
        name = re.escape(option)
        behind = re.search(rf"\b{name}[\"']?\s+{CONDITION}", text, re.IGNORECASE)
        before = re.search(rf"{BEFORE}{name}\b(?![\"']?(?:,| or)\b)", text, re.IGNORECASE)
        for match in (before, behind):
            if match and not re.search(rf"\b(?:{names})\b[\"']?\s+(?:if|when)\b", match[1]):
                yield option, match[1]
