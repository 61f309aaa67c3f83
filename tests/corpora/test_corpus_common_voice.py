"""Common Voice: tables read by name, one row a clip, rejects that name file and line."""

import shutil

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures.common_voice import ANNA, BERT, CARL, DAWN, EN, KETTLE, RELEASE, ZH
from tests.miniatures.sound import write_tone

from audioflan.corpora import index_corpus
from audioflan.corpora.common_voice import read
from audioflan.errors import AudioFlanError

CLIPS = f"{RELEASE}/en/clips/{EN}"


@pytest.fixture
def both(indexed):
    return indexed("common_voice")


@pytest.fixture
def clips(both):
    utterance = pl.col("audio_id").str.strip_prefix("11_CommonVoice_common_voice_")
    return {row["utterance"]: row for row in both[0].with_columns(utterance=utterance).to_dicts()}


def test_every_clip_of_a_split_is_a_row(clips):
    assert {name: clip["split"] for name, clip in clips.items()} == {
        "en_101": "train",
        "en_102": "train",
        "en_103": "train",
        "en_107": "train",
        "en_108": "train",
        "en_201": "dev",
        "zh-CN_1": "train",
    }


def test_a_clip_said_to_last_no_time_is_measured(clips):
    assert clips["en_107"]["duration"] == 0.5


def test_lone_quotes_swallow_no_rows(clips):
    assert clips["en_101"]["text"] == clips["en_102"]["text"] == 'The kettle "sings in the kitchen.'


def test_backslashes_of_the_older_writer_are_taken_away(clips):
    assert clips["en_103"]["text_raw"] == 'He said \\"left\\" at C:\\\\dawn.'
    assert clips["en_103"]["text"] == 'He said "left" at C:\\dawn.'


def test_speakers_and_sentences_are_known_by_the_head_of_their_digests(clips):
    assert clips["en_101"]["speaker"] == clips["en_103"]["group"] == ANNA[:16]
    assert clips["en_102"]["speaker"] == BERT[:16]
    assert clips["en_201"]["speaker"] == CARL[:16]
    assert clips["en_101"]["sentence"] == clips["en_102"]["sentence"] == KETTLE[:16]
    assert clips["en_201"]["sentence"] == DAWN[:16]
    assert clips["zh-CN_1"]["sentence"] is None


def test_genders_are_those_of_both_vocabularies(clips):
    assert {name: clip["gender"] for name, clip in clips.items()} == {
        "en_101": "female",
        "en_102": None,
        "en_103": "female",
        "en_107": None,
        "en_108": None,
        "en_201": "male",
        "zh-CN_1": "male",
    }


def test_the_misspelt_age_is_put_right(clips):
    assert [clips[name]["age"] for name in ("en_101", "en_102", "en_103")] == [
        "forties",
        "teens",
        None,
    ]


def test_the_column_of_accents_has_two_names(clips):
    assert clips["en_201"]["accent"] == "United States English|England English"
    assert clips["zh-CN_1"]["accent"] == "出生地：北京"


def test_columns_are_found_by_name_whatever_the_release(clips):
    chinese = clips["zh-CN_1"]
    assert (chinese["text"], chinese["language"]) == ("北京的秋天。", "zh-CN")
    assert clips["en_101"]["language"] == "en"


def test_durations_are_those_of_the_release_else_of_the_header(clips):
    assert clips["en_101"]["duration"] == 4.212
    assert clips["en_101"]["sample_rate"] is None
    measured = clips["zh-CN_1"]
    assert measured["duration"] == pytest.approx(0.75, abs=0.1)
    assert (measured["sample_rate"], measured["channels"]) == (32000, 1)
    assert clips["en_108"]["duration"] == pytest.approx(0.5, abs=0.1)


def test_names_the_reason_of_everything_left_out(both):
    rejects = dict(both[1].rows())
    assert rejects.pop(f"{CLIPS}_109.mp3").startswith("unreadable header: ")
    assert rejects == {
        f"{CLIPS}_104.mp3": "no 'sentence' in the line",
        f"{CLIPS}_105.mp3": "not 13 fields in the line",
        f"{CLIPS}_106.mp3": "label without audio",
        f"{CLIPS}_301.mp3": "in no split, only in validated.tsv",
        f"{CLIPS}_302.mp3": "in no split, only in invalidated.tsv",
        f"{CLIPS}_303.mp3": "in no table of its release",
        f"{RELEASE}/en/test.tsv:2": "not 13 fields in the line",
        f"{RELEASE}/zh-CN/clips/{ZH}_2.mp3": "a line that is not UTF-8",
        f"{RELEASE}/zh-CN/dev.tsv": "the label file is missing; fetch the corpus again",
    }


def test_locales_can_be_selected(miniature):
    found = read(miniature("common_voice"), {"locales": ["zh-CN"]})
    assert found["language"].unique().drop_nulls().to_list() == ["zh-CN"]


def test_locales_may_lie_at_the_root(miniature, clips):
    root = miniature("common_voice") / RELEASE
    manifest, _ = index_corpus(corpus_of("common_voice"), root)
    assert manifest.height == len(clips)
    assert manifest["path"][0] == f"en/clips/{EN}_101.mp3"


def test_a_table_without_its_columns_is_named(miniature, tmp_path):
    shutil.copytree(miniature("common_voice"), tmp_path, dirs_exist_ok=True)
    (tmp_path / RELEASE / "en/train.tsv").write_text("clip\ttext\n", encoding="utf-8")
    rejects = dict(index_corpus(corpus_of("common_voice"), tmp_path)[1].rows())
    assert rejects[f"{RELEASE}/en/train.tsv"] == (
        "the table has no column 'path' (it begins 'clip\ttext'); fetch the corpus again"
    )


def test_a_locale_without_clips_is_all_rejects(miniature, tmp_path):
    shutil.copytree(miniature("common_voice"), tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / RELEASE / "zh-CN/clips")
    rejects = dict(index_corpus(corpus_of("common_voice"), tmp_path)[1].rows())
    assert rejects[f"{RELEASE}/zh-CN/clips/{ZH}_1.mp3"] == "label without audio"


def test_a_folder_without_locales_is_refused(tmp_path):
    write_tone(tmp_path / "somewhere/else.mp3", 0.3)
    with pytest.raises(AudioFlanError, match="no locale with a folder 'clips'") as caught:
        index_corpus(corpus_of("common_voice"), tmp_path)
    assert caught.value.where == tmp_path
    assert "unpack the archives" in str(caught.value)
