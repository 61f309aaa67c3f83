"""aidatatang_200zh: what its reader finds in the miniature, and what it says of a damaged copy."""

import pytest
from polars.testing import assert_frame_equal
from tests.corpora.spoken import damaged, reasons, without
from tests.miniatures.aidatatang_200zh import add_sheets, build

from audioflan.errors import AudioFlanError

ID = "aidatatang_200zh"
TRANSCRIPT = "aidatatang_200zh/transcript/aidatatang_200_zh_transcript.txt"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def test_a_recording_carries_all_that_its_names_and_tables_say(manifest):
    first = manifest.sort("split", descending=True).row(0, named=True)
    assert {key: value for key, value in first.items() if value is not None} == {
        "audio_id": "03_aidatatang_200zh_T0055G0002S0001",
        "path": "aidatatang_200zh/corpus/train/G0002/T0055G0002S0001.wav",
        "start": 0.0,
        "duration": 0.5,
        "sample_rate": 16000,
        "channels": 1,
        "split": "train",
        "group": "G0002",
        "speaker": "G0002",
        "language": "zh",
        "text": "今天天气怎么样",
        "text_raw": "今天 天气 怎么样",
        "licence": "CC-BY-NC-ND-4.0",
    }


def utterances(manifest, name):
    return dict(manifest.select(manifest["audio_id"].str.slice(-15), name).rows())


def test_full_width_letters_become_ascii_and_only_latin_words_keep_their_blanks(manifest):
    assert utterances(manifest, "text") == {
        "T0055G0002S0001": "今天天气怎么样",
        "T0055G0002S0002": "打开A P P播放love story",
        "T0055G0002S0003": None,
        "T0055G0431S0001": "请打开音乐",
        "T0055G1001S0001": "附近有什么餐厅",
    }


def test_the_split_is_the_folder_and_keeps_speakers_whole(manifest):
    assert sorted(manifest.select("split", "group").unique().rows()) == [
        ("dev", "G0431"),
        ("test", "G1001"),
        ("train", "G0002"),
    ]


def test_every_line_that_cannot_be_used_has_its_reason(both):
    assert reasons(both[1]) == {
        f"{TRANSCRIPT}:5": "transcript without recording",
        f"{TRANSCRIPT}:6": "line without a value",
    }


def test_the_files_beside_each_recording_change_nothing(tmp_path, both):
    build(tmp_path)
    manifest, rejects = damaged(ID, tmp_path, add_sheets)
    assert_frame_equal(manifest, both[0])
    assert_frame_equal(rejects, both[1])


def test_one_unreadable_recording_costs_only_itself(tmp_path):
    build(tmp_path)
    path = "aidatatang_200zh/corpus/dev/G0431/T0055G0431S0001.wav"
    (tmp_path / path).write_bytes(b"")
    manifest, rejects = damaged(ID, tmp_path)
    assert manifest.height == 4
    assert reasons(rejects)[path].startswith("unreadable header")


def test_a_missing_table_is_named_with_the_underscore_its_archive_lacks(tmp_path):
    with pytest.raises(AudioFlanError) as caught:
        damaged(ID, tmp_path, without("*.txt"))
    assert "no 'aidatatang_200_zh_transcript.txt'" in caught.value.what
    assert "aidatatang_200zh.tgz" in caught.value.remedy


def test_a_table_in_another_encoding_is_named(tmp_path):
    build(tmp_path)
    (tmp_path / TRANSCRIPT).write_bytes("T0055G0002S0001 今天\n".encode("utf-16"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == tmp_path / TRANSCRIPT


def test_a_folder_without_recordings_leaves_only_rejects(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("*.wav"))
    assert manifest.is_empty()
    assert set(reasons(rejects).values()) == {
        "transcript without recording",
        "line without a value",
    }
