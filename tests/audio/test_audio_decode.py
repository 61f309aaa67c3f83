"""Every container in, the same samples out; whatever cannot be decoded says why."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from audiobench import hiss, piece, tone, write_sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audioflan.audio.decode import decode
from audioflan.audio.encode import from_pcm16, to_pcm16
from audioflan.audio.problems import ClipError
from audioflan.errors import AudioFlanError

needs_sox = pytest.mark.skipif(shutil.which("sox") is None, reason="the SoX program is absent")
NOISE = hiss(3, 1.0, 16000)


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.aiff", "a.au", "a#1.wav", "b c.W64"])
def test_lossless_containers_give_the_stored_samples(tmp_path: Path, name: str) -> None:
    write_sound(tmp_path / name, NOISE, "PCM_16")
    signal = decode(tmp_path, name)
    assert signal.sample_rate == 16000
    assert np.array_equal(signal.samples, from_pcm16(to_pcm16(NOISE.samples)))


@pytest.mark.parametrize("name", ["a.ogg", "a.mp3"])
def test_lossy_containers_keep_the_length(tmp_path: Path, name: str) -> None:
    write_sound(tmp_path / name, tone(440, 2.0, 44100))
    signal = decode(tmp_path, name)
    assert signal.duration == pytest.approx(2.0, abs=0.03)
    assert np.sqrt(np.mean(signal.samples**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg"])
def test_a_span_is_that_part_of_the_whole(tmp_path: Path, name: str) -> None:
    write_sound(tmp_path / name, NOISE)
    whole = decode(tmp_path, name)
    part = decode(tmp_path, name, 0.25, 0.5)
    assert np.allclose(part.samples, whole.samples[4000:12000], atol=1e-6)


@needs_sox
@pytest.mark.parametrize(("name", "error"), [("a.wv", 1e-4), ("a.gsm", 0.2), ("a.al", 0.03)])
def test_formats_of_sox_are_decoded_by_sox(tmp_path: Path, name: str, error: float) -> None:
    signal = tone(300, 1.0, 8000)
    write_sound(tmp_path / "a.wav", signal)
    subprocess.run(["sox", tmp_path / "a.wav", tmp_path / name], check=True)
    decoded = decode(tmp_path, name, 0.5, 0.25)
    assert (decoded.frames, decoded.sample_rate) == (2000, 8000)
    assert np.abs(decoded.samples - signal.samples[4000:6000]).max() < error


@needs_sox
def test_sox_refuses_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.wv").write_bytes(b"no sound at all")
    with pytest.raises(ClipError, match=r"a\.wv: the file cannot be decoded: sox"):
        decode(tmp_path, "a.wv")


def test_a_missing_sox_program_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.wv").write_bytes(b"wvpk")
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))
    with pytest.raises(AudioFlanError, match="apt-get install sox libsox-fmt-all") as caught:
        decode(tmp_path, "a.wv")
    assert not isinstance(caught.value, ClipError)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.wav", b"not a sound", "cannot be decoded: Format not recognised"),
        ("a.raw", b"1234", "cannot be decoded"),
        ("a.mid", b"MThd", "cannot be parsed"),
        ("a.mp3", b"", "cannot be decoded"),
    ],
)
def test_an_undecodable_file_says_why(
    midi_root: Path, name: str, content: bytes, reason: str
) -> None:
    (midi_root / name).write_bytes(content)
    with pytest.raises(ClipError, match=f"^{name}: .*{reason}"):
        decode(midi_root, name)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=200), st.sampled_from([".wav", ".flac", ".mid"]), st.booleans())
def test_no_bytes_crash_a_decoder(
    midi_root: Path, content: bytes, suffix: str, headed: bool
) -> None:
    heads = {".wav": b"RIFF\x00\x00\x00\x00WAVEfmt ", ".flac": b"fLaC", ".mid": b"MThd\x00\x00"}
    name = f"{abs(hash((content, headed)))}{suffix}"
    (midi_root / name).write_bytes(heads[suffix] + content if headed else content)
    try:
        assert decode(midi_root, name).frames > 0
    except ClipError as error:
        assert str(error).startswith(name)


@pytest.mark.parametrize("name", ["a.wav", "a.wv", "a.mid"])
def test_an_absent_file_is_a_problem_of_the_clip(midi_root: Path, name: str) -> None:
    with pytest.raises(ClipError, match="the file is absent"):
        decode(midi_root, name)


def test_a_header_without_samples(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros((0, 1), np.int16), 8000)
    with pytest.raises(ClipError, match="no samples"):
        decode(tmp_path, "a.wav")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_not_numbers(tmp_path: Path, value: float) -> None:
    samples = np.zeros(100, np.float32)
    samples[50] = value
    soundfile.write(tmp_path / "a.wav", samples, 8000, subtype="FLOAT")
    with pytest.raises(ClipError, match="not finite"):
        decode(tmp_path, "a.wav")


def test_a_span_beyond_the_end_states_both_lengths(tmp_path: Path) -> None:
    write_sound(tmp_path / "a.wav", NOISE)
    with pytest.raises(ClipError, match=r"ends after 0\.400 s of the 0\.550 s span"):
        decode(tmp_path, "a.wav", 0.6, 0.55)
    assert decode(tmp_path, "a.wav", 0.6, 0.43).frames == 6400


def test_a_midi_piece_is_the_sum_of_its_instruments(midi_root: Path) -> None:
    piece(
        midi_root / "p.mid",
        (0, False, [(0.0, 1.0, 60), (1.0, 2.0, 64)]),
        (40, False, [(0.5, 2.0, 67)]),
        (0, True, [(0.0, 0.1, 36), (1.0, 1.1, 38)]),
    )
    stems = [decode(midi_root, f"p.mid#{index}") for index in range(3)]
    whole = decode(midi_root, "p.mid")
    total = np.sum([stem.samples.astype(np.float64) for stem in stems], axis=0)
    assert np.array_equal(whole.samples, total.astype(np.float32))
    assert (whole.sample_rate, whole.channels, whole.frames) == (44100, 1, 3 * 44100)
    assert all(stem.peak > 0.01 for stem in stems)


def test_midi_notes_sound_when_the_score_says(midi_root: Path) -> None:
    piece(midi_root / "now.mid", (80, False, [(0.0, 0.3, 69)]))
    piece(midi_root / "later.mid", (80, False, [(0.5, 0.8, 69)]))
    now, signal = decode(midi_root, "now.mid"), decode(midi_root, "later.mid")
    assert np.flatnonzero(signal.samples)[0] == 22050
    assert np.array_equal(signal.samples[22050:], now.samples)
    assert np.abs(signal.samples[22050:24000]).max() > 0.01
    spectrum = np.abs(np.fft.rfft(signal.samples[24000:33000, 0], 1 << 16))
    assert np.argmax(spectrum) * 44100 / (1 << 16) == pytest.approx(440, abs=3)


def test_a_note_of_no_length_does_not_ring_on(midi_root: Path) -> None:
    notes = [(0.0, 0.000007, 60), (5.0, 5.2, 62)]
    piece(midi_root / "p.mid", (19, False, notes), resolution=30_000)
    assert np.abs(decode(midi_root, "p.mid", 3.0, 1.5).samples).max() < 1e-3


def test_windows_of_a_piece_are_cut_from_one_rendering(midi_root: Path) -> None:
    piece(midi_root / "p.mid", (0, False, [(0.0, 2.0, 60)]))
    whole = decode(midi_root, "p.mid")
    window = decode(midi_root, "p.mid", 0.5, 1.0)
    assert np.array_equal(window.samples, whole.samples[22050:66150])


def test_an_instrument_that_the_piece_lacks(midi_root: Path) -> None:
    piece(midi_root / "p.mid", (0, False, [(0.0, 1.0, 60)]))
    with pytest.raises(ClipError, match="no instrument 7"):
        decode(midi_root, "p.mid#7")


def test_midi_without_a_soundfont(tmp_path: Path) -> None:
    piece(tmp_path / "p.mid", (0, False, [(0.0, 1.0, 60)]))
    with pytest.raises(AudioFlanError, match=r"no SoundFont .*fetch this corpus again"):
        decode(tmp_path, "p.mid")
