"""How much of the paper the catalogue covers, and what the command says of it."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audioflan.catalog.accounts import coverage, missing_parts, task_coverage
from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.plan import Plan
from audioflan.cli import app


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load()


def plan_of(catalog):
    return Plan(catalog, catalog.config({"corpora": "all"}))


def test_the_catalogue_has_all_that_the_paper_has(catalog):
    found = coverage(plan_of(catalog))
    assert found.complete
    assert (found.tasks, found.majors) == ((80, 80), (23, 23))
    assert (found.corpora, found.pairs) == ((52, 52), (174, 174))
    assert missing_parts(plan_of(catalog)) == []
    assert sum(len(row.served) for row in task_coverage(plan_of(catalog))) == 174


def test_a_pair_that_no_side_names_is_missing(catalog):
    alone = replace(catalog.tasks["key_detection"], corpora=("aam",))
    plan = plan_of(replace(catalog, tasks={**catalog.tasks, "key_detection": alone}))
    assert coverage(plan).pairs == (173, 174)
    assert not coverage(plan).complete
    row = next(row for row in task_coverage(plan) if row.task == "key_detection")
    assert (row.served, row.missing) == (("aam",), ("freesound_loop_dataset",))
    assert missing_parts(plan) == [
        "pair key_detection/freesound_loop_dataset: name freesound_loop_dataset in "
        "templates/music/key_detection.yaml"
    ]


def test_a_task_without_a_template_takes_its_pairs_with_it(catalog):
    tasks = {name: task for name, task in catalog.tasks.items() if name != "speech_caption"}
    plan = plan_of(replace(catalog, tasks=tasks))
    found = coverage(plan)
    assert (found.tasks, found.majors, found.pairs) == ((79, 80), (22, 23), (173, 174))
    assert missing_parts(plan) == [
        "task speech_caption: write templates/speech/speech_caption.yaml"
    ]


def test_the_command_counts_and_lists_every_pair():
    ended = CliRunner().invoke(app, ["catalog", "--coverage"], env={"COLUMNS": "200"})
    lines = ended.output.splitlines()
    counts = ["tasks     80/80", "majors    23/23", "corpora   52/52", "pairs    174/174"]
    assert [line.strip() for line in lines[:4]] == counts
    row = next(line for line in lines if "key_detection" in line)
    assert "2/2" in row
    assert "aam, freesound_loop_dataset" in row
    assert ended.exit_code == 0


def test_the_command_fails_where_something_is_missing(tmp_path: Path):
    for name in ("config", "templates", "workflow"):
        shutil.copytree(HOME / name, tmp_path / name)
    (tmp_path / "templates/music/key_detection.yaml").unlink()
    ended = subprocess.run(
        [sys.executable, "-m", "audioflan.cli", "catalog", "--coverage"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "workflow"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "172/174" in ended.stdout
    assert "task key_detection: write templates/music/key_detection.yaml" in ended.stdout
