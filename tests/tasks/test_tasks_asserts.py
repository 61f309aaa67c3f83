"""Asserts on task data."""

import polars as pl
import pytest
from taskbench import Bench, fields, make_task

from audioflan.catalog.models import Task
from audioflan.tasks.asserts import check_instances

CLOSED = make_task("attribute", answer="label", options=("cat", "dog"))


def instances(answers: list[str], inputs: list[str] | None = None) -> pl.DataFrame:
    names = inputs or [f"c{index}" for index in range(len(answers))]
    return pl.DataFrame({"part.source": names, "part.target": answers})


@pytest.mark.parametrize(
    ("task", "answers", "problems"),
    [
        (CLOSED, ["cat", "dog"] * 10, []),
        (CLOSED, [], ["there are no instances"]),
        (
            CLOSED,
            ["cat"] * 5,
            [
                "every output is 'cat'",
                "only 1 label; a closed answer needs at least two",
                "the option 'dog' never is the answer",
            ],
        ),
        (CLOSED, ["cat"] * 9 + ["dog"], ["label entropy is 0.47 of the maximum, below 0.8"]),
        (CLOSED, ["cat", "dog", "cow"], ["the label 'cow' is not among the options"]),
        (make_task("transcript"), ["one", "two"], []),
        (make_task("measure", answer="number"), ["1.5 dB", "-2 dB"], []),
        (
            make_task("measure", answer="number"),
            ["1.5 dB", "2 Hz", "loud"],
            ["1 answers are no number, e.g. 'loud'", "answers are in several units: Hz, dB"],
        ),
        (
            make_task("pair", answer="boolean", options=("yes", "no")),
            ["yes"] * 53 + ["no"] * 47,
            ["'yes' is the answer in 0.53 of the instances, not in 0.50"],
        ),
        (
            make_task("pair", answer="boolean", options=("yes", "no")),
            ["yes"] * 52 + ["no"] * 48,
            [],
        ),
    ],
)
def test_problems_are_told(task: Task, answers: list[str], problems: list[str]) -> None:
    assert check_instances(task, instances(answers)) == problems


def test_a_rare_class_among_many_is_no_problem() -> None:
    task = make_task("attribute", answer="label")
    answers = [f"label {index}" for index in range(20)] + ["label 0"] * 500
    assert check_instances(task, instances(answers)) == []


def test_repeated_inputs_are_told_and_a_slot_makes_inputs_differ() -> None:
    task = make_task("transcript", slots={"language": "language"})
    frame = instances(["one", "un", "two"], ["a", "a", "a"])
    twice = frame.with_columns(pl.Series("slot.language", ["en", "fr", "en"]))
    assert check_instances(task, twice) == ["1 of 3 inputs are repeated"]


def test_what_the_builders_make_passes(bench: Bench) -> None:
    task = make_task(
        "pair",
        params={"match": "speaker", "answers": {"same": "yes", "different": "no"}},
        input=fields(source_1="audio", source_2="audio"),
        answer="boolean",
        options=("yes", "no"),
    )
    rows = [{"audio_id": f"c{i:03}", "speaker": f"s{i % 7}"} for i in range(140)]
    made, _ = bench.run(task, rows)
    assert check_instances(task, made) == []
