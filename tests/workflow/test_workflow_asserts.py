"""What breaks an assert does not ship, and stops nothing else."""

import json

import pytest
from workbench import CONFIG, Workflow

pytestmark = [pytest.mark.slow, pytest.mark.long]

CORPORA = {"animal_sounds": {}, "piano_velocity": {}, "sonic_pi_samples": {}}
BROKEN = "instrument_classification"
SOUND = "sound_event_recognition"


def workflow_of(folder, **changes):
    # Thirty notes of one piano: every instrument is the same.
    config = {**CONFIG, "corpora": CORPORA, "tasks": [BROKEN, SOUND], **changes}
    return Workflow(folder, config)


def shards(workflow, task):
    return sorted(path.name for path in workflow.folder.glob(f"shards/*/{task}/*.zst"))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A finished build of a task that two corpora serve."""
    workflow = workflow_of(tmp_path_factory.mktemp("asserts") / "home")
    workflow.run()
    return workflow


def test_a_task_with_constant_answers_ships_nothing_and_the_others_ship(tmp_path):
    corpora = {"animal_sounds": {}, "piano_velocity": {}}
    done = (workflow := workflow_of(tmp_path / "home", corpora=corpora)).run(check=False)
    assert done.returncode != 0
    assert "constant_output: the output of all 30 instances is 'Piano'." in done.output
    assert "set asserts: {constant_output: warn} in the config" in done.output
    assert shards(workflow, BROKEN) == []
    assert len(shards(workflow, SOUND)) == 3


def test_a_config_ships_it_all_the_same_and_the_report_says_so(tmp_path):
    corpora = {"animal_sounds": {}, "piano_velocity": {}}
    workflow = workflow_of(tmp_path / "home", corpora=corpora, asserts={"constant_output": "warn"})
    workflow.run()
    assert len(shards(workflow, BROKEN)) == 3
    written = workflow.folder / f"build/checks/music/{BROKEN}/asserts.json"
    assert json.loads(written.read_text())["asserts"]["constant_output"]["verdict"] == "warn"
    told = (workflow.folder / "build/report/asserts.tsv").read_text(encoding="utf-8")
    assert "the output of all 30 instances is 'Piano'" in told


def test_a_corpus_that_changes_does_not_rewrite_the_shards_of_another(served):
    reader = served.folder / "workflow/audioflan/corpora/piano_velocity.py"
    kept = reader.read_text()
    reader.write_text(kept + "\n# edited\n")
    planned = served.planned()
    reader.write_text(kept)
    corpus = {"index_corpus": 1, "prepare_clips": 1, "instantiate": 1, "assert_task": 1}
    unit = {"render": 1, "validate": 1, "compress": 1}
    assert planned == {**corpus, **unit, "shard_manifest": 1, "write_report": 1, "all": 1}


def test_a_lost_shard_is_not_packed_before_its_lost_verdict_is_given_again(served):
    (served.folder / f"build/checks/music/{BROKEN}/asserts.json").unlink()
    shard = served.folder / f"shards/music/{BROKEN}/piano_velocity.train.0.jsonl.zst"
    before = shard.read_bytes()
    shard.unlink()
    target = f"shards/music/{BROKEN}/"
    # Without the verdict on file, the shards of both corpora are in doubt.
    unit = {"render": 2, "validate": 2, "compress": 2}
    assert served.planned(target) == {"assert_task": 1, **unit, target: 1}
    served.run(target)
    assert shard.read_bytes() == before
    served.run()
