"""What an edit, a deletion or nothing at all makes Snakemake do again."""

import shutil

import pytest

pytestmark = pytest.mark.slow

GLUE = {"shard_manifest": 1, "write_report": 1, "all": 1}
UNIT = {"render": 1, "validate": 1, "compress": 1}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_run_has_nothing_to_do(built):
    assert "Nothing to be done" in built.run().output


def test_an_edited_seed_reruns_that_tasks_pool_and_records_alone(workflow):
    template = workflow.folder / "templates/speech/automatic_speech_recognition.yaml"
    edit(template, "the speech", "all the speech")
    assert workflow.planned() == {"build_pool": 1, "evaluate_guards": 1, **UNIT, **GLUE}


def test_a_comment_in_a_template_reruns_nothing(workflow):
    template = workflow.folder / "templates/speech/automatic_speech_recognition.yaml"
    template.write_text(template.read_text() + "# a remark\n")
    assert "Nothing to be done" in workflow.run(options=("-n",)).output


def test_an_edited_reader_rebuilds_that_corpus_alone(workflow):
    reader = workflow.folder / "workflow/audioflan/corpora/piano_velocity.py"
    reader.write_text(reader.read_text() + "\n# edited\n")
    corpus = {"index_corpus": 1, "prepare_clips": 1, "instantiate": 1, "assert_task": 1}
    assert workflow.planned() == {**corpus, **UNIT, **GLUE}


def test_an_edited_renderer_reruns_records_but_no_audio(workflow):
    module = workflow.folder / "workflow/audioflan/records/render.py"
    module.write_text(module.read_text() + "\n# edited\n")
    planned = workflow.planned()
    assert set(planned) == {"render", "validate", "compress", *GLUE}


def test_a_deleted_shard_is_rebuilt_alone_with_the_same_bytes(built):
    shard = built.folder / "shards/music/pitch_classification/piano_velocity.train.0.jsonl.zst"
    before = shard.read_bytes()
    shard.unlink()
    assert built.planned() == {**UNIT, **GLUE}
    built.run()
    assert shard.read_bytes() == before


@pytest.mark.parametrize("target", ["shards/music/", "shards/music/pitch_classification/"])
def test_a_deleted_domain_is_rebuilt_alone(built, target):
    before = built.manifest()
    shutil.rmtree(built.folder / "shards/music")
    assert built.planned(target) == {**UNIT, target: 1}
    built.run(target)
    built.run()
    assert built.manifest() == before


def test_a_corpus_is_a_target(built):
    assert "Nothing to be done" in built.run("corpora/piano_velocity/").output


@pytest.mark.parametrize("target", ["download", "manifests", "pools", "report"])
def test_stages_are_targets(built, target):
    assert "Nothing to be done" in built.run(target).output
