"""The guard that has counted words, fitted to labelled texts (``guards/odds.json``).

Examples are the tuning half and, as faithful ones, the recorded pools. So that the weights hold
for tasks that nobody labelled, each fold of tasks is measured with what was counted in the others.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.evaluation import GOOD, TUNING, load_half
from audioflan.paraphrase.guards._odds import (
    STRONGEST,
    SURELY,
    Odds,
    changes,
    measures,
    own_stems,
    stems,
)

Floats = npt.NDArray[np.float64]
FOLDS = 10
SHRINK = 1.0
"""Strength of the ridge that keeps the weights of scaled measures small."""
LOST = 0.025
"""Share of the faithful texts of the tuning half that the guard may refuse."""
DIGITS = 3


@dataclass(frozen=True)
class Example:
    """A text with its seed: faithful or drifted, written for the tuning half or recorded."""

    task: Task
    seed: Seed
    text: str
    drifted: bool
    recorded: bool = False


def examples(home: Path, tasks: Mapping[str, Task]) -> list[Example]:
    """Everything the guard may learn from.

    Raises:
        AudioFlanError: a labelled file breaks the schema.
    """
    found = [
        Example(each.task, each.seed, clean(each.text), each.kind != GOOD)
        for each in load_half(home, tasks, TUNING)
    ]
    for path in sorted((home / "templates" / "recorded").glob("*/*.jsonl")):
        task = tasks[path.stem]
        seeds = {seed.id: seed for seed in task.seeds}
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if entry["parent"] in seeds:
                seed = seeds[entry["parent"]]
                found.append(Example(task, seed, entry["text"], False, recorded=True))
    return found


def fit(found: Sequence[Example]) -> Odds:
    """Count, weigh and set the limit."""
    folds = {name: at % FOLDS for at, name in enumerate(sorted({e.task.id for e in found}))}
    rows: list[tuple[Example, dict[str, float]]] = []
    for fold in range(FOLDS):
        counted = count([each for each in found if folds[each.task.id] != fold])
        own = [each for each in found if folds[each.task.id] == fold]
        rows += [(each, measures(each.text, each.seed, each.task, counted)) for each in own]
    names = sorted(rows[0][1])
    values = np.array([[measured[name] for name in names] for _, measured in rows])
    drifted = np.array([each.drifted for each, _ in rows])
    weights, intercept = regression(values, drifted)
    counted = replace(
        count(found),
        weights=dict(zip(names, _rounded(weights), strict=True)),
        intercept=_rounded([intercept])[0],
    )
    faithful = [
        counted.score(measured) for each, measured in rows if not (each.drifted or each.recorded)
    ]
    # No recorded text is refused, as the model that has seen them all scores them.
    recorded = [
        counted.score(measures(each.text, each.seed, each.task, counted))
        for each in found
        if each.recorded
    ]
    limit = max([float(np.quantile(faithful, 1.0 - LOST)), *recorded])
    return replace(counted, limit=math.ceil(limit * 10**DIGITS) / 10**DIGITS)


def count(found: Iterable[Example]) -> Odds:
    """Word counts of labelled texts; the weights are still to be fitted."""
    new, gone = (Counter[str](), Counter[str]()), (Counter[str](), Counter[str]())
    had, kept, known, texts = Counter[str](), Counter[str](), set[str](), [0, 0]
    for each in found:
        texts[each.drifted] += 1
        come, left = changes(each.text, each.seed)
        new[each.drifted].update(come)
        gone[each.drifted].update(left)
        if not each.drifted:
            old = set(stems(each.seed.text))
            had.update(old)
            kept.update(old - left)
            known |= own_stems(each.task) | set(stems(each.text))
    shares = {each: min(SURELY, (kept[each] + 1) / (had[each] + 2)) for each in sorted(had)}
    return Odds(
        new=_log_odds(new, texts),
        gone=_log_odds(gone, texts),
        kept=dict(zip(shares, _rounded(shares.values()), strict=True)),
        known=frozenset(known),
        weights={},
        intercept=0.0,
        limit=0.0,
    )


def _log_odds(counts: Sequence[Counter[str]], texts: Sequence[int]) -> dict[str, float]:
    faithful, drifted = counts

    def log_odds(word: str) -> float:
        shares = ((drifted[word] + 0.5) / (texts[1] + 1), (faithful[word] + 0.5) / (texts[0] + 1))
        return min(STRONGEST, max(-STRONGEST, math.log(shares[0] / shares[1])))

    words = sorted(faithful.keys() | drifted.keys())
    return dict(zip(words, _rounded(map(log_odds, words)), strict=True))


def regression(values: Floats, drifted: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    """Ridge logistic regression in which both kinds weigh the same.

    Args:
        values: measures, shape [texts, measures].
        drifted: shape [texts].

    Returns:
        Weights of the measures as they are, and the intercept.
    """
    mean, scale = values.mean(axis=0), values.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    scaled, sign = (values - mean) / scale, np.where(drifted, 1.0, -1.0)
    share = np.where(drifted, 0.5 / drifted.mean(), 0.5 / (1 - drifted.mean()))

    def loss(given: Floats) -> tuple[float, Floats]:
        weights, intercept = given[:-1], given[-1]
        margin = sign * (scaled @ weights + intercept)
        slope = -share * sign / (1.0 + np.exp(np.clip(margin, -500, 500)))
        total = float(share @ np.logaddexp(0.0, -margin)) + SHRINK * float(weights @ weights)
        return total, np.append(scaled.T @ slope + 2 * SHRINK * weights, slope.sum())

    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), DIGITS) for value in values]
