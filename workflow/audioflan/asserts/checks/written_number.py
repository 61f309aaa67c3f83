"""A numeric answer is one number, with or without a unit."""

from collections.abc import Iterator

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = "choose a numeric format in 'params' of the template, or mend the corpus's reader."
NUMBER = r"^-?\d+(\.\d+)?( \S+)?$"


def problems(data: TaskData) -> Iterator[Problem]:
    """The answers of a numeric task read as numbers."""
    if data.task.answer != "number":
        return
    for among in data.among(~data.answer.str.contains(NUMBER), data.answer):
        yield Problem(f"{among.count} answers are no number", among.corpus, among.examples)
