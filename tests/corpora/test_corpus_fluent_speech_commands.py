"""Fluent Speech Commands: intents, speakers and splits, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import fluent_speech_commands as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("fluent_speech_commands")
NAME = "20_Fluent_Speech_Commands"
WAVS = f"{small.TOP}/wavs/speakers"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_text_intent_and_split_of_every_command(both):
    assert both[0].select("audio_id", "text", "intent", "split").rows() == [
        (f"{NAME}_0a-01", "Change language", "change language / none / none", "train"),
        (f"{NAME}_0a-02", "Lights on, please", "activate / lights / none", "train"),
        (
            f"{NAME}_0b-01",
            "Turn the lights on in the kitchen",
            "activate / lights / kitchen",
            "dev",
        ),
        (f"{NAME}_0c-01", "Lights on, please!", "activate / lights / none", "test"),
        (f"{NAME}_0c-02", 'Say "Hallo"', "change language / German / none", "test"),
        (f"{NAME}_unlisted", None, None, "dev"),
    ]


def test_gender_and_age_of_speakers_who_told_them(both):
    speakers = both[0].select("speaker", "gender", "age", "group").unique().sort("speaker").rows()
    assert speakers == [
        (small.ANNA, "female", "22-40", small.ANNA),
        (small.BEN, "male", "41-65", small.BEN),
        (small.CLEO, None, None, small.CLEO),
    ]


def test_the_same_wording_is_one_sentence_in_every_split(both):
    wordings = both[0].filter(sentence="lights_on_please")
    assert wordings["split"].to_list() == ["train", "test"]


def test_the_parts_of_the_intent_are_kept(both):
    assert json.loads(both[0]["extra"][0]) == {
        "action": "change language",
        "object": "none",
        "location": "none",
        "first_language": "English (United States)",
    }


def test_headers_give_the_facts(both):
    assert both[0].select("duration", "sample_rate", "channels", "language").row(0) == (
        1.0,
        16000,
        1,
        "en",
    )


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{WAVS}/{small.ANNA}/0a-03.wav": "label without audio",
        f"{small.TOP}/data/train_data.csv:5": "4 fields, not 7",
        f"{WAVS}/{small.BEN}/0b-02.wav": "unreadable header: Format not recognised",
        f"{WAVS}/nobody/0d-01.wav": "not listed, nor is its speaker",
    }


def test_a_root_inside_the_tree_is_read_alike(miniature, both):
    inside, _ = index_corpus(CORPUS, miniature(CORPUS.id) / small.TOP)
    assert inside["audio_id"].to_list() == both[0]["audio_id"].to_list()
    assert inside["text"].to_list() == both[0]["text"].to_list()


@pytest.mark.parametrize("name", [*small.TABLES, "speaker_demographics.csv"])
def test_a_missing_table_is_named_with_a_remedy(copy, name):
    (copy / small.TOP / "data" / name).unlink()
    with pytest.raises(AudioFlanError, match="the label file is missing") as caught:
        index_corpus(CORPUS, copy)
    assert Path(str(caught.value.where)).name == name
    assert caught.value.remedy == "fetch the corpus again"


def test_a_table_of_another_encoding_or_form_is_named(copy):
    table = copy / small.TOP / "data/test_data.csv"
    table.write_text("path\ttranscription\n", encoding="utf-8")
    with pytest.raises(AudioFlanError, match="no column 'path'") as caught:
        index_corpus(CORPUS, copy)
    assert (caught.value.where, caught.value.line) == (table, 1)
    table.write_bytes("café\n".encode("utf-16"))
    with pytest.raises(AudioFlanError, match="unreadable text"):
        index_corpus(CORPUS, copy)


def test_without_audio_every_line_is_rejected(copy):
    shutil.rmtree(copy / WAVS)
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects.height == 8
