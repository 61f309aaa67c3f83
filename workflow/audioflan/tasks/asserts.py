"""Asserts on task data: what a set of instances must hold before its task ships.

Each check looks at one property and says what it found wrong; none of them stops a build,
the report shows them as warnings. After Natural-Instructions (Wang et al. 2022).
"""

import math
from collections.abc import Callable, Iterator

import polars as pl

from audioflan.catalog.models import Task
from audioflan.tasks.rows import CLOSED_ANSWERS

ENTROPY_FLOOR = 0.8
ENTROPY_CLASSES = 15
BALANCE = 0.02
BALANCE_FROM = 100
NUMBER = r"^-?\d+(\.\d+)?( \S+)?$"

Check = Callable[[Task, pl.DataFrame], Iterator[str]]


def check_instances(task: Task, instances: pl.DataFrame) -> list[str]:
    """Problems of the instances of one task, in plain sentences; none when all is well.

    Args:
        task: the task.
        instances: its instances, of one part or of many put together.
    """
    if instances.is_empty():
        return ["there are no instances"]
    return [problem for check in CHECKS for problem in check(task, instances)]


def repeated_inputs(task: Task, instances: pl.DataFrame) -> Iterator[str]:
    """The same input and slots may be asked once only."""
    asked = [f"part.{entry.role}" for entry in task.input] + [f"slot.{name}" for name in task.slots]
    repeats = len(instances) - instances.select(asked).n_unique()
    if repeats:
        yield f"{repeats} of {len(instances)} inputs are repeated"


def constant_output(task: Task, instances: pl.DataFrame) -> Iterator[str]:
    """A constant answer teaches nothing."""
    answers = _answers(task, instances)
    if len(answers) > 1 and answers.n_unique() == 1:
        yield f"every output is '{answers[0]}'"


def label_entropy(task: Task, instances: pl.DataFrame) -> Iterator[str]:
    """Few classes should be met about equally often."""
    if task.answer not in CLOSED_ANSWERS:
        return
    counts = _answers(task, instances).value_counts()["count"]
    if not 2 <= len(counts) < ENTROPY_CLASSES:
        return
    share = (counts.entropy(normalize=True) or 0.0) / math.log(len(counts))
    if share < ENTROPY_FLOOR:
        yield f"label entropy is {share:.2f} of the maximum, below {ENTROPY_FLOOR}"


def enough_labels(task: Task, instances: pl.DataFrame) -> Iterator[str]:
    """A closed question needs at least two answers to choose from."""
    labels = _answers(task, instances).n_unique()
    if task.answer in CLOSED_ANSWERS and labels < 2:
        yield f"only {labels} label; a closed answer needs at least two"


def listed_options(task: Task, instances: pl.DataFrame) -> Iterator[str]:
    """The options offered are the labels that occur."""
    if not task.options or task.answer not in CLOSED_ANSWERS:
        return
    labels = set(_answers(task, instances))
    for name in sorted(labels - set(task.options)):
        yield f"the label '{name}' is not among the options"
    for name in sorted(set(task.options) - labels):
        yield f"the option '{name}' never is the answer"


def balanced_boolean(task: Task, instances: pl.DataFrame) -> Iterator[str]:
    """Yes and no are equally likely."""
    if task.answer != "boolean" or len(instances) < BALANCE_FROM:
        return
    answers = _answers(task, instances)
    for name in task.options[:1]:
        share = (answers == name).mean()
        if isinstance(share, float) and abs(share - 0.5) > BALANCE + 1e-9:
            yield f"'{name}' is the answer in {share:.2f} of the instances, not in 0.50"


def written_number(task: Task, instances: pl.DataFrame) -> Iterator[str]:
    """A numeric answer is one number, with or without a unit, the same unit throughout."""
    if task.answer != "number":
        return
    answers = _answers(task, instances)
    odd = answers.filter(~answers.str.contains(NUMBER))
    if len(odd):
        yield f"{len(odd)} answers are no number, e.g. '{odd[0]}'"
    units = answers.str.extract(r" (\S+)$", 1).unique().drop_nulls().sort()
    if len(units) > 1:
        yield f"answers are in several units: {', '.join(units)}"


def _answers(task: Task, instances: pl.DataFrame) -> pl.Series:
    return instances[f"part.{task.output[0].role}"]


CHECKS: tuple[Check, ...] = (
    repeated_inputs,
    constant_output,
    enough_labels,
    label_entropy,
    listed_options,
    balanced_boolean,
    written_number,
)
