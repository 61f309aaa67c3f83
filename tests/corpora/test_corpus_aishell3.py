"""AISHELL-3: what its reader finds in the miniature, and what it says of a damaged copy."""

import pytest
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.aishell3 import build

from audioflan.errors import AudioFlanError

ID = "aishell3"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def test_the_first_line_is_not_lost_to_its_byte_order_mark(manifest):
    first = manifest.row(0, named=True)
    assert {key: value for key, value in first.items() if value is not None} == {
        "audio_id": "06_AISHELL-3_SSB00050001",
        "path": "train/wav/SSB0005/SSB00050001.wav",
        "start": 0.0,
        "duration": 0.5,
        "sample_rate": 44100,
        "channels": 1,
        "split": "train",
        "group": "SSB0005",
        "speaker": "SSB0005",
        "gender": "female",
        "age": "14 to 25",
        "accent": "north",
        "language": "zh",
        "text": "广州女大学生",
        "text_raw": "广 guang3 州 zhou1 女 nv3 大 da4 学 xue2 生 sheng1",
        "phonemes": "guang3 zhou1 nv3 da4 xue2 sheng1",
        "licence": "Apache-2.0",
    }


def test_erhua_is_two_characters_and_one_syllable(manifest):
    assert column(manifest, "text")["SSB00050002"] == "等一会儿吧"
    assert column(manifest, "phonemes")["SSB00050002"] == "deng3 yi2 huir4 ba5"


def test_both_folders_have_their_split_though_they_share_speakers(manifest):
    assert column(manifest, "split") == {
        "SSB00050001": "train",
        "SSB00050002": "train",
        "SSB00050003": "train",
        "SSB00050004": "train",
        "SSB00050353": "test",
        "SSB03930001": "train",
        "SSB06930002": "test",
    }


def test_speakers_are_read_from_the_file_that_the_archive_has_not_the_readme_names(manifest):
    facts = manifest.select("speaker", "gender", "age", "accent").unique().sort("speaker").rows()
    assert facts == [
        ("SSB0005", "female", "14 to 25", "north"),
        ("SSB0393", "male", "26 to 40", None),
        ("SSB0693", "male", "under 14", "south"),
    ]


def test_recordings_without_a_usable_transcript_are_kept_without_text(manifest):
    assert sorted(column(manifest, "phonemes")) == [
        "SSB00050001",
        "SSB00050002",
        "SSB00050353",
        "SSB03930001",
        "SSB06930002",
    ]


def test_every_item_that_cannot_be_used_has_its_reason(both):
    assert reasons(both[1]) == {
        "spk-info.txt:6": "line without a value",
        "test/wav/SSB0693/SSB06930003.wav": "no samples",
        "train/content.txt:3": "characters and pinyin do not pair up",
        "train/content.txt:5": "transcript without recording",
    }


@pytest.mark.parametrize("name", ["content.txt", "spk-info.txt"])
def test_a_missing_table_is_named(tmp_path, name):
    with pytest.raises(AudioFlanError, match=f"no '{name}' below this folder") as caught:
        damaged(ID, tmp_path, without(name))
    assert "data_aishell3.tgz" in caught.value.remedy


def test_a_table_in_another_encoding_is_named(tmp_path):
    build(tmp_path)
    (tmp_path / "test/content.txt").write_bytes("SSB06930002.wav\t武 wu3".encode("gb18030"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == tmp_path / "test/content.txt"


def test_a_table_cut_off_inside_a_line_costs_that_line_only(tmp_path):
    build(tmp_path)
    path = tmp_path / "test/content.txt"
    path.write_text(path.read_text(encoding="utf-8")[:-6], encoding="utf-8")
    manifest, rejects = damaged(ID, tmp_path)
    assert reasons(rejects)["test/content.txt:3"] == "characters and pinyin do not pair up"
    assert manifest.height == 7


def test_a_folder_without_recordings_leaves_only_rejects(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("*.wav"))
    assert manifest.is_empty()
    assert reasons(rejects)["test/content.txt:1"] == "transcript without recording"
