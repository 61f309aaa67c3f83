"""Bad input stops early and is named, or is refused and counted; it never vanishes."""

import shutil
from pathlib import Path

import polars as pl
import pytest
import yaml
from workbench import CONFIG, Workflow

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    return Workflow(tmp_path_factory.mktemp("fresh") / "home")


def write_config(workflow: Workflow, **changes) -> None:
    text = yaml.safe_dump({**CONFIG, **changes})
    (workflow.folder / "my config.yaml").write_text(text, encoding="utf-8")


def test_a_dry_run_shows_the_whole_plan_and_makes_nothing(fresh):
    write_config(fresh)
    planned = fresh.planned()
    assert planned["fetch_corpus"] == planned["index_corpus"] == planned["prepare_clips"] == 3
    assert planned["compress"] == 5
    assert planned["prepare_recipe"] == 1
    assert not (fresh.folder / "build").exists()
    assert not (fresh.folder / "shards").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("templates/music/pitch_classification.yaml", "seeds:", "sedes:", "did you mean 'seeds'?"),
        ("config/corpora/animal_sounds.yaml", "domain: audio", "domain: adio", "'audio'?"),
        ("my config.yaml", "denoising", "denoisin", "did you mean 'denoising'?"),
    ],
)
def test_a_wrong_declaration_stops_before_any_job(fresh, file, old, new, message):
    path = fresh.folder / file
    kept = path.read_text()
    path.write_text(kept.replace(old, new, 1))
    try:
        done = fresh.run(check=False)
    finally:
        path.write_text(kept)
    assert done.returncode != 0
    assert message in done.output
    assert Path(file).name in done.output
    assert not (fresh.folder / "shards").exists()


def test_a_missing_model_is_named_with_its_remedy(fresh):
    model = "/nowhere/llama.gguf"
    write_config(fresh, paraphrase={"source": "both", "model": model, "on_failure": "stop"})
    done = fresh.run("pools", check=False)
    write_config(fresh)
    assert done.returncode != 0
    assert "/nowhere/llama.gguf: no such model file. Remedy:" in done.output


def test_one_broken_recording_is_a_reject_and_a_broken_corpus_stops_only_itself(tmp_path, built):
    copy = tmp_path / "my piano"
    shutil.copytree((built.folder / "build/corpora/piano_velocity").resolve(), copy)
    first, second = sorted(copy.rglob("*.ogg"))[:2]
    first.write_bytes(b"not sound")
    second.write_bytes(second.read_bytes()[:3000])
    hollow = tmp_path / "hollow"
    hollow.mkdir()
    corpora = {"piano_velocity": {"root": str(copy)}, "animal_sounds": {"root": str(hollow)}}
    tasks = ["pitch_classification", "sound_event_recognition"]
    workflow = Workflow(tmp_path / "home", {**CONFIG, "corpora": corpora, "tasks": tasks})
    done = workflow.run(check=False)
    assert done.returncode != 0
    assert "animal_sounds" in done.output
    rejects = pl.read_parquet(workflow.folder / "build/manifests/piano_velocity.rejects.parquet")
    assert any(first.name in item for item in rejects["item"])
    assert list((workflow.folder / "shards/music/pitch_classification").glob("*.zst"))
    assert first.read_bytes() == b"not sound"
