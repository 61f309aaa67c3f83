"""M4Singer: sentences by singer and song, with words, phonemes and notes."""

import json
import shutil
import unicodedata

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError


@pytest.fixture
def both(indexed):
    return indexed("m4singer")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("m4singer"), tmp_path / "corpus")


def clip(manifest, utterance):
    return manifest.row(by_predicate=pl.col("audio_id") == f"34_M4Singer_{utterance}", named=True)


def test_ids_are_singer_song_and_sentence_whatever_way_the_title_was_unpacked(both):
    assert both[0].select("audio_id", "speaker", "gender", "group").rows() == [
        ("34_M4Singer_Alto-1_lt0a445b_0000", "Alto-1", "female", "美错"),
        ("34_M4Singer_Alto-1_lt0a445b_0001", "Alto-1", "female", "美错"),
        ("34_M4Singer_Alto-1_lt0a445b_0002", "Alto-1", "female", "美错"),
        ("34_M4Singer_Bass-1_Hey_Jude_0000", "Bass-1", "male", "Hey Jude"),
        ("34_M4Singer_Soprano-2_Caf-dma_0000", "Soprano-2", "female", "Café"),
        ("34_M4Singer_Tenor-1_lt0a445b_0000", "Tenor-1", "male", "美错"),
    ]
    assert both[0].select("duration", "sample_rate", "channels").unique().rows() == [
        (2.0, 48000, 1)
    ]


def test_phonemes_of_a_syllable_share_one_note_and_rests_are_none(both):
    sentence = clip(both[0], "Alto-1_lt0a445b_0000")
    assert (sentence["text"], sentence["phonemes"]) == ("好的", "<AP> h ao d e")
    assert sentence["notes"] == [
        {"start": 0.2, "end": 0.57, "pitch": 60},
        {"start": 0.57, "end": 0.84, "pitch": 62},
    ]
    assert sentence["events"][1] == {"label": "h", "start": 0.2, "end": 0.26}


def test_whole_numbers_are_durations_too(both):
    assert clip(both[0], "Tenor-1_lt0a445b_0000")["notes"] == [
        {"start": 0.0, "end": 1.0, "pitch": 60},
        {"start": 1.0, "end": 2.0, "pitch": 60},
    ]


def test_phonemes_stay_as_written_misprints_included(both):
    assert clip(both[0], "Alto-1_lt0a445b_0001")["phonemes"].split()[1] == "van"


def test_one_song_is_one_group_and_its_equal_words_one_sentence(both):
    names = ("Alto-1_lt0a445b_0000", "Tenor-1_lt0a445b_0000")
    assert {clip(both[0], name)["sentence"] for name in names} == {"美错/好的"}
    assert both[0].filter(pl.col("group") == "美错")["split"].n_unique() == 1


def test_recordings_without_a_sound_entry_are_kept_without_words(both):
    for name in ("Alto-1_lt0a445b_0002", "Bass-1_Hey_Jude_0000"):
        assert clip(both[0], name)["text"] is None
        assert clip(both[0], name)["notes"] is None


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "m4singer/Alto-1#美错/0000_16k.wav": "a copy at 16 kHz",
        "m4singer/Alto-1#美错/0003.wav": "unreadable header: Format not recognised",
        "m4singer/Alto-1#美错/take.wav": "the file name is no sentence number",
        "m4singer/meta.json[3]": "5 phonemes, 2 pitches, 5 note and 5 phoneme durations",
        "m4singer/meta.json[5]": "label without audio",
        "m4singer/meta.json[6]": "labelled again (the first label counts)",
        "m4singer/meta.json[7]": "an entry without item_name",
        "m4singer/meta.json[8]": "an entry without item_name",
    }


def test_the_miniature_holds_a_title_in_pieces(miniature):
    names = {path.name for path in (miniature("m4singer") / "m4singer").iterdir()}
    assert unicodedata.normalize("NFD", "Soprano-2#Café") in names


@pytest.mark.parametrize(
    ("content", "what"), [(None, "missing"), ("[{", "unreadable JSON"), ("{}", "no list")]
)
def test_an_unusable_table_is_named(copy, content, what):
    file = copy / "m4singer/meta.json"
    file.unlink() if content is None else file.write_text(content)
    with pytest.raises(AudioFlanError, match=what) as caught:
        index_corpus(corpus_of("m4singer"), copy)
    assert caught.value.where.name == "meta.json"


def test_a_table_in_a_wrong_encoding_is_named(copy):
    table = json.dumps([{"item_name": "Alto-1#美错#0000"}], ensure_ascii=False)
    (copy / "m4singer/meta.json").write_bytes(table.encode("gb2312"))
    with pytest.raises(AudioFlanError, match="unreadable"):
        index_corpus(corpus_of("m4singer"), copy)
