"""The same open question may be asked several times, but not often."""

from collections.abc import Iterator

from audioflan.asserts.data import CLOSED, Problem, TaskData
from audioflan.asserts.names import WARN

SEVERITY = WARN
REMEDY = "fine where the answers differ (one text read by many voices); else limit the readings."
MOST = 0.5


def problems(data: TaskData) -> Iterator[Problem]:
    """At most half of the instances of an open task repeat input and slots of another."""
    if data.task.answer in (*CLOSED, "number"):
        return
    repeated, examples = data.repeats(data.asked)
    if repeated > MOST * data.total:
        yield Problem(f"{repeated} of {data.total} inputs are repeated", "", examples)
