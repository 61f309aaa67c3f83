"""What a text asks for and what it sets aside: how far each of its denials reaches."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from audioflan.catalog.models import Task
from audioflan.paraphrase.guards._wording import plain_denials
from audioflan.paraphrase.guards.novelty import normalise
from audioflan.paraphrase.guards.revision import plain_words, stem

NEGATORS = Path(__file__).with_name("negators.yaml")
COMMA = frozenset({","})
BREAKS = frozenset({",", "and", "but", "so"})
ARTICLES = frozenset({"the", "a", "an", "any", "all", "its", "this", "that"})
SENTENCE = re.compile(r"[.;:!?]+(?=\s|$)")
TOKEN = re.compile(r"\{\w+\}|[\w']+(?:-[\w']+)*|,")


@dataclass(frozen=True)
class Scopes:
    """Stems of the content words that a text denies, asserts, or may do either with."""

    denied: Set[str]
    asserted: Set[str]
    unsure: Set[str]
    denials: int


@dataclass
class _Marks:
    denied: set[str] = field(default_factory=set)
    asserted: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    denials: int = 0


@cache
def scopes(text: str, answers: frozenset[str] = frozenset()) -> Scopes:
    """The content words of a text by whether they stand within a denial.

    Args:
        text: a seed or a candidate.
        answers: denying words that are an answer on offer, and deny nothing here.
    """
    marks = _Marks()
    for sentence in SENTENCE.split(plain_denials(text).lower()):
        _mark([word for word in TOKEN.findall(sentence) if word not in answers], marks)
    return Scopes(marks.denied, marks.asserted, marks.unsure, marks.denials)


def _mark(tokens: list[str], marks: _Marks) -> None:
    """Sort the words of a sentence.

    One denial reaches to the end of its clause, and two may undo each other.
    """
    places = [at for at, token in enumerate(tokens) if denies(token)]
    marks.denials += len(places)
    first = places[0] if places else len(tokens)
    undone = (
        _twice(tokens, places) or any(map(_undoes, tokens[first + 1 :])) or _removes(tokens[:first])
    )
    # "With all the reverb gone" denies the reverb, though no word before it does.
    lost = any(_is_gone(tokens, at) for at in range(len(tokens)))
    inside, resumed = bool(places) and not undone, False
    for at, token in enumerate(tokens):
        resumed |= at > first and token in COMMA
        inside = inside and not (at > first + 1 and token in group("end"))
        word = stem(token)
        if at == first or word in plain_words() or token in COMMA:
            continue
        if (at < first or (resumed and not undone)) and not lost:
            marks.asserted.add(word)
        else:
            (marks.denied if inside else marks.unsure).add(word)


def _twice(tokens: Sequence[str], places: Sequence[int]) -> bool:
    """Whether a second denial stands within the reach of the first."""
    return any(not BREAKS & set(tokens[a + 1 : b]) for a, b in pairwise(places))


def _is_gone(tokens: Sequence[str], at: int) -> bool:
    """Whether something is said to be gone; "the missing band" is only called so."""
    if not tokens[at].startswith(tuple(group("gone"))):
        return False
    called = at > 0 and tokens[at - 1] in ARTICLES and tokens[at + 1 : at + 2]
    return not (called and tokens[at].endswith("ing") and tokens[at + 1] not in group("end"))


def asks_for_the_rest(text: str) -> bool:
    """Whether something is excepted from what is wanted, and not from what is removed."""
    for sentence in SENTENCE.split(plain_denials(text).lower()):
        before, excepts, _ = sentence.partition(" except ")
        tokens = TOKEN.findall(before)
        wide = group("universal") & set(tokens)
        if excepts and wide and not any(map(denies, tokens)) and not _removes(tokens):
            return True
    return False


def _undoes(token: str) -> bool:
    opens = token.startswith("un") and token.endswith("ed")
    return opens or stem(token) in _stems("undo")


def _removes(tokens: Sequence[str]) -> bool:
    return any(token.startswith(tuple(group("removal"))) for token in tokens)


def denies(token: str) -> bool:
    """Whether a word denies what follows it."""
    return token in group("deny") or token.endswith("n't")


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, group(name)))


@cache
def group(name: str) -> frozenset[str]:
    """The words of one list of ``negators.yaml``."""
    groups = yaml.safe_load(NEGATORS.read_text(encoding="utf-8"))
    return frozenset(groups[name].split())


def answers_of(task: Task) -> frozenset[str]:
    """Denying words that most templates offer as an answer: "yes or no" denies nothing."""
    return _common_denials(tuple(each.text for each in task.seeds))


@cache
def _common_denials(texts: tuple[str, ...]) -> frozenset[str]:
    said = [set(normalise(text)) for text in texts]
    return frozenset(
        word for word in group("deny") if 2 * sum(word in words for words in said) > len(said)
    )
