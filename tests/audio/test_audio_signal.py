"""Signals, changes of rate, and the one way to 16 bits."""

import hashlib

import numpy as np
import pytest
from audiobench import hiss, tone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from audioflan.audio.encode import (
    flac_bytes,
    from_pcm16,
    headroom_gain,
    pcm_digest,
    read_flac,
    to_pcm16,
    within_full_scale,
)
from audioflan.audio.problems import ClipError
from audioflan.audio.resample import resample, resampled_frames
from audioflan.audio.signal import Signal

PCM = arrays.arrays(
    np.int16, st.tuples(st.integers(1, 300), st.integers(1, 3)), elements=st.integers(-32768, 32767)
)


def test_a_signal_knows_its_length_and_its_mono_mix() -> None:
    signal = Signal(np.array([[0.5, -0.5], [0.25, 0.75]], np.float32), 8000)
    assert (signal.frames, signal.channels, signal.duration) == (2, 2, 2 / 8000)
    assert signal.mono().samples.tolist() == [[0.0], [0.5]]


def test_a_signal_without_a_channel_axis_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[frames, channels\]"):
        Signal(np.zeros(10, np.float32), 8000)


@given(PCM)
def test_16_bit_samples_survive_float_and_flac_unchanged(pcm: np.ndarray) -> None:
    assert np.array_equal(to_pcm16(from_pcm16(pcm)), pcm)
    decoded, rate = read_flac(flac_bytes(pcm, 16000))
    assert np.array_equal(decoded, pcm)
    assert rate == 16000


@given(PCM)
def test_the_digest_is_that_of_interleaved_little_endian_samples(pcm: np.ndarray) -> None:
    assert pcm_digest(pcm) == hashlib.sha256(pcm.astype("<i2").tobytes()).hexdigest()


def test_values_beyond_full_scale_saturate() -> None:
    assert to_pcm16(np.array([[1.5], [-1.5], [1.0]], np.float32)).tolist() == [
        [32767],
        [-32768],
        [32767],
    ]


@given(st.floats(0.01, 1000))
def test_headroom_leaves_no_peak_above_full_scale(peak: float) -> None:
    assert peak * headroom_gain(peak) <= 0.999 + 1e-9
    assert headroom_gain(peak) == 1.0 or peak > 0.999


def test_an_overshooting_signal_is_turned_down_and_others_are_not() -> None:
    loud, gain = within_full_scale(tone(440, 0.1, 8000, level=1.6))
    assert gain == pytest.approx(0.999 / 1.6, abs=1e-3)
    assert 0.99 < loud.peak <= 0.9991
    quiet = tone(440, 0.1, 8000)
    assert within_full_scale(quiet) == (quiet, 1.0)


def test_flac_that_cannot_be_is_a_problem_of_the_clip() -> None:
    with pytest.raises(ClipError, match="FLAC cannot hold 9 channels"):
        flac_bytes(np.zeros((10, 9), np.int16), 8000)


@given(
    st.integers(1, 4000),
    st.sampled_from([8000, 11025, 16000, 44100]),
    st.sampled_from([8000, 22050, 16000, 48000]),
)
def test_resampling_gives_the_stated_number_of_frames(frames: int, old: int, new: int) -> None:
    signal = Signal(np.zeros((frames, 2), np.float32), old)
    assert resample(signal, new).frames == resampled_frames(frames, old, new)


def test_resampling_neither_shifts_nor_scales() -> None:
    signal = tone(440, 1.0, 44100)
    low = resample(signal, 16000)
    expected = tone(440, 1.0, 16000)
    inner = slice(200, -200)
    assert np.abs(low.samples[inner] - expected.samples[inner]).max() < 1e-3


def test_a_signal_at_its_own_rate_is_untouched() -> None:
    signal = hiss(1, 0.1, 8000)
    assert resample(signal, 8000) is signal
