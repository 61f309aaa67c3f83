"""FSD50K: the most specific sounds, splits and licences, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import fsd50k as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("fsd50k")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_sounds_that_others_are_kinds_of_are_left_out_and_names_are_those_of_the_ontology(both):
    label = pl.element().struct.field("label")
    sounds = both[0].select("audio_id", pl.col("events").list.eval(label), "split", "licence")
    assert sounds.rows() == [
        ("67_FSD50K_990001", ["Bark"], "train", "CC-BY-3.0"),
        ("67_FSD50K_990002", ["Dog", "Male speech, man speaking"], "dev", "CC0-1.0"),
        ("67_FSD50K_990005", ["Crash cymbal", "Speech"], "test", "CC-BY-NC-3.0"),
        ("67_FSD50K_990006", ["Speech"], "test", "LicenseRef-CC-Sampling-Plus-1.0"),
    ]


def test_sounds_have_no_times_and_the_labels_are_kept_as_written(both):
    assert both[0]["events"][0].to_list() == [{"label": "Bark", "start": None, "end": None}]
    assert json.loads(both[0]["extra"][0]) == {
        "title": "990001.wav",
        "uploader": "x",
        "labels": "Bark,Dog,Domestic_animals_and_pets,Animal",
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"clips/dev/{small.BROKEN}.wav": "unreadable header: Format not recognised",
        f"clips/dev/{small.UNLISTED}.wav": "in no table of labels",
        "FSD50K.ground_truth/dev.csv:5": "label without audio",
    }


def test_the_folders_of_the_joined_archives_are_known(copy):
    for part in ("dev", "eval"):
        (copy / f"clips/{part}").rename(copy / f"FSD50K.{part}_audio")
    assert index_corpus(CORPUS, copy)[0]["path"][0] == "FSD50K.dev_audio/990001.wav"


def test_tables_may_lie_as_in_the_copy_of_single_files(copy):
    (copy / small.GROUND_TRUTH).rename(copy / "labels")
    (copy / small.METADATA).rename(copy / "metadata")
    assert index_corpus(CORPUS, copy)[0].height == 4


NEEDED = ["dev.csv", "eval.csv", "eval_clips_info_FSD50K.json", "ontology.json"]


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_table_is_named_with_its_remedy(copy, name):
    next(copy.rglob(name)).unlink()
    with pytest.raises(AudioFlanError, match=rf"no '{name}'.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_a_table_cut_off_costs_its_last_row_only(copy):
    with (copy / "FSD50K.ground_truth/dev.csv").open("a", encoding="utf-8") as table:
        table.write('990007,"Bark,Dog"')
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 4
    assert dict(rejects.rows())["FSD50K.ground_truth/dev.csv:6"] == "2 fields, not 4"


def test_a_table_in_another_encoding_is_named(copy):
    table = copy / "FSD50K.ground_truth/eval.csv"
    table.write_bytes(table.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(AudioFlanError, match=r"eval\.csv: .*unreadable text"):
        index_corpus(CORPUS, copy)


def test_an_ontology_of_another_shape_is_named(copy):
    (copy / "ontology.json").write_text('[{"id": "/m/1"}]', encoding="utf-8")
    with pytest.raises(AudioFlanError, match=r"ontology\.json: .*not the ontology"):
        index_corpus(CORPUS, copy)


def test_clips_info_of_another_shape_is_named(copy):
    path = copy / "FSD50K.metadata/dev_clips_info_FSD50K.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(AudioFlanError, match=r"dev_clips_info_FSD50K\.json: .*not an object"):
        index_corpus(CORPUS, copy)


def test_labels_without_any_recording_are_all_rejected(copy):
    shutil.rmtree(copy / "clips")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
