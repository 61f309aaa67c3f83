"""The golden files themselves: one a task, two records each, as the validator wants them."""

import orjson
import pytest
from tests.golden.goldens import FOLDER, golden_lines, golden_path
from tests.golden.test_golden_pairs import CATALOG

from audioflan.catalog.models import Task
from audioflan.records import Expectation, validate

every_task = pytest.mark.parametrize("task", CATALOG.tasks.values(), ids=lambda task: task.id)


def test_there_is_a_file_for_every_task_and_no_other() -> None:
    assert {*FOLDER.glob("*/*.jsonl")} == {golden_path(task) for task in CATALOG.tasks.values()}


@every_task
def test_a_file_shows_two_records_of_the_task(task: Task) -> None:
    lines = golden_lines(task)
    expectation = Expectation(task=task.id, major=task.major, minor=task.minor, domain=task.domain)
    check = validate(lines, expectation)
    assert (check.seen, check.accepted) == (2, 2), check.offending
    shown = {orjson.loads(line)["other"]["corpus"] for line in lines}
    assert shown <= {corpus.id for found, corpus in CATALOG.pairs() if found.id == task.id}
    assert len({orjson.loads(line)["uuid"] for line in lines}) == 2
