"""A text whose words go with drift more often than with faithful rewording.

The other guards know rules; this one has counted. From thousands of labelled texts it knows which
words come and go in faithful rewordings ("kindly", "clip" for "recording") and which seldom do
("loudly", "only" gone), and weighs them by a logistic regression (``audioflan guards --fit``).
"""

from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.guards._odds import Odds, changes, fitted, measures


def check(candidate: str, seed: Seed, task: Task, accepted: Sequence[str]) -> str | None:
    """Refuse a text that is more likely a drift than the fitted limit allows."""
    del accepted
    odds = fitted()
    if odds.score(measures(candidate, seed, task, odds)) <= odds.limit:
        return None
    return f"seldom a faithful rewording: {_suspect(candidate, seed, odds)}"


def _suspect(candidate: str, seed: Seed, odds: Odds) -> str:
    """The change that speaks loudest against the text."""
    come, gone = changes(candidate, seed)
    told = [(odds.new.get(each, 0.0), f"'{each}' is new") for each in come]
    told += [(odds.gone.get(each, 0.0), f"'{each}' is gone") for each in gone]
    return max(told, default=(0.0, "the order of its words"))[1]
