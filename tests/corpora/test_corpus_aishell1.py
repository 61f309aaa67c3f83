"""AISHELL-1: what its reader finds in the miniature, and what it says of a damaged copy."""

import pytest
from tests.corpora.spoken import column, damaged, reasons, without
from tests.miniatures.aishell1 import build

from audioflan.errors import AudioFlanError

ID = "aishell1"
TRANSCRIPT = "data_aishell/transcript/aishell_transcript_v0.8.txt"
WAV = "data_aishell/wav"


@pytest.fixture
def both(indexed):
    return indexed(ID)


@pytest.fixture
def manifest(both):
    return both[0]


def test_a_recording_carries_all_that_its_names_and_tables_say(manifest):
    first = manifest.row(0, named=True)
    assert {key: value for key, value in first.items() if value is not None} == {
        "audio_id": "04_AISHELL-1_BAC009S0002W0122",
        "path": f"{WAV}/train/S0002/BAC009S0002W0122.wav",
        "start": 0.0,
        "duration": 1.0,
        "sample_rate": 16000,
        "channels": 1,
        "split": "train",
        "group": "S0002",
        "speaker": "S0002",
        "gender": "female",
        "language": "zh",
        "text": "而对楼市成交抑制作用最大的限购",
        "text_raw": "而 对 楼市 成交 抑制 作用 最 大 的 限 购",
        "licence": "Apache-2.0",
    }


def test_full_width_letters_become_ascii_and_only_latin_words_keep_their_blanks(manifest):
    assert column(manifest, "text")["BAC009S0002W0123"] == "n b a球星k t v唱歌"
    assert column(manifest, "text_raw")["BAC009S0002W0123"] == "ｎ ｂ ａ 球星 ｋ ｔ ｖ 唱歌"


def test_the_split_is_the_folder_inside_the_speakers_archive(manifest):
    assert column(manifest, "split") == {
        "BAC009S0002W0122": "train",
        "BAC009S0002W0123": "train",
        "BAC009S0002W0124": "train",
        "BAC009S0002W0125": "train",
        "BAC009S0724W0121": "dev",
        "BAC009S0764W0121": "test",
    }


def test_speaker_info_lacks_the_s_and_may_have_several_blanks(manifest):
    genders = dict(manifest.select("speaker", "gender").unique().rows())
    assert genders == {"S0002": "female", "S0724": "male", "S0764": "female"}


def test_recordings_without_a_transcript_are_kept_without_text(manifest):
    assert "BAC009S0002W0124" not in column(manifest, "text")
    assert "BAC009S0002W0125" not in column(manifest, "text")
    assert column(manifest, "gender")["BAC009S0002W0124"] == "female"


def test_every_item_that_cannot_be_used_has_its_reason(both):
    assert reasons(both[1]) == {
        f"{TRANSCRIPT}:3": "line without a value",
        f"{TRANSCRIPT}:7": "the key of an earlier line",
        f"{TRANSCRIPT}:8": "transcript without recording",
        f"{TRANSCRIPT}:9": "line without a value",
        f"{WAV}/S0916/BAC009S0916W0121.wav": "below none of the folders train, dev, test",
        f"{WAV}/test/S0764/BAC009S0764W0122.wav": "no samples",
        f"{WAV}/train/S0002/BAC009S0002W0126.wav": ("unreadable header: Format not recognised"),
    }


@pytest.mark.parametrize(
    ("name", "archive"),
    [
        ("aishell_transcript_v0.8.txt", "data_aishell.tgz"),
        ("speaker.info", "resource_aishell.tgz"),
    ],
)
def test_a_missing_table_is_named_with_the_archive_that_holds_it(tmp_path, name, archive):
    with pytest.raises(AudioFlanError) as caught:
        damaged(ID, tmp_path, without(name))
    assert caught.value.what == f"corpus aishell1: no '{name}' below this folder"
    assert archive in caught.value.remedy


def test_a_table_in_another_encoding_is_named(tmp_path):
    build(tmp_path)
    path = tmp_path / TRANSCRIPT
    path.write_bytes("BAC009S0002W0122 例子\n".encode("gb18030"))
    with pytest.raises(AudioFlanError, match="unreadable text") as caught:
        damaged(ID, tmp_path)
    assert caught.value.where == path
    assert caught.value.remedy == "fetch the corpus again"


def test_a_folder_without_recordings_leaves_only_rejects(tmp_path):
    manifest, rejects = damaged(ID, tmp_path, without("*.wav"))
    assert manifest.is_empty()
    assert reasons(rejects)[f"{TRANSCRIPT}:1"] == "transcript without recording"
