"""Few classes are met about equally often (after Natural-Instructions, Wang et al. 2022)."""

import math
from collections.abc import Iterator

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import WARN

SEVERITY = WARN
REMEDY = "lower limits.tasks of the task, or add a corpus with the rare labels."
FLOOR = 0.8
CLASSES = 15


def problems(data: TaskData) -> Iterator[Problem]:
    """The entropy of 2 to 14 labels is at least 0.8 of what equal shares would have."""
    counts = data.labels["count"]
    if not 2 <= len(counts) < CLASSES:
        return
    share = (counts.entropy(normalize=True) or 0.0) / math.log(len(counts))
    if share < FLOOR:
        rarest = data.labels.sort("count", "answer").head(3)
        shown = tuple(f"{answer}: {count}" for answer, count in rarest.iter_rows())
        yield Problem(f"label entropy is {share:.2f} of the maximum, below {FLOOR}", "", shown)
