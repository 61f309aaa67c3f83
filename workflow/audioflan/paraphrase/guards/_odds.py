"""What the words of a text say: which are new, which are gone, how often that is a drift."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._english import words
from audioflan.paraphrase.guards._scope import denies
from audioflan.paraphrase.guards.revision import stem

FITTED = Path(__file__).with_name("odds.json")
STRONGEST = 2.5
"""Log odds of one word count at most this much: it was seen in a handful of texts."""
SURELY = 0.98
"""Share of faithful rewordings at most in which a word is said to stay."""

# What is written out and what is cut short is one thing.
SHORT = {"snr": ("signal", "to", "noise", "ratio"), "db": ("decibels",), "hz": ("hertz",)}


@dataclass(frozen=True)
class Odds:
    """What was counted in labelled texts, and how it is weighed.

    Attributes:
        new: log odds of drift by the stem of a word that the seed lacks.
        gone: log odds of drift by the stem of a word that only the seed has.
        kept: share of faithful rewordings that keep a stem of their seed.
        known: stems of faithful texts of any task.
        weights: of the measures of :func:`measures`.
        intercept: added to their weighted sum.
        limit: a text whose sum lies above is refused.
    """

    new: Mapping[str, float]
    gone: Mapping[str, float]
    kept: Mapping[str, float]
    known: frozenset[str]
    weights: Mapping[str, float]
    intercept: float
    limit: float

    def score(self, measured: Mapping[str, float]) -> float:
        """Log odds that a text has drifted, but for a constant."""
        return self.intercept + sum(
            weight * measured[name] for name, weight in self.weights.items()
        )

    def text(self) -> str:
        """The JSON text of ``odds.json``, one entry a line."""
        fields = {**asdict(self), "known": sorted(self.known)}
        return json.dumps(fields, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


@cache
def fitted() -> Odds:
    """The odds that come with the guards."""
    fields = json.loads(FITTED.read_text(encoding="utf-8"))
    return Odds(**{**fields, "known": frozenset(fields["known"])})


def stems(text: str) -> list[str]:
    """Stems of the words of a text; slots and numbers are none."""
    return [stem(each) for word in words(text) for each in SHORT.get(word, (word,))]


def own_stems(task: Task) -> frozenset[str]:
    """Stems that the task's seeds, answers and field labels are worded with."""
    labels = [label for field in task.fields for label in field.labels]
    return _all_stems((*(seed.text for seed in task.seeds), *task.options, *labels))


@cache
def _all_stems(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each for text in texts for each in stems(text))


def changes(candidate: str, seed: Seed) -> tuple[set[str], set[str]]:
    """Stems that are new in a text, and stems of its seed that are gone."""
    old, new = set(stems(seed.text)), set(stems(candidate))
    return new - old, old - new


def measures(candidate: str, seed: Seed, task: Task, odds: Odds) -> dict[str, float]:
    """How far a text has moved from its seed, and in which ways; all >= 0 but ``*_odds``."""
    old, new = stems(seed.text), stems(candidate)
    come, gone = changes(candidate, seed)
    strange = come - own_stems(task)
    come_odds = [odds.new.get(each, 0.0) for each in sorted(come)]
    gone_odds = [odds.gone.get(each, 0.0) for each in sorted(gone)]
    denials = sum(map(denies, words(candidate))) - sum(map(denies, words(seed.text)))
    length = len(new) / max(1, len(old)) - 1.0
    return {
        "new_odds": sum(come_odds),
        "new_odds_most": max(come_odds, default=0.0),
        "gone_odds": sum(gone_odds),
        "gone_unusual": sum(-math.log(1.0 - odds.kept.get(each, 0.5)) for each in sorted(gone)),
        "strange": float(len(strange)),
        "never_seen": float(len(strange - odds.known)),
        "overlap": len(set(old) & set(new)) / max(1, len(set(old) | set(new))),
        "longer": max(0.0, length),
        "shorter": max(0.0, -length),
        "negated": float(max(0, denials)),
        "affirmed": float(max(0, -denials)),
        "joined": float(max(0, new.count("and") - old.count("and"))),
        "alternatives": float(abs(new.count("or") - old.count("or"))),
        "reordered": _reordered(old, new),
    }


def _reordered(old: Sequence[str], new: Sequence[str]) -> float:
    """Pairs of shared words that stand the other way round, a shared word."""
    places = [new.index(each) for each in old if old.count(each) == 1 == new.count(each)]
    turned = sum(a > b for at, a in enumerate(places) for b in places[at + 1 :])
    return turned / max(1, len(places))
