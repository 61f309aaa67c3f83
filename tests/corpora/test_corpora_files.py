"""Listing audio files, reading headers and label texts, cutting windows."""

import gzip
import shutil
import subprocess

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.miniatures.sound import write_garbage, write_tone

from audioflan.corpora.audio_files import find_audio, list_files, read_headers
from audioflan.corpora.text_files import read_text
from audioflan.corpora.windows import cut
from audioflan.errors import AudioFlanError


def test_lists_files_of_any_depth_and_case_in_order(tmp_path):
    for name in ("b.WAV", "a/z.wav", "a/b/c.flac", "a.txt", "a/b-.wav"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list_files(tmp_path)["path"].to_list() == ["a/b-.wav", "a/b/c.flac", "a/z.wav", "b.WAV"]
    assert list_files(tmp_path, (".txt",))["path"].to_list() == ["a.txt"]


def test_passes_over_hidden_files_and_resource_forks(tmp_path):
    for name in ("._a.wav", ".cache/a.wav", "__MACOSX/a.wav", "a.wav"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list_files(tmp_path)["path"].to_list() == ["a.wav"]


def test_enters_linked_folders_once(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.wav").touch()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "corpus/loop").symlink_to(tmp_path / "corpus")
    assert list_files(tmp_path / "corpus")["path"].to_list() == ["linked/a.wav"]


def test_an_empty_folder_has_no_files(tmp_path):
    assert find_audio(tmp_path).is_empty()


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3", "aiff"])
def test_headers_give_rate_channels_and_seconds(tmp_path, suffix):
    write_tone(tmp_path / f"tone.{suffix}", 0.5, rate=48000, channels=2)
    facts = find_audio(tmp_path).row(0, named=True)
    assert facts == {
        "path": f"tone.{suffix}",
        "frames": 24000,
        "sample_rate": 48000,
        "channels": 2,
        "duration": 0.5,
        "reject": None,
    }


@pytest.mark.skipif(shutil.which("sox") is None, reason="needs the program sox")
def test_formats_that_libsndfile_lacks_are_read_by_sox(tmp_path):
    write_tone(tmp_path / "tone.wav", 0.5, rate=8000)
    subprocess.run(["sox", tmp_path / "tone.wav", tmp_path / "tone.sox"], check=True)
    facts = read_headers(tmp_path, pl.Series(["tone.sox"])).row(0, named=True)
    assert (facts["frames"], facts["sample_rate"], facts["channels"]) == (4000, 8000, 1)
    assert facts["reject"] is None


def test_files_without_samples_or_header_have_a_reason(tmp_path):
    write_tone(tmp_path / "empty.wav", 0)
    write_garbage(tmp_path / "page.wav")
    (tmp_path / "zero.wav").touch()
    found = find_audio(tmp_path)
    rejected = dict(found.select("path", "reject").rows())
    assert rejected["empty.wav"] == "no samples"
    assert rejected["page.wav"] == "unreadable header: Format not recognised"
    assert rejected["zero.wav"].startswith("unreadable header: ")


def test_headers_keep_the_order_asked_for(tmp_path):
    for index in range(20):
        write_tone(tmp_path / f"{index}.wav", (index + 1) / 8000)
    paths = pl.Series([f"{index}.wav" for index in reversed(range(20))])
    assert read_headers(tmp_path, paths)["frames"].to_list() == list(range(20, 0, -1))


@pytest.mark.parametrize("content", ["a\nb\n", "\ufeffa\nb\n", "a\r\nb\r\n", "a\rb\r"])
def test_texts_lose_the_mark_and_the_foreign_line_ends(tmp_path, content):
    (tmp_path / "labels.txt").write_bytes(content.encode())
    (tmp_path / "labels.txt.gz").write_bytes(gzip.compress(content.encode()))
    assert read_text(tmp_path / "labels.txt") == "a\nb\n"
    assert read_text(tmp_path / "labels.txt.gz") == "a\nb\n"


@pytest.mark.parametrize("content", [b"plain", gzip.compress(b"cut off", mtime=0)[:-4], b"\x1f\x8b\x08\x00"])
def test_a_torn_archive_is_named(tmp_path, content):
    path = tmp_path / "labels.txt.gz"
    path.write_bytes(content)
    with pytest.raises(AudioFlanError) as caught:
        read_text(path)
    assert caught.value.where == path


def test_text_that_is_not_utf_8_is_named(tmp_path):
    path = tmp_path / "labels.txt"
    path.write_bytes("é".encode("latin-1"))
    with pytest.raises(AudioFlanError, match="unreadable text"):
        read_text(path)


def recordings(*durations: float | None, reject: str | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "item": [f"song{index}" for index in range(len(durations))],
            "reject": [reject] * len(durations),
            "duration": durations,
        },
        schema={"item": pl.String, "reject": pl.String, "duration": pl.Float64},
    )


def test_the_remainder_is_a_window_of_its_own_or_rejected(tmp_path):
    windows = cut(recordings(23.0, 21.0), length=10, minimum=2)
    assert windows.select("item", "reject", "window", "start", "duration").rows() == [
        ("song0#t=0.0,10.0", None, 0, 0.0, 10.0),
        ("song0#t=10.0,20.0", None, 1, 10.0, 10.0),
        ("song0#t=20.0,23.0", None, 2, 20.0, 3.0),
        ("song1#t=0.0,10.0", None, 0, 0.0, 10.0),
        ("song1#t=10.0,20.0", None, 1, 10.0, 10.0),
        ("song1#t=20.0,21.0", "1.0 s left, under the 2 s of a window", 2, 20.0, 1.0),
    ]


def test_a_whole_multiple_has_no_remainder():
    assert cut(recordings(20.0), length=10, minimum=2)["duration"].to_list() == [10.0, 10.0]


def test_rejected_recordings_pass_through_whole():
    windows = cut(recordings(None, reject="no samples"), length=10, minimum=2)
    assert windows.select("item", "reject").rows() == [("song0", "no samples")]


@given(
    st.floats(0.01, 500),
    st.floats(0.5, 30),
    st.floats(0, 0.5),
)
def test_windows_tile_the_recording(duration, length, minimum):
    windows = cut(recordings(duration), length=length, minimum=minimum)
    ends = (windows["start"] + windows["duration"]).to_list()
    assert windows["start"][0] == 0
    assert windows["start"].to_list()[1:] == pytest.approx(ends[:-1])
    assert ends[-1] == pytest.approx(duration, abs=1e-4)
    assert windows["duration"].max() <= length
    kept = windows.filter(pl.col("reject").is_null())
    assert kept.is_empty() or kept["duration"].min() >= minimum
