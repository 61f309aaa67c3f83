"""LJ Speech: a table between bars, one row a sentence, one group a chapter."""

import shutil

import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

WAVS = "LJSpeech-1.1/wavs"


@pytest.fixture
def both(indexed):
    return indexed("ljspeech")


@pytest.fixture
def clips(both):
    return {row["audio_id"].removeprefix("33_LJSpeech_"): row for row in both[0].to_dicts()}


def test_unbalanced_quotes_swallow_no_rows(clips):
    assert {name: clip["text"] for name, clip in clips.items()} == {
        "LJ001-0001": 'It cost five dollars, "it was said,',
        "LJ001-0002": "It rained, Mr. Brown.",
        "LJ002-0001": "A naïve reader’s fiancée.",
        "LJ050-0278": None,
    }


def test_the_printed_text_is_kept_beside_what_is_spoken(clips):
    assert clips["LJ001-0001"]["text_raw"] == 'It cost $5 in 1868, "it was said,'


def test_the_one_speaker_is_torn_apart_by_chapter(clips):
    assert {name: clip["group"] for name, clip in clips.items()} == {
        "LJ001-0001": "LJ001",
        "LJ001-0002": "LJ001",
        "LJ002-0001": "LJ002",
        "LJ050-0278": "LJ050",
    }
    facts = ("speaker", "gender", "language", "sample_rate", "channels", "duration")
    assert {tuple(clip[name] for name in facts) for clip in clips.values()} == {
        ("LJ", "female", "en", 22050, 1, 0.5)
    }


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "LJ002-0002": "label without audio",
        f"{WAVS}/LJ002-0003.wav": "not 3 fields in the line",
        f"{WAVS}/LJ002-0004.wav": "unreadable header: Format not recognised",
        f"{WAVS}/LJ002-0005.wav": "no 'text' in the line",
    }


def test_the_table_may_be_missing_but_not_unnoticed(miniature, tmp_path):
    shutil.copytree(miniature("ljspeech"), tmp_path, dirs_exist_ok=True)
    (tmp_path / "LJSpeech-1.1/metadata.csv").unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(corpus_of("ljspeech"), tmp_path)
    assert caught.value.where.name == "metadata.csv"


def test_a_line_in_another_encoding_is_named(miniature, tmp_path):
    shutil.copytree(miniature("ljspeech"), tmp_path, dirs_exist_ok=True)
    path = tmp_path / "LJSpeech-1.1/metadata.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    manifest, rejects = index_corpus(corpus_of("ljspeech"), tmp_path)
    assert dict(rejects.rows())[f"{WAVS}/LJ002-0001.wav"] == "a line that is not UTF-8"
    assert manifest.height == 3


def test_a_table_with_crlf_and_mark_is_read_as_well(miniature, tmp_path, clips):
    shutil.copytree(miniature("ljspeech"), tmp_path, dirs_exist_ok=True)
    path = tmp_path / "LJSpeech-1.1/metadata.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    manifest, _ = index_corpus(corpus_of("ljspeech"), tmp_path)
    assert manifest["text"].to_list() == [clip["text"] for clip in clips.values()]


def test_a_folder_without_recordings_is_refused(miniature, tmp_path):
    shutil.copytree(miniature("ljspeech"), tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / WAVS)
    with pytest.raises(AudioFlanError, match=r"no recordings.*unpack the folder 'wavs'"):
        index_corpus(corpus_of("ljspeech"), tmp_path)
