"""A text that repeats most of its seed is judged by the few words in which it differs.

Nothing may be slipped in ("in a *sad* voice", "... *and rate its loudness*"), and no two words may
trade places ("the first in the voice of the second" -> "the second in the voice of the first").
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._synonyms import akin
from audioflan.paraphrase.guards._wording import plain_asking, plain_limits
from audioflan.paraphrase.guards.novelty import normalise, rouge_l

REQUEST_WORDS = Path(__file__).with_name("request_words.yaml")
ALIKE = 0.74
"""ROUGE-L F1 from which a text counts as a revision of its seed."""
CLAUSE = 2
"""New words in one place that make a clause of their own."""
ENDING = re.compile(r"(?:ations?|ings?|ied|ies|ed|er|es|(?<!s)s|e|ly|y)$")
TWICE = re.compile(r"([bdglmnprt])\1$")
NEGATIVE = re.compile(
    r"not|no|never|without|except|excluding|neither|nor|unless|opposite|contrary"
    r"|reverse|unlike|avoid\w*|ignor\w+|omit\w*|skip\w*|exclud\w+|\w+n't"
)
# Where both texts bar something, each may do so in its own words.
LIMITED = re.compile(
    r"\b(?:rather than|instead of|without|not|no|none|nothing|never|only|alone|just|free of|except"
    r"|neither|nobody|leaving out)\b|n't\b",
    re.IGNORECASE,
)
ROLES = frozenset({"first", "second", "third", "last", "source", "reference", "target", "query",
                   "example", "sample", "former", "latter"})  # fmt: skip
Edit = tuple[str, list[str], list[str]]


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a revision that adds words or a clause, or in which words trade places."""
    del accepted
    old, new = (normalise(plain_limits(plain_asking(text))) for text in (seed.text, candidate))
    if rouge_l(old, new) < ALIKE:
        return None
    edits = list(_edits(old, new))
    known = request_words() | {stem(w) for each in task.seeds for w in normalise(each.text)}
    known |= {stem(word) for word in akin(seed.text)}
    for _, _, added in edits:
        foreign = [
            word for word in added if stem(word) not in known and not NEGATIVE.fullmatch(word)
        ]
        if foreign:
            return f"adds {foreign[0]}"
    lost = {word for _, gone, _ in edits for word in gone}
    for kind, _, added in edits:
        own = {stem(word) for word in added if word not in lost} - plain_words()
        if kind == "insert" and len(own) >= CLAUSE:
            return f"adds {' '.join(added)}"
    answers = {word for option in task.options for word in normalise(option)}
    traded = _traded(edits, answers) or _rearranged(old, new, answers)
    turned = None if LIMITED.search(seed.text) and LIMITED.search(candidate) else _turned(edits)
    return turned or _doubled(old, new) or traded


def _turned(edits: Sequence[Edit]) -> str | None:
    """Negating words that only one of the texts has."""
    gone, come = (
        sorted({word for edit in edits for word in edit[side] if NEGATIVE.fullmatch(word)})
        for side in (1, 2)
    )
    if bool(gone) == bool(come):
        return None
    return f"drops {gone[0]}" if gone else f"adds {come[0]}"


def _doubled(old: Sequence[str], new: Sequence[str]) -> str | None:
    """A role that took another's place: "the first in the voice of the first"."""
    wanted, found = (Counter(word for word in text if word in ROLES) for text in (old, new))
    for role in found:
        if 0 < wanted[role] < found[role] and wanted - found:
            return f"{role} took the place of {min(wanted - found)}"
    return None


def _traded(edits: Sequence[Edit], answers: Set[str]) -> str | None:
    """Answers on offer may trade places, and so may words that carry no content."""
    pairs = {
        (gone, come)
        for kind, removed, added in edits
        if kind == "replace"
        for gone in removed
        for come in added
    }
    for a, b in sorted(pairs):
        if (
            a != b
            and (b, a) in pairs
            and "only" not in (a, b)
            and not {a, b} <= answers
            and stem(a) not in plain_words()
        ):
            return f"{a} and {b} trade places"
    return None


def _rearranged(old: Sequence[str], new: Sequence[str], answers: Set[str]) -> str | None:
    """The same content in another order; a part that only moved to the front is no change."""
    before, after = (
        [stem(word) for word in text if word not in answers and stem(word) not in plain_words()]
        for text in (old, new)
    )
    fronted = any(before[at:] + before[:at] == after for at in range(len(before)))
    if before == after or fronted or sorted(before) != sorted(after):
        return None
    # "The key of the piece" is "the piece's key", and "the emotion named" is "the named emotion".
    # So do verbs of answering: "name the pitch" is "what is the pitch? Name it."
    moved = [
        word
        for at, word in enumerate(before)
        if abs(after.index(word) - at) > 1 and word not in _groups()["telling"]
    ]
    # A verb that moved took another form: "transcribe this" is "I want this transcribed".
    if any(
        _lacks(before, word) == _lacks(after, word)
        for word in moved
        if not {word} & set(ROLES) and _forms(old, word) != _forms(new, word)
    ):
        return None
    return f"{moved[0]} changes its place" if moved else None


def _lacks(text: Sequence[str], word: str) -> list[str]:
    return [each for each in text if each != word]


def _forms(text: Sequence[str], word: str) -> set[str]:
    return {each for each in text if stem(each) == word}


def _edits(old: list[str], new: list[str]) -> Iterator[Edit]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield kind, old[i:j], new[k:m]


@cache
def request_words() -> frozenset[str]:
    """Stems of the words that any request may be worded with."""
    return frozenset(word for group in _groups().values() for word in group)


@cache
def plain_words() -> frozenset[str]:
    """Those of them that carry no content: function words, and words of asking."""
    return frozenset(_groups()["function"] + _groups()["asking"])


@cache
def requested() -> frozenset[str]:
    """Those of them that carry content: mostly verbs of answering, finding and making."""
    return request_words() - plain_words()


@cache
def _groups() -> dict[str, list[str]]:
    groups = yaml.safe_load(REQUEST_WORDS.read_text(encoding="utf-8"))
    return {name: [stem(word) for word in group.split()] for name, group in groups.items()}


@cache
def stem(word: str) -> str:
    """A word without its inflection, crudely: ``chooses``, ``choosing`` -> ``choos``."""
    word = word.removesuffix("'s").removesuffix("'")
    for _ in range(2):
        word = TWICE.sub(r"\1", ENDING.sub("", word)) if len(word) > 3 else word
    return word
