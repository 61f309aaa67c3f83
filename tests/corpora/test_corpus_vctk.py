"""VCTK: one recording a sentence, whichever microphone has it; speakers by four fields."""

import shutil

import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.vctk import RELEASE, build_first_release

from audioflan.corpora import index_corpus
from audioflan.corpora.vctk import read
from audioflan.errors import AudioFlanError

TRIMMED = f"{RELEASE}/wav48_silence_trimmed"


@pytest.fixture
def both(indexed):
    return indexed("vctk")


@pytest.fixture
def clips(both):
    return {row["audio_id"].removeprefix("47_VCTK_"): row for row in both[0].to_dicts()}


def test_a_sentence_is_taken_once_by_the_second_microphone_where_it_has_it(clips):
    assert {name: clip["path"].rsplit("/", 1)[-1] for name, clip in clips.items()} == {
        "p225_001": "p225_001_mic2.flac",
        "p225_366": "p225_366_mic2.flac",
        "p280_001": "p280_001_mic1.flac",
        "p315_001": "p315_001_mic2.flac",
        "s5_001": "s5_001_mic2.flac",
        "s5_002": "s5_002_mic2.flac",
    }
    assert clips["p280_001"]["device"] == "mic1"


def test_speakers_are_told_by_the_first_four_fields(clips):
    columns = ("speaker", "group", "gender", "age", "accent")
    assert {name: tuple(clip[key] for key in columns) for name, clip in clips.items()} == {
        "p225_001": ("p225", "p225", "female", "23", "English"),
        "p225_366": ("p225", "p225", "female", "23", "English"),
        "p280_001": ("p280", "p280", "female", "25", None),
        "p315_001": ("p315", "p315", "male", "18", "American"),
        "s5_001": ("s5", "s5", "male", "22", "South African"),
        "s5_002": ("s5", "s5", "male", "22", "South African"),
    }


def test_the_same_words_are_the_same_sentence(clips):
    assert {name: clip["sentence"] for name, clip in clips.items()} == {
        "p225_001": "p225_001",
        "p225_366": "p225_366",
        "p280_001": "p225_001",
        "p315_001": None,
        "s5_001": "p225_001",
        "s5_002": None,
    }


def test_a_recording_without_text_or_with_an_empty_one_is_kept(clips):
    assert clips["p315_001"]["text"] is None
    assert clips["s5_002"]["text"] is None


def test_texts_lose_blanks_and_line_ends(clips):
    assert clips["p225_001"]["text"] == clips["p280_001"]["text"] == "Please call Stella."
    assert clips["s5_001"]["text"] == "please call Stella."


def test_headers_give_rate_and_seconds(clips):
    facts = {(clip["sample_rate"], clip["channels"], clip["duration"]) for clip in clips.values()}
    assert facts == {(48000, 1, 0.5)}


def test_names_the_reason_of_everything_left_out(both):
    other = "recorded by another microphone too"
    assert dict(both[1].rows()) == {
        f"{TRIMMED}/p225/p225_001_mic1.flac": other,
        f"{TRIMMED}/p225/p225_366_mic1.flac": other,
        f"{TRIMMED}/p315/p315_001_mic1.flac": other,
        f"{TRIMMED}/p335/p335_001_mic2.flac": "unreadable header: Format not recognised",
        f"{TRIMMED}/s5/s5_001_mic1.flac": other,
        f"{RELEASE}/txt/s5/s5_003.txt": "text without recording",
    }


def test_the_other_microphone_can_be_preferred(miniature):
    found = read(miniature("vctk"), {"microphones": ["mic1", "mic2"]})
    kept = found.remove(found["reject"].is_not_null())
    devices = dict(kept.select("utterance", "device").iter_rows())
    assert {name for name, device in devices.items() if device != "mic1"} == {"s5_002"}


def test_the_first_release_is_read_as_well(tmp_path):
    build_first_release(tmp_path)
    manifest, rejects = index_corpus(corpus_of("vctk"), tmp_path)
    assert rejects.is_empty()
    row = manifest.row(0, named=True)
    assert (row["audio_id"], row["speaker"], row["age"]) == ("47_VCTK_p225_001", "p225", "23")
    assert (row["device"], row["text"]) == (None, "Please call Stella.")


def test_a_text_in_another_encoding_is_named(miniature, tmp_path):
    shutil.copytree(miniature("vctk"), tmp_path, dirs_exist_ok=True)
    (tmp_path / RELEASE / "txt/s5/s5_001.txt").write_bytes("é".encode("latin-1"))
    rejects = dict(index_corpus(corpus_of("vctk"), tmp_path)[1].rows())
    reason = rejects[f"{TRIMMED}/s5/s5_001_mic2.flac"]
    assert "s5_001.txt: unreadable text" in reason


def test_without_the_list_of_speakers_only_its_facts_are_lost(miniature, tmp_path):
    shutil.copytree(miniature("vctk"), tmp_path, dirs_exist_ok=True)
    (tmp_path / RELEASE / "speaker-info.txt").unlink()
    manifest, _ = index_corpus(corpus_of("vctk"), tmp_path)
    assert manifest["gender"].null_count() == manifest.height == 6


def test_a_folder_without_texts_or_recordings(miniature, tmp_path):
    shutil.copytree(miniature("vctk"), tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / TRIMMED)
    _, rejects = index_corpus(corpus_of("vctk"), tmp_path)
    assert set(rejects["reason"]) == {"text without recording"}
    shutil.rmtree(tmp_path / RELEASE / "txt")
    with pytest.raises(AudioFlanError, match=r"no texts.*unpack the folder 'txt'"):
        index_corpus(corpus_of("vctk"), tmp_path)
