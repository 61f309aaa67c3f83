"""Numeric answers are in one unit throughout."""

from collections.abc import Iterator

from audioflan.asserts.data import Problem, TaskData, collect
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = (
    "bring the corpora to one unit in their readers; 'unit' of the template's 'params' names it."
)
NONE = "(none)"


def problems(data: TaskData) -> Iterator[Problem]:
    """The words after the numbers are all the same."""
    if data.task.answer != "number":
        return
    unit = data.answer.str.extract(r" (\S+)$", 1).fill_null(NONE)
    units = collect(data.rows.select(unit.alias("unit").unique()))["unit"].sort()
    if len(units) > 1:
        yield Problem(f"answers are in {len(units)} units", "", tuple(units))
