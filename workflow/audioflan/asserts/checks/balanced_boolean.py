"""Yes and no are equally likely."""

from collections.abc import Iterator

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import WARN

SEVERITY = WARN
REMEDY = "set 'balance: true' where the builder has it, or lower limits.tasks of the task."
TOLERANCE = 0.02
ENOUGH = 100


def problems(data: TaskData) -> Iterator[Problem]:
    """From 100 instances on, each of two options is the answer of 48 to 52 in a hundred."""
    if data.task.answer != "boolean" or data.total < ENOUGH:
        return
    for answer, count in data.labels.head(1).iter_rows():
        share = count / data.total
        if abs(share - 0.5) > TOLERANCE + 1e-9:
            yield Problem(f"'{answer}' is the answer in {share:.2f} of the instances, not in 0.50")
