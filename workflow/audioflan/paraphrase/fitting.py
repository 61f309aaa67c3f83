"""Fit the weights of the doubts (``guards/weights.json``) to the calibration set.

The reader was taught on the tuning set, and the word rules were written with it in view: how far
either can be trusted shows on texts that neither has seen.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.evaluation import GOOD, Labelled
from audioflan.paraphrase.guards import DOUBTING, doubts, first_refusal, name_of, odds_of
from audioflan.paraphrase.guards._english import english
from audioflan.paraphrase.guards._weighing import Weights

Floats = npt.NDArray[np.float64]
EXPECTED = 1.5
"""Weight of a doubt as long as nothing is known of it."""
FIRM = 0.5
"""How firmly the weights hold to what is expected of them."""
LOST = 0.04
"""Share of the good texts of the calibration set that may be refused, certain refusals included."""
DIGITS = 2


@dataclass(frozen=True)
class Example:
    """A labelled text that no guard refuses for certain, and the doubts about it."""

    drifted: bool
    odds: float
    raised: frozenset[str]


def examples(labelled: Iterable[Labelled]) -> tuple[list[Example], int]:
    """What is to be weighed, and how many good texts are refused before anything is weighed."""
    found, lost = [], 0
    for each in labelled:
        if not english(each.task):
            continue
        text, drifted = clean(each.text), each.kind != GOOD
        if first_refusal(text, each.seed, each.task, (), weigh=False) is None:
            raised = frozenset(doubts(text, each.seed, each.task))
            found.append(Example(drifted, odds_of(text, each.seed), raised))
        elif not drifted:
            lost += 1
    return found, lost


def fit(found: Sequence[Example], lost: int) -> Weights:
    """Weigh the doubts, and set the limit.

    Args:
        found: texts to be weighed.
        lost: good texts that are refused whatever the weights.
    """
    names = [name_of(guard) for guard in DOUBTING]
    values = np.array([[each.odds, *(name in each.raised for name in names)] for each in found])
    drifted = np.array([each.drifted for each in found])
    expected = np.array([1.0, *(EXPECTED for _ in names)])
    weighed = regression(values, drifted, expected)
    reader, *rest = (round(float(weight), DIGITS) for weight in weighed)
    weights = Weights(reader, dict(zip(names, rest, strict=True)), 0.0)
    totals = [weights.total(each.odds, each.raised) for each in found if not each.drifted]
    good = sorted(totals, reverse=True)
    allowed = max(0, math.floor(LOST * (len(good) + lost)) - lost)
    limit = math.ceil(good[allowed] * 10**DIGITS) / 10**DIGITS
    return Weights(weights.reader, weights.doubts, limit)


def regression(values: Floats, drifted: npt.NDArray[np.bool_], expected: Floats) -> Floats:
    """Logistic regression whose weights are >= 0 and hold to what is expected of them.

    Args:
        values: shape [texts, measures].
        drifted: shape [texts].
        expected: of each weight, shape [measures].

    Returns:
        The weights, shape [measures].
    """
    sign = np.where(drifted, 1.0, -1.0)

    def loss(given: Floats) -> tuple[float, Floats]:
        weights, intercept = given[:-1], given[-1]
        margin = sign * (values @ weights + intercept)
        slope = -sign / (1.0 + np.exp(np.clip(margin, -500, 500)))
        away = weights - expected
        total = float(np.logaddexp(0.0, -margin).sum()) + FIRM * float(away @ away)
        return total, np.append(values.T @ slope + 2 * FIRM * away, slope.sum())

    start = np.append(expected, 0.0)
    bounds = [(0.0, None)] * len(expected) + [(None, None)]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x[:-1])
