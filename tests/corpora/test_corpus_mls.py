"""Multilingual LibriSpeech: label files and names of recordings, one row an utterance."""

import shutil

import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.corpora.mls import read
from audioflan.errors import AudioFlanError

TRAIN = "mls_polish_opus/train"
AUDIO = f"{TRAIN}/audio/10226/10111/10226_10111"


@pytest.fixture
def both(indexed):
    return indexed("mls")


@pytest.fixture
def clips(both):
    return {row["audio_id"].removeprefix("37_MLS_"): row for row in both[0].to_dicts()}


def test_every_utterance_is_a_row(clips):
    columns = ("split", "language", "speaker", "gender", "text", "duration")
    assert {name: tuple(clip[key] for key in columns) for name, clip in clips.items()} == {
        "10226_10111_000000": ("train", "pl", "10226", "male", "jakiś zmyślony tekst", 15.81),
        "10226_10111_000001": ("train", "pl", "10226", "male", "dwa", 0.5),
        "10226_10111_000002": ("train", "pl", "10226", "male", None, 0.5),
        "10226_10111_000004": ("train", "pl", "10226", "male", "długość jest nieznana", 0.5),
        "10226_10111_000006": ("train", "pl", "10226", "male", None, 0.5),
        "1666_1432_000000": ("test", "nl", "1666", None, "de wind", 0.5),
        "1724_2000_000007": ("dev", "nl", "1724", None, None, 0.5),
        "6892_8026_000000": ("dev", "pl", "6892", "female", "lilije", 0.75),
    }


def test_a_speaker_with_a_line_a_chapter_is_one_group(clips):
    assert {clip["group"] for name, clip in clips.items() if name < "11"} == {"10226"}


def test_both_packings_are_found_at_their_own_rate(clips):
    assert clips["10226_10111_000000"]["path"] == f"{AUDIO}_000000.opus"
    assert clips["1666_1432_000000"]["path"].endswith("1666/1432/1666_1432_000000.flac")
    assert {(clip["sample_rate"], clip["channels"]) for clip in clips.values()} == {(16000, 1)}


def test_a_recording_without_transcript_still_tells_its_language(clips):
    assert clips["10226_10111_000006"]["text"] is None
    assert clips["1724_2000_000007"]["language"] == "nl"


def test_names_the_reason_of_everything_left_out(both):
    rejects = both[1].sort("item", "reason").rows()
    damaged = [reason for item, reason in rejects if item == f"{AUDIO}_000005.opus"]
    assert len(damaged) == 1
    assert damaged[0].startswith("unreadable header: ")
    assert [row for row in rejects if row[1] != damaged[0]] == [
        ("mls_dutch/dev/transcripts.txt", "the label file is missing; fetch the corpus again"),
        (f"{AUDIO}_000003.opus", "label without audio"),
        ("mls_polish_opus/train/transcripts.txt:3", "no 'text' in the line"),
        ("mls_polish_opus/train/transcripts.txt:7", "not 2 fields in the line"),
    ]


def test_lists_of_handles_and_secret_speakers_give_no_rows(both):
    assert both[0]["speaker"].unique().sort().to_list() == ["10226", "1666", "1724", "6892"]


def test_languages_can_be_selected(miniature):
    found = read(miniature("mls"), {"languages": ["dutch"]})
    assert found["language"].unique().drop_nulls().to_list() == ["nl"]


def test_a_language_may_be_the_root(miniature):
    manifest, _ = index_corpus(corpus_of("mls"), miniature("mls") / "mls_dutch")
    assert manifest["text"].to_list() == ["de wind", None]


def test_without_segments_durations_come_from_headers(miniature, tmp_path):
    shutil.copytree(miniature("mls"), tmp_path, dirs_exist_ok=True)
    (tmp_path / TRAIN / "segments.txt").unlink()
    manifest, _ = index_corpus(corpus_of("mls"), tmp_path)
    assert set(manifest.filter(split="train")["duration"]) == {0.5}


def test_a_transcript_in_another_encoding_loses_its_own_text_only(miniature, tmp_path):
    shutil.copytree(miniature("mls"), tmp_path, dirs_exist_ok=True)
    path = tmp_path / TRAIN / "transcripts.txt"
    path.write_bytes(path.read_bytes().replace("zmyślony".encode(), "zmyślony".encode("cp1250")))
    manifest, rejects = index_corpus(corpus_of("mls"), tmp_path)
    assert dict(rejects.rows())[f"{TRAIN}/transcripts.txt:1"] == "a line that is not UTF-8"
    texts = manifest.filter(split="train")["text"].to_list()
    assert texts == [None, "dwa", None, "długość jest nieznana", None]


def test_an_empty_audio_folder_leaves_rejects(miniature, tmp_path):
    shutil.copytree(miniature("mls"), tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "mls_dutch/test/audio")
    item = "mls_dutch/test/audio/1666/1432/1666_1432_000000.flac"
    assert dict(index_corpus(corpus_of("mls"), tmp_path)[1].rows())[item] == "label without audio"


def test_a_folder_without_languages_is_refused(tmp_path):
    with pytest.raises(AudioFlanError, match="no folder mls_<language>"):
        index_corpus(corpus_of("mls"), tmp_path)
