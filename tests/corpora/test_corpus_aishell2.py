"""AISHELL-2: what its reader finds in the miniature, and what it says of a damaged copy."""

import shutil

import pytest
from tests.corpora.helpers import corpus_of
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.aishell2 import EVAL, TRAIN, build

from audioflan.corpora.aishell2 import read
from audioflan.errors import AudioFlanError

ID = "aishell2"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def test_a_recording_carries_all_that_its_names_and_tables_say(manifest):
    first = manifest.row(0, named=True)
    assert {key: value for key, value in first.items() if value is not None} == {
        "audio_id": "05_AISHELL-2_IC0001W0001",
        "path": f"{TRAIN}/wav/C0001/IC0001W0001.wav",
        "start": 0.0,
        "duration": 0.5,
        "sample_rate": 16000,
        "channels": 1,
        "split": "train",
        "group": "C0001",
        "speaker": "C0001",
        "gender": "female",
        "age": "24",
        "accent": "north",
        "language": "zh",
        "text": "听一首老歌",
        "text_raw": "听一首老歌",
        "device": "iOS phone",
        "licence": "LicenseRef-aishell2",
    }


def test_texts_lose_stray_marks_and_wide_letters_but_no_rare_character(manifest):
    assert column(manifest, "text") == {
        "IC0001W0001": "听一首老歌",
        "IC0001W0002": "厨房用品在ATM旁边",
        "ID0002W0001": "赵孟𫖯画展的t-shirt",
        "ID0012W0001": "打开free style",
        "IT0055W0001": "换一首歌",
    }
    assert column(manifest, "text_raw")["IC0001W0002"] == "'厨房'用品，在ＡＴＭ旁边?"


def test_the_split_is_the_folder_of_each_channel(manifest):
    assert column(manifest, "split") == {
        "IC0001W0001": "train",
        "IC0001W0002": "train",
        "IC0001W0003": "train",
        "ID0002W0001": "train",
        "ID0002W0002": "train",
        "ID0012W0001": "dev",
        "IT0055W0001": "test",
    }


def test_genders_are_written_in_chinese_and_unknown_outside_the_training_part(manifest):
    facts = manifest.select("speaker", "gender", "accent").unique().sort("speaker").rows()
    assert facts == [
        ("C0001", "female", "north"),
        ("D0002", "male", None),
        ("D0012", None, None),
        ("T0055", None, None),
    ]


def test_wav_scp_decides_nothing(manifest, both):
    assert "IC0001W0001" in column(manifest, "path")
    assert "IC0001W0003" in column(manifest, "path")
    assert not any("IC0001W0008" in item for item in both[1]["item"])


def test_every_line_that_cannot_be_used_has_its_reason(both):
    assert reasons(both[1]) == {
        f"{TRAIN}/trans.txt:3": "transcript without recording",
        f"{TRAIN}/trans.txt:5": "line without a value",
    }


def test_other_channels_are_read_on_demand_under_ids_of_their_own(miniature):
    found = read(miniature(ID), {"channels": ["iOS", "Android"]})
    android = found.filter(found["device"] == "Android phone")
    assert android.select("utterance", "text", "split").rows() == [
        ("Android_AT0055W0001", "换一首歌", "test")
    ]


def test_the_channel_folder_may_be_spelt_in_capitals(tmp_path, manifest):
    build(tmp_path)
    (tmp_path / "iOS").rename(tmp_path / "IOS")
    again, _ = damaged(ID, tmp_path)
    assert again["audio_id"].to_list() == manifest["audio_id"].to_list()
    assert again["text"].to_list() == manifest["text"].to_list()


def test_the_evaluation_set_alone_needs_no_table_of_speakers(tmp_path):
    build(tmp_path)
    shutil.rmtree(tmp_path / "iOS")
    manifest, rejects = damaged(ID, tmp_path)
    assert sorted(manifest["split"]) == ["dev", "test"]
    assert rejects.is_empty()


def test_a_missing_transcript_is_named_with_its_folder(tmp_path):
    build(tmp_path)
    (tmp_path / TRAIN / "trans.txt").unlink()
    with pytest.raises(AudioFlanError, match=r"no 'trans.txt' in this folder") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == tmp_path / TRAIN


def test_a_missing_table_of_speakers_is_named(tmp_path):
    with pytest.raises(AudioFlanError, match=r"no 'spk_info.txt' below this folder"):
        damaged(ID, tmp_path, without("spk_info.txt"))


def test_a_table_in_another_encoding_is_named(tmp_path):
    build(tmp_path)
    path = tmp_path / EVAL / "iOS/dev/trans.txt"
    path.write_bytes("ID0012W0001\t打开".encode("gb18030"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == path


def test_a_missing_recording_costs_only_itself(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("IC0001W0001.wav"))
    assert manifest.height == 6
    assert reasons(rejects)[f"{TRAIN}/trans.txt:1"] == "transcript without recording"


def test_a_folder_without_recordings_leaves_only_rejects(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("*.wav"))
    assert manifest.is_empty()
    assert reasons(rejects)[f"{TRAIN}/trans.txt:1"] == "transcript without recording"


def test_an_empty_folder_is_no_corpus(tmp_path):
    with pytest.raises(AudioFlanError, match=r"no 'trans.txt'"):
        read(tmp_path, corpus_of(ID).options)
