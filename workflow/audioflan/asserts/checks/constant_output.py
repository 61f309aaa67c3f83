"""A constant answer teaches nothing."""

from collections.abc import Iterator

import polars as pl

from audioflan.asserts.data import Problem, TaskData, collect
from audioflan.asserts.names import FAIL

SEVERITY = FAIL
REMEDY = "build a corpus that gives other answers too, or leave the task out."
ENOUGH = 10


def problems(data: TaskData) -> Iterator[Problem]:
    """Ten instances or more have at least two different answers."""
    if data.total < ENOUGH:
        return
    first = data.answer.first()
    row = collect(
        data.rows.select(
            first.alias("answer"), (data.answer == first).all().alias("constant"), pl.len()
        )
    ).row(0, named=True)
    if row["constant"]:
        yield Problem(f"the output of all {row['len']} instances is '{row['answer']}'")
