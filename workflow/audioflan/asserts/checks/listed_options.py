"""Closed answers are among the options that the template or the instruction lists."""

from collections.abc import Iterator

import polars as pl

from audioflan.asserts.data import CLOSED, Problem, TaskData
from audioflan.asserts.names import FAIL
from audioflan.tasks.formats import SEPARATOR

SEVERITY = FAIL
REMEDY = "add the label to 'options' or 'choices' of the template, or mend the corpus's reader."


def problems(data: TaskData) -> Iterator[Problem]:
    """No label lies outside ``options``, nor outside the slot ``choices`` where there is one."""
    if data.task.answer not in CLOSED:
        return
    if data.task.options:
        listed = data.answer.is_in(list(data.task.options))
        for among in data.among(~listed, data.answer):
            what = f"{among.count} labels are not among the options"
            yield Problem(what, among.corpus, among.examples)
    if "choices" in data.task.slots:
        offered = pl.col("slot.choices").str.split(SEPARATOR)
        for among in data.among(~offered.list.contains(data.answer), data.answer):
            what = f"{among.count} labels are not among the choices offered"
            yield Problem(what, among.corpus, among.examples)
