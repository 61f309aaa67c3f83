"""StarRail: twins of a line, readings, rates of their own, and what is no line of one voice."""

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import game_voices as lines
from tests.miniatures.starrail import PLAYER, ZH

CORPUS = corpus_of("starrail")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


def test_text_language_and_speaker_of_every_line(both):
    assert both[0].select("audio_id", "text", "speaker").rows() == [
        ("45_StarRail_en_side1_2_mar7th_7", "Wait for me, please.", "en:March 7th"),
        ("45_StarRail_ja_side1_2_mar7th_7", "星を見て。", "ja:三月七"),
        ("45_StarRail_ko_side1_2_mar7th_7", "기다려.", "ko:Mar. 7th"),
        ("45_StarRail_zh_chapter0_6_staffM_101", "请出示证件。", None),
        (f"45_StarRail_zh_{PLAYER}_f", "我明白了。", "zh:开拓者(女)"),
        (f"45_StarRail_zh_{PLAYER}_m", "我明白了。", "zh:开拓者(男)"),
        ("45_StarRail_zh_chapter3_36_mar7th_105", "我们 出发吧！", "zh:三月七"),
        ("45_StarRail_zh_side1_2_mar7th_7", "等等我。", "zh:三月七"),
    ]


def test_the_readings_of_words_are_kept_in_the_text_as_written(both):
    assert both[0]["text_raw"][1] == "{RUBY_B#ほし}星{RUBY_E#}を見て。"


def test_both_trailblazers_speak_one_sentence(both):
    twins = both[0].filter(pl.col("sentence") == PLAYER)
    assert twins["gender"].to_list() == ["female", "male"]


def test_every_file_has_its_own_sample_rate(both):
    rates = dict(both[0].select("audio_id", "sample_rate").rows())
    assert rates["45_StarRail_zh_chapter3_36_mar7th_105"] == 44100
    assert rates["45_StarRail_zh_side1_2_mar7th_7"] == 36000
    assert rates[f"45_StarRail_zh_{PLAYER}_f"] == 24000


def test_names_the_reason_of_everything_left_out(both):
    mar7th = f"{ZH}/三月七"
    assert dict(both[1].rows()) == {
        f"{mar7th}/{lines.PLACEHOLDER}/chapter1_0_mar7th_210_m.wav": (
            "a line of the kind Placeholder"
        ),
        f"{mar7th}/{lines.TOGETHER}/side2_1_together.wav": "a line of the kind Together",
        f"{mar7th}/chapter1_0_mar7th_211.wav": "a variable in the text",
        f"{ZH}/花火&火花/side2_1_sparkle_3.wav": "several speakers at once",
    }
