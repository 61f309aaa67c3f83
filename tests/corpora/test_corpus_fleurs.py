"""FLEURS: tables without header, sentences that are the same in every language."""

import shutil

import pytest
from polars.testing import assert_series_equal
from tests.corpora.helpers import corpus_of
from tests.miniatures.fleurs import lay

from audioflan.corpora import index_corpus
from audioflan.corpora.fleurs import read
from audioflan.errors import AudioFlanError

EN = "en_us_10004088536354799741"


@pytest.fixture
def both(indexed):
    return indexed("fleurs")


@pytest.fixture
def clips(both):
    return {row["audio_id"].removeprefix("19_FLEURS_"): row for row in both[0].to_dicts()}


def test_readings_of_a_sentence_share_its_number_in_every_language(clips):
    columns = ("language", "split", "sentence", "group")
    assert {name: tuple(clip[key] for key in columns) for name, clip in clips.items()} == {
        "cmn_hans_cn_3001": ("cmn-Hans-CN", "train", "902", "902"),
        "de_de_2001": ("de-DE", "train", "902", "902"),
        "en_us_1001": ("en-US", "dev", "1600", "1600"),
        EN: ("en-US", "train", "902", "902"),
        "en_us_777": ("en-US", "train", "902", "902"),
        "en_us_888": ("en-US", "train", "903", "903"),
    }


def test_the_text_is_the_one_with_case_and_marks(clips):
    assert clips[EN]["text"] == 'A made-up "sentence.'
    assert clips["cmn_hans_cn_3001"]["text"] == "一个虚构的句子。"


def test_genders_other_than_two_are_unknown_and_so_are_speakers(clips):
    assert [clips[name]["gender"] for name in (EN, "en_us_777", "en_us_888")] == [
        "male",
        "female",
        None,
    ]
    assert {clip["speaker"] for clip in clips.values()} == {None}


def test_durations_are_told_by_the_samples(clips):
    assert clips[EN]["duration"] == 6.8
    assert clips["en_us_777"]["duration"] == 0.5
    assert {clip["sample_rate"] for clip in clips.values()} == {16000}


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        "cmn_hans_cn/test/3002.wav": "label without audio",
        "data/en_us/audio/train/1000.wav": "not 7 fields in the line",
        "data/en_us/audio/train/555.wav": "not in the table of its split",
        "en_us/train/999.wav": "label without audio",
    }


@pytest.mark.parametrize(
    ("table", "audio"),
    [
        ("{code}/{split}.tsv", "{code}/audio/{split}"),
        ("metadata/{code}/{split}.tsv", "{code}/{split}"),
    ],
)
def test_layouts_that_circulate_give_the_same_rows(both, tmp_path, table, audio):
    lay(tmp_path, table, audio)
    manifest, rejects = index_corpus(corpus_of("fleurs"), tmp_path)
    assert_series_equal(manifest["audio_id"], both[0]["audio_id"])
    assert rejects.height == both[1].height


def test_languages_can_be_selected(miniature):
    found = read(miniature("fleurs"), {"languages": ["de_de"]})
    assert found["language"].to_list() == ["de-DE"]


def test_a_line_in_another_encoding_loses_its_own_row_only(miniature, tmp_path):
    shutil.copytree(miniature("fleurs"), tmp_path, dirs_exist_ok=True)
    path = tmp_path / "data/cmn_hans_cn/train.tsv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb2312"))
    rejects = dict(index_corpus(corpus_of("fleurs"), tmp_path)[1].rows())
    item = "data/cmn_hans_cn/audio/train/3001.wav"
    assert rejects[item] == "a line that is not UTF-8"


def test_a_split_without_its_table_is_all_rejects(miniature, tmp_path):
    shutil.copytree(miniature("fleurs"), tmp_path, dirs_exist_ok=True)
    (tmp_path / "data/de_de/train.tsv").unlink()
    rejects = dict(index_corpus(corpus_of("fleurs"), tmp_path)[1].rows())
    assert rejects["data/de_de/audio/train/2001.wav"] == "not in the table of its split"


@pytest.mark.parametrize(
    ("suffix", "message"), [("tsv", r"no tables <language>/<split>\.tsv"), ("wav", "no recordings")]
)
def test_tables_or_recordings_alone_are_refused(miniature, tmp_path, suffix, message):
    shutil.copytree(miniature("fleurs"), tmp_path, dirs_exist_ok=True)
    for path in tmp_path.rglob(f"*.{suffix}"):
        path.unlink()
    with pytest.raises(AudioFlanError, match=f"{message}.*unpack tables and audio") as caught:
        index_corpus(corpus_of("fleurs"), tmp_path)
    assert caught.value.where == tmp_path
