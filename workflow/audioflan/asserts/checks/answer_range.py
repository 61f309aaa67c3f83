"""A number that a recipe drew lies within the range it was drawn from."""

from collections.abc import Iterator

import polars as pl

from audioflan.asserts.data import Problem, TaskData
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = "make the recipe refuse clips for which it cannot keep the value it drew."
ROUNDING = 0.1


def problems(data: TaskData) -> Iterator[Problem]:
    """Numeric answers lie in the recipe's parameter that the builder's ``value`` names."""
    task = data.task
    drawn = task.recipe.params.get(str(task.params.get("value"))) if task.recipe else None
    if task.answer != "number" or not isinstance(drawn, list | tuple) or len(drawn) != 2:
        return
    low, high = min(drawn) - ROUNDING, max(drawn) + ROUNDING
    value = data.answer.str.extract(r"^(-?[\d.]+)", 1).cast(pl.Float64, strict=False)
    for among in data.among(~value.is_between(low, high), data.answer):
        what = f"{among.count} answers lie outside {min(drawn):g} to {max(drawn):g}"
        yield Problem(what, among.corpus, among.examples)
