"""No instance stands twice."""

from collections.abc import Iterator

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = "make the builder give each input once, or give the corpus each clip once."


def problems(data: TaskData) -> Iterator[Problem]:
    """Input, slots and output together differ from instance to instance."""
    repeated, examples = data.repeats(data.asked + data.answered)
    if repeated:
        yield Problem(f"{repeated} of {data.total} instances repeat another", "", examples)
