"""What becomes of a task whose data breaks an assert."""

import json
from pathlib import Path

import polars as pl
import pytest
from tests.tasks.taskbench import CORPUS, make_task

from audioflan.asserts.data import read_task_data
from audioflan.asserts.stage import assert_task, write_verdict
from audioflan.errors import AudioFlanError

TASK = make_task("attribute", answer="label", options=("cat", "dog"))


def judged(tmp_path: Path, answers: list[list[str]], severities: dict[str, str] | None = None):
    """The verdict on one file of instances a list of answers."""
    paths = []
    for part, some in enumerate(answers):
        keys = [f"{part}-{index}" for index in range(len(some))]
        frame = pl.DataFrame(
            {"key": keys, "part.source": [f"90_Tiny_{key}" for key in keys], "part.target": some},
            schema=dict.fromkeys(("key", "part.source", "part.target"), pl.String),
        )
        paths.append(tmp_path / f"{part}.parquet")
        frame.write_parquet(paths[-1])
    return assert_task(read_task_data(TASK, [CORPUS], {"tiny": paths}), severities or {})


def test_all_parts_are_judged_together(tmp_path):
    verdict = judged(tmp_path, [["cat"] * 10, [], ["dog"] * 10])
    assert verdict["instances"] == {"tiny": 20}
    assert {its["verdict"] for its in verdict["asserts"].values()} == {"passed"}


def test_a_warning_is_written(tmp_path):
    verdict = judged(tmp_path, [["cat"] * 9, ["dog"]])
    write_verdict(verdict, TASK.path, tmp_path / "asserts.json")
    written = json.loads((tmp_path / "asserts.json").read_text())["asserts"]["label_entropy"]
    assert written["verdict"] == "warn"
    assert written["problems"][0]["examples"] == ["dog: 1", "cat: 9"]


def test_what_fails_is_not_written_and_named_with_examples_and_remedy(tmp_path):
    verdict = judged(tmp_path, [["cat", "cow", "dog"]])
    with pytest.raises(AudioFlanError) as told:
        write_verdict(verdict, TASK.path, tmp_path / "asserts.json")
    assert not (tmp_path / "asserts.json").exists()
    assert str(told.value) == (
        "templates/speech/attribute_task.yaml: the data of task 'attribute_task' cannot be used, "
        "so its shards are not written. listed_options (tiny): 1 labels are not among the options, "
        "e.g. cow. Remedy: add the label to 'options' or 'choices' of the template, or mend the "
        "corpus's reader. To build all the same, set asserts: {listed_options: warn} in the config."
    )


def test_a_config_makes_a_failure_a_warning_and_a_warning_a_failure(tmp_path):
    verdict = judged(tmp_path, [["cat"] * 10], {"constant_output": "warn"})
    write_verdict(verdict, TASK.path, tmp_path / "asserts.json")
    verdict = judged(tmp_path, [["cat"] * 9, ["dog"]], {"label_entropy": "fail"})
    with pytest.raises(AudioFlanError, match=r"label_entropy: label entropy is 0\.47"):
        write_verdict(verdict, TASK.path, tmp_path / "other.json")
