"""OpenSinger: words and phonemes of clips, singers numbered by sex."""

import shutil

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

MAN = "OpenSinger/ManRaw/0_致青春/0_致青春"
WOMAN = "OpenSinger/WomanRaw/0_致青春/0_致青春"
MELODY = "OpenSinger/WomanRaw/12_Melody/12_Melody"


@pytest.fixture
def both(indexed):
    return indexed("opensinger")


@pytest.fixture
def copy(miniature, tmp_path):
    return shutil.copytree(miniature("opensinger"), tmp_path / "corpus")


def values(manifest, name):
    return dict(manifest.select("path", name).rows())


def test_ids_tell_songs_apart_though_they_hold_no_chinese_characters(both):
    assert values(both[0], "audio_id") == {
        f"{MAN}_0.wav": "43_OpenSinger_ManRaw_0_qivx23d4uo_0",
        f"{MAN}_2.wav": "43_OpenSinger_ManRaw_0_qivx23d4uo_2",
        f"{MAN}_10.wav": "43_OpenSinger_ManRaw_0_qivx23d4uo_10",
        "OpenSinger/ManRaw/0_左边梦/0_左边梦_0.wav": "43_OpenSinger_ManRaw_0_fst42vnu5a_0",
        f"{WOMAN}_0.wav": "43_OpenSinger_WomanRaw_0_qivx23d4uo_0",
    }


def test_men_and_women_of_one_number_are_two_singers(both):
    singers = both[0].select("speaker", "gender").unique().sort("speaker").rows()
    assert singers == [("ManRaw_0", "male"), ("WomanRaw_0", "female")]


def test_words_are_one_line_and_phonemes_carry_their_times(both):
    words = values(both[0], "text")
    assert (words[f"{MAN}_0.wav"], words[f"{MAN}_2.wav"]) == ("忘记", "好")
    assert values(both[0], "phonemes")[f"{MAN}_0.wav"] == "sil w ang"
    assert values(both[0], "events")[f"{MAN}_0.wav"] == [
        {"label": "sil", "start": 0.0, "end": 0.31},
        {"label": "w", "start": 0.31, "end": 0.42},
        {"label": "ang", "start": 0.42, "end": 0.8},
    ]


def test_clips_without_phonemes_or_words_are_kept(both):
    assert values(both[0], "events")[f"{MAN}_2.wav"] is None
    assert values(both[0], "text")[f"{MAN}_10.wav"] is None


def test_a_song_is_one_group_and_equal_words_of_it_one_sentence(both):
    assert values(both[0], "group")[f"{WOMAN}_0.wav"] == "致青春"
    sentences = values(both[0], "sentence")
    assert sentences[f"{MAN}_0.wav"] == sentences[f"{WOMAN}_0.wav"] == "致青春/忘记"
    assert sentences[f"{MAN}_10.wav"] is None
    assert both[0].filter(pl.col("group") == "致青春")["split"].n_unique() == 1


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{MELODY}_0.wav": "12_Melody_0.lab:1: 2 fields, not 3",
        f"{MELODY}_1.wav": "unreadable header: Format not recognised",
        f"{MELODY}.wav": "the file name is not <singer>_<title>_<number>",
        f"{MELODY}_3.txt": "label without audio",
    }


def test_words_in_a_wrong_encoding_reject_their_clip_alone(copy):
    (copy / f"{MAN}_0.txt").write_bytes("忘记".encode("gb2312"))
    manifest, rejects = index_corpus(corpus_of("opensinger"), copy)
    assert dict(rejects.rows())[f"{MAN}_0.wav"].startswith("0_致青春_0.txt: unreadable text")
    assert manifest.height == 4


def test_a_folder_without_singers_is_refused(tmp_path):
    (tmp_path / "ManRaw").mkdir()
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(corpus_of("opensinger"), tmp_path)
