"""Kaldi tables, Mandarin transcripts, and files picked out of a listing."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.miniatures.sound import write_garbage, write_tone

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.kaldi import attach, faults, read_lines, values
from audioflan.corpora.listing import named, needed, recordings
from audioflan.errors import AudioFlanError


def write(root, content):
    (root / "text").write_bytes(content.encode())
    return read_lines(root, "text")


@pytest.mark.parametrize(
    "content",
    ["a x y\nb z", "\ufeffa x y\nb z\n", "a\tx y\r\nb\tz\r\n", "\na   x y \n\n# note\n b  z\n"],
)
def test_a_line_is_a_key_and_the_rest(tmp_path, content):
    assert values(write(tmp_path, content), "key", "text").rows() == [("a", "x y"), ("b", "z")]


def test_lines_of_no_use_say_why_and_where(tmp_path):
    lines = write(tmp_path, "a 1\na 2\nb\n")
    assert faults(lines).rows() == [
        ("text:2", "the key of an earlier line"),
        ("text:3", "line without a value"),
    ]


def test_an_empty_table_has_no_lines(tmp_path):
    assert write(tmp_path, "").is_empty()


def test_recordings_and_lines_are_all_still_there_after_joining(tmp_path):
    audio = pl.DataFrame(
        {"path": ["a.wav", "c.wav"], "utterance": ["a", "c"], "reject": [None, None]},
        schema={"path": pl.String, "utterance": pl.String, "reject": pl.String},
    )
    found = attach(audio, write(tmp_path, "a 1\nb 2\nd\n"), "text_raw")
    assert found.select("item", "reject", "text_raw").rows() == [
        ("a.wav", None, "1"),
        ("c.wav", None, None),
        ("text:2", "transcript without recording", None),
        ("text:3", "line without a value", None),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("今天 天气 很 好", "今天天气很好"),
        ("播放 ＡＢ ａ b c 的 love story", "播放AB a b c的love story"),
        ("　全角　空格 ", "全角空格"),
        ("你好，（是）", "你好，（是）"),
        ("Ｗｉ－Ｆｉ　３．５％", "Wi-Fi 3.5%"),
        (" ", None),
        (None, None),
    ],
)
def test_mandarin_has_blanks_between_latin_words_only(written, expected):
    column = pl.DataFrame({"text": [written]}, schema={"text": pl.String})
    assert column.select(plain(pl.col("text"))).item() == expected


@given(st.text(alphabet="你好ab1 Ａ"))
def test_tidying_a_tidy_text_changes_nothing(text):
    once = pl.DataFrame({"text": [text]}).select(plain(pl.col("text")))
    assert once.select(plain(pl.col("text"))).item() == once.item()


def test_files_are_found_by_the_end_of_their_path_in_any_case(tmp_path):
    for name in ("a/Text", "b/text", "b/context"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    files = list_files(tmp_path, ("text",))
    assert named(files, "text") == ["a/Text", "b/text"]
    assert named(files, "b/text") == ["b/text"]
    assert needed(tmp_path, files, "text", "a.zip") == "a/Text"
    with pytest.raises(AudioFlanError, match=r"no 'wav\.scp' below this folder"):
        needed(tmp_path, files, "wav.scp", "a.zip")


def test_recordings_have_the_groups_of_their_path_and_their_header(tmp_path):
    write_tone(tmp_path / "train/a.wav", 0.5)
    write_garbage(tmp_path / "b.wav")
    files = list_files(tmp_path)
    found = recordings(tmp_path, files, r"(?:(train)/)?(\w)\.wav$", ("split", "name"))
    assert found.select("path", "split", "name", "duration", "reject").rows() == [
        ("b.wav", None, "b", None, "unreadable header: Format not recognised"),
        ("train/a.wav", "train", "a", 0.5, None),
    ]
