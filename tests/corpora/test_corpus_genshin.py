"""Genshin: texts and speakers in four languages, and what is no line of one voice."""

import dataclasses
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import game_voices as lines
from tests.miniatures.genshin import EN, KOREAN, PAIMON, ZH

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("genshin")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_text_language_and_speaker_of_every_line(both):
    assert both[0].select("audio_id", "text", "language", "speaker").rows() == [
        (f"24_Genshin_en_{PAIMON}", "Let's go fishing this afternoon.", "en", "en:Paimon"),
        (f"24_Genshin_ja_{PAIMON}_f", "今日は釣りに行こう。", "ja", "ja:蛍"),
        ("24_Genshin_ko_vo_kr_1", "안녕하세요.", "ko", "ko:루미네"),
        (f"24_Genshin_zh_{PAIMON}", "今天下午我们一起去河边钓鱼吧。", "zh", "zh:派蒙"),
        ("24_Genshin_zh_vo_hero_3", "这里很安静。", "zh", "zh:空"),
        ("24_Genshin_zh_vo_ly_2", "你好，旅行者！ 走吧。", "zh", "zh:「昂利」"),
        ("24_Genshin_zh_vo_npc_4", "谁在那里？", "zh", None),
        ("24_Genshin_zh_vo_oth_5", "欢迎回来。", "zh", "zh:派蒙"),
    ]


def test_the_text_as_written_is_kept_beside_the_spoken_one(both):
    raw = both[0].filter(pl.col("audio_id").str.ends_with("vo_ly_2"))["text_raw"][0]
    assert raw == "你好，<color=#FF>旅行者</color>！\\n走吧。"


def test_a_line_is_one_sentence_in_all_languages(both):
    sentences = both[0].filter(pl.col("sentence") == PAIMON)
    assert sentences["language"].to_list() == ["en", "ja", "zh"]


def test_speakers_are_groups_and_only_the_travelers_have_a_gender(both):
    people = both[0].filter(pl.col("gender").is_not_null()).select("group", "gender").rows()
    assert people == [("ja:蛍", "female"), ("ko:루미네", "female"), ("zh:空", "male")]
    unknown = both[0].filter(pl.col("speaker").is_null())
    assert unknown["group"].to_list() == unknown["path"].to_list()


def test_paths_stay_as_the_disk_has_them(both):
    paths = both[0].filter(pl.col("language") == "ko")["path"].to_list()
    assert paths == [f"KR/{KOREAN}/vo_kr_1.wav"]
    assert both[0].select("sample_rate", "channels").rows()[4] == (48000, 2)


def test_names_the_reason_of_everything_left_out(both):
    paimon = f"{ZH}/派蒙"
    assert dict(both[1].rows()) == {
        f"{paimon}/{lines.BATTLE}/vo_bat_6.wav": "a line of the kind Battle",
        f"{paimon}/{lines.PLACEHOLDER}/vo_var_8.wav": "a line of the kind Placeholder",
        f"{paimon}/{lines.TALK}/vo_con_9.wav": "a line of the kind Conversation",
        f"{ZH}/丘丘人/{lines.MONSTER}/vo_mon_7.wav": "a line of the kind Monster",
        f"{ZH}/派蒙&空/vo_both_10.wav": "several speakers at once",
        f"{paimon}/vo_var_11.wav": "a variable in the text",
        f"{paimon}/vo_none_12.wav": "no text",
        f"{paimon}/vo_odd_13.lab": "unreadable text (neither UTF-8 nor GB 18030)",
        f"{paimon}/vo_odd_13.wav": "no .lab file beside it",
        f"{paimon}/vo_alone_14.wav": "no .lab file beside it",
        f"{paimon}/vo_gone_15.wav": "label without audio",
        f"{paimon}/vo_torn_16.wav": "unreadable header: Format not recognised",
        "CN/readme.wav": "below no folder of a language and a speaker",
    }


def test_languages_may_be_left_out(copy):
    corpus = dataclasses.replace(CORPUS, options={**CORPUS.options, "languages": ["en"]})
    manifest, rejects = index_corpus(corpus, copy)
    assert manifest["language"].to_list() == ["en"]
    reason = dict(rejects.rows())[f"{ZH}/派蒙/{PAIMON}.wav"]
    assert reason == "zh is not among the configured languages"


def test_a_pack_may_lie_below_the_name_of_its_language_alone(copy):
    shutil.move(copy / EN, copy / "packs" / lines.ENGLISH)
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest["language"].to_list().count("en") == 1


def test_texts_without_audio_are_rejected_and_an_empty_folder_is_named(copy, tmp_path):
    for file in copy.rglob("*.wav"):
        file.unlink()
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert rejects["reason"].to_list().count("label without audio") == 18
    (tmp_path / "empty").mkdir()
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(CORPUS, tmp_path / "empty")
