"""The same closed question is not answered in two ways."""

from collections.abc import Iterator

from audioflan.asserts.data import CLOSED, Problem, TaskData
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = (
    "make the answer follow from the input and the slots, or add the slot that tells them apart."
)


def problems(data: TaskData) -> Iterator[Problem]:
    """Where an answer is a label, a boolean or a number, the same input is asked once."""
    if data.task.answer not in (*CLOSED, "number"):
        return
    asked, examples = data.repeats(data.asked)
    copies, _ = data.repeats(data.asked + data.answered)
    if asked > copies:
        what = f"{asked - copies} of {data.total} questions have another answer elsewhere"
        yield Problem(what, "", examples)
