"""Opencpop: sentences with their words, phonemes and notes."""

import shutil

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

SEGMENTS = "opencpop/segments"


@pytest.fixture
def both(indexed):
    return indexed("opencpop")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("opencpop"), tmp_path / "corpus")


def clip(manifest, utterance):
    return manifest.row(by_predicate=pl.col("audio_id") == f"42_Opencpop_{utterance}", named=True)


def test_clips_are_the_sentences_in_their_official_splits(both):
    assert both[0].select("audio_id", "path", "split", "group").rows() == [
        (f"42_Opencpop_{sentence}", f"{SEGMENTS}/wavs/{sentence}.wav", split, sentence[:4])
        for sentence, split in [
            ("2001000001", "train"),
            ("2001000002", "train"),
            ("2001000004", "train"),
            ("2044000003", "test"),
        ]
    ]
    singer = both[0].select("speaker", "gender", "language").unique()
    assert singer.rows() == [("female1", "female", "zh")]
    assert both[0].select("duration", "sample_rate").unique().rows() == [(2.0, 44100)]


def test_phonemes_of_a_syllable_share_one_note_and_rests_are_none(both):
    sentence = clip(both[0], "2001000001")
    assert sentence["notes"] == [
        {"start": 0.21, "end": 0.51, "pitch": 61},
        {"start": 0.51, "end": 0.922, "pitch": 65},
    ]
    assert (sentence["text"], sentence["lyrics"]) == ("我在", "我在")
    assert sentence["phonemes"] == "AP w o z ai SP"
    assert sentence["events"][1:3] == [
        {"label": "w", "start": 0.21, "end": 0.26},
        {"label": "o", "start": 0.26, "end": 0.51},
    ]


def test_two_syllables_on_equal_notes_are_two_notes_and_a_slur_is_a_third(both):
    assert clip(both[0], "2001000002")["notes"] == [
        {"start": 0.0, "end": 0.3, "pitch": 69},
        {"start": 0.3, "end": 0.6, "pitch": 69},
        {"start": 0.6, "end": 0.8, "pitch": 71},
    ]


def test_lines_with_a_slur_too_few_or_a_character_too_many_are_read(both):
    assert clip(both[0], "2044000003")["notes"] == [{"start": 0.0, "end": 0.5, "pitch": 60}]
    assert clip(both[0], "2001000004")["text"] == "好的"


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{SEGMENTS}/transcriptions.txt:4": (
            "2 phonemes, 1 pitches, 2 note and 2 phoneme durations"
        ),
        f"{SEGMENTS}/transcriptions.txt:5": "a pitch or duration that cannot be read",
        f"{SEGMENTS}/transcriptions.txt:6": "4 fields, not 7",
        f"{SEGMENTS}/transcriptions.txt:7": "label without audio",
        **{
            f"{SEGMENTS}/wavs/200100000{number}.wav": "not in transcriptions.txt"
            for number in (5, 6, 7)
        },
        f"{SEGMENTS}/wavs/2001000008.wav": "in neither train.txt nor test.txt",
        f"{SEGMENTS}/wavs/2001000010.wav": "unreadable header: Format not recognised",
        f"{SEGMENTS}/wavs/2001000011.wav": "not in transcriptions.txt",
    }


def test_the_packaging_with_raw_data_and_the_segments_alone_give_the_same_clips(copy, both):
    raw = copy / "opencpop/raw_data"
    raw.mkdir()
    for name in ("wavs", "midis", "textgrids"):
        (copy / "opencpop" / name).rename(raw / name)
    for root in (copy, copy / "opencpop/segments"):
        manifest, rejects = index_corpus(corpus_of("opencpop"), root)
        assert manifest["audio_id"].to_list() == both[0]["audio_id"].to_list()
        assert rejects.height == both[1].height


@pytest.mark.parametrize("name", ["transcriptions.txt", "train.txt", "test.txt"])
def test_a_missing_table_is_named(copy, name):
    (copy / SEGMENTS / name).unlink()
    with pytest.raises(AudioFlanError, match="missing") as caught:
        index_corpus(corpus_of("opencpop"), copy)
    assert caught.value.where.name == name


@pytest.mark.parametrize("name", ["transcriptions.txt", "train.txt"])
def test_a_table_in_a_wrong_encoding_is_a_reject_that_names_it(copy, name):
    (copy / SEGMENTS / name).write_bytes("2001000001|我".encode("gb2312"))
    rejects = dict(index_corpus(corpus_of("opencpop"), copy)[1].rows())
    assert rejects[f"{SEGMENTS}/{name}"].startswith("unreadable text")
