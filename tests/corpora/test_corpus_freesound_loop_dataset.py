"""Freesound Loop Dataset: what annotators agree on, captions, licences, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.freesound_loop_dataset import WAV

from audioflan.corpora import index_corpus
from audioflan.corpora.loop_annotations import agreed, opinion
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("freesound_loop_dataset")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_the_name_of_a_loop_is_its_id_whatever_the_upload_was(both):
    assert both[0].select("audio_id", "path", "group", "licence").rows() == [
        ("23_FSLD_1001_77", f"{WAV}/1001_77.wav.wav", "anna", "CC-BY-3.0"),
        ("23_FSLD_1002_77", f"{WAV}/1002_77.aiff.wav", "anna", "CC0-1.0"),
        ("23_FSLD_1003_88", f"{WAV}/1003_88.mp3.wav", "ben", "CC-BY-3.0"),
        ("23_FSLD_1005_99", f"{WAV}/1005_99.wav.wav", "cleo", "LicenseRef-freesound-loop-dataset"),
    ]


def test_tempo_key_and_genre_are_what_the_annotators_agree_on(both):
    labels = ("tempo", "key", "mode", "genre", "instruments")
    assert both[0].select(labels).rows() == [
        (140.0, "F#", "minor", ["hip hop"], ["percussion", "bass"]),
        (None, None, None, ["electronic"], ["percussion", "bass"]),
        (None, "C", None, ["global"], ["percussion", "bass"]),
        (None, None, None, None, None),
    ]


def test_captions_are_composed_of_labels_and_tags(both):
    assert both[0]["caption"].to_list() == [
        "A hip hop loop of percussion and bass in F# minor at 140 BPM, tagged bass, dub.",
        "An electronic loop of percussion and bass, tagged drums.",
        "A global loop of percussion and bass, tagged pad.",
        None,
    ]


def test_name_and_metre_are_kept(both):
    assert json.loads(both[0]["extra"][0]) == {"name": "demo 1001_77", "signature": "4/4"}
    assert both[0]["tags"][0].to_list() == ["loop", "bass", "dub"]
    assert both[0].select("duration", "sample_rate", "channels").row(0) == (1.0, 44100, 1)


def test_names_the_reason_of_everything_left_out(both):
    reasons = dict(both[1].rows())
    torn = reasons.pop("annotations/annotations/3/sound-1002.json")
    assert torn.startswith("unreadable JSON (")
    assert reasons == {
        "1008": "label without audio",
        f"{WAV}/1004_99.wav.wav": "discarded by its annotators",
        f"{WAV}/1009_5.wav.wav": "not in metadata.json",
        f"{WAV}/492982_5187472.wav.wav": "unreadable header: Format not recognised",
        f"{WAV}/untitled.wav": "not in metadata.json",
    }


@pytest.mark.parametrize("bpm", ["None", "", "fast", "1", "4000", "nan", None])
def test_a_tempo_that_is_no_sensible_number_is_unknown(bpm):
    assert opinion({"defined_tempo": True, "bpm": bpm}, (20, 400))["tempo"] is None


def test_a_loop_without_defined_tempo_has_none():
    assert opinion({"defined_tempo": False, "bpm": "120"}, (20, 400))["tempo"] is None
    assert opinion({"defined_tempo": True, "bpm": "120.5"}, (20, 400))["tempo"] == 120.5


def test_annotators_who_differ_leave_only_what_they_share():
    first = {"tempo": 90.0, "key": "C", "genre": ["global", "cinematic"]}
    second = {"tempo": 180.0, "key": "C", "genre": ["cinematic", "global"]}
    assert agreed([first, second]) == {"tempo": None, "key": "C", "genre": first["genre"]}
    assert agreed([first]) == first


def test_one_annotation_found_twice_counts_once(copy):
    shutil.copytree(copy / "annotations/annotations", copy / "FSL10K/annotations")
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest["tempo"][0] == 140.0


def test_loops_without_annotations_have_uploaders_and_tags(copy):
    shutil.rmtree(copy / "annotations")
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest.height == 5
    assert manifest["caption"].to_list()[:2] == [
        "A loop, tagged bass, dub.",
        "A loop, tagged drums.",
    ]


def test_missing_and_faulty_metadata_are_named(copy):
    metadata = copy / "FSL10K/metadata.json"
    metadata.write_text('{"1001":\n {"tags": [', encoding="utf-8")
    with pytest.raises(AudioFlanError, match="unreadable JSON") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (metadata, 2)
    metadata.write_bytes('{"é": 1}'.encode("latin-1"))
    with pytest.raises(AudioFlanError, match="unreadable"):
        index_corpus(CORPUS, copy)
    metadata.write_text("[]", encoding="utf-8")
    with pytest.raises(AudioFlanError, match="no JSON object"):
        index_corpus(CORPUS, copy)
    metadata.unlink()
    with pytest.raises(AudioFlanError, match="label file is missing"):
        index_corpus(CORPUS, copy)


def test_without_loops_every_entry_is_rejected(copy):
    shutil.rmtree(copy / "FSL10K/audio")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects["reason"].to_list().count("label without audio") == 7
