"""Hi-Fi TTS: manifests of readers, qualities and splits, joined to the recordings they name."""

import json
import shutil

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.hifi_tts import RAW, SPOKEN

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

ROOT = "hi_fi_tts_v0"
TRAIN = f"{ROOT}/92_manifest_clean_train.json"
EMMA = f"{ROOT}/audio/92_clean/10425/emma_01_austen"


@pytest.fixture
def both(indexed):
    return indexed("hifi_tts")


@pytest.fixture
def clips(both):
    return {row["audio_id"].removeprefix("27_HiFiTTS_"): row for row in both[0].to_dicts()}


def test_the_same_file_name_of_two_qualities_gives_two_clips_of_one_speaker(clips):
    columns = ("split", "speaker", "gender", "group")
    assert {name: tuple(clip[key] for key in columns) for name, clip in clips.items()} == {
        "6097_clean_11111_night_01_0001": ("test", "6097", "male", "6097"),
        "6097_other_12220_night_01_0001": ("train", "6097", "male", "6097"),
        "92_clean_10425_emma_01_austen_0007": ("train", "92", "female", "92"),
        "92_clean_10425_emma_02_austen_0001": ("dev", "92", "female", "92"),
    }


def test_the_text_is_the_normalised_one_where_there_is_one(clips):
    assert clips["92_clean_10425_emma_01_austen_0007"]["text"] == SPOKEN
    assert clips["92_clean_10425_emma_01_austen_0007"]["text_raw"] == RAW
    plain = clips["92_clean_10425_emma_02_austen_0001"]
    assert plain["text"] == "good morning he said to two of them"


def test_durations_are_those_of_the_manifests(clips):
    facts = {(clip["duration"], clip["sample_rate"], clip["channels"]) for clip in clips.values()}
    assert facts == {(1.3, 44100, 1)}


def test_quality_is_that_of_the_folder_and_bandwidth_that_of_the_book(clips):
    assert {name: json.loads(clip["extra"]) for name, clip in clips.items()} == {
        "6097_clean_11111_night_01_0001": {"quality": "clean", "bandwidth": None},
        "6097_other_12220_night_01_0001": {"quality": "other", "bandwidth": 9.9},
        "92_clean_10425_emma_01_austen_0007": {"quality": "clean", "bandwidth": 17.5},
        "92_clean_10425_emma_02_austen_0001": {"quality": "clean", "bandwidth": 17.5},
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{TRAIN}:3": "a line that is no entry of a manifest",
        f"{TRAIN}:5": "a line that is no entry of a manifest",
        f"{EMMA}_0008.flac": "in no manifest",
        f"{EMMA}_0009.flac": "unreadable header: Format not recognised",
        "audio/92_clean/10425/emma_01_austen_0010.flac": "label without audio",
        f"{EMMA}_0011.flac": "in no manifest",
    }


def test_a_manifest_in_another_encoding_loses_its_own_lines_only(miniature, tmp_path):
    shutil.copytree(miniature("hifi_tts"), tmp_path, dirs_exist_ok=True)
    (tmp_path / ROOT / "92_manifest_clean_dev.json").write_bytes(b'{"text": "\xe9t\xe9"}\n')
    manifest, rejects = index_corpus(corpus_of("hifi_tts"), tmp_path)
    assert manifest.height == 3
    assert f"{ROOT}/92_manifest_clean_dev.json:1" in rejects["item"]


def test_the_list_of_bandwidths_may_be_missing(miniature, tmp_path):
    shutil.copytree(miniature("hifi_tts"), tmp_path, dirs_exist_ok=True)
    (tmp_path / ROOT / "books_bandwidth.tsv").unlink()
    manifest, _ = index_corpus(corpus_of("hifi_tts"), tmp_path)
    assert manifest.height == 4


def test_without_audio_every_entry_is_a_reject(miniature, tmp_path):
    shutil.copytree(miniature("hifi_tts"), tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / ROOT / "audio")
    manifest, rejects = index_corpus(corpus_of("hifi_tts"), tmp_path)
    assert manifest.is_empty()
    assert rejects["reason"].to_list().count("label without audio") == 6


def test_without_manifests_the_corpus_is_refused(miniature, tmp_path):
    shutil.copytree(miniature("hifi_tts") / ROOT / "audio", tmp_path / "audio")
    with pytest.raises(AudioFlanError, match="no manifest <reader>_manifest_<quality>_<split>"):
        index_corpus(corpus_of("hifi_tts"), tmp_path)
