"""Band limiting: nothing is left above the band, and the length is exact."""

import numpy as np
import pytest
from audiobench import hiss
from hypothesis import given
from hypothesis import strategies as st
from transformbench import RATE, SPEECH, apply, draw

from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample


@pytest.mark.parametrize("source_rate", [4000, 8000])
def test_a_band_limited_input_has_nothing_above_its_band(source_rate: int) -> None:
    signal = hiss(4, 2.0, RATE)
    drawn = {"source_rate": source_rate, "target_rate": RATE}
    limited = apply("band_limit", drawn, signal).signals["input"]
    assert (limited.sample_rate, limited.frames) == (source_rate, 2 * source_rate)
    restored = resample(limited, RATE)
    power = np.abs(np.fft.rfft(restored.samples[:, 0] * np.hanning(restored.frames))) ** 2
    cut = int(1.02 * source_rate / RATE * len(power))
    assert 10 * np.log10(power[cut:].mean() / power[:cut].mean()) < -60


@given(st.integers(RATE // 2, RATE))
def test_the_length_at_the_low_rate_is_rounded_up(frames: int) -> None:
    drawn = {"source_rate": 4000, "target_rate": RATE}
    signal = SPEECH.replace(SPEECH.samples[:frames])
    assert apply("band_limit", drawn, signal).signals["input"].frames == -(-frames // 4)


def test_rates_are_drawn_below_that_of_the_clip() -> None:
    drawn = {draw("band_limit", str(i))["source_rate"] for i in range(40)}
    assert drawn == {4000, 8000}
    assert draw("band_limit", sample_rate=8000) == {"source_rate": 4000, "target_rate": 8000}
    with pytest.raises(Unsuitable, match="4000 Hz, is not above"):
        draw("band_limit", sample_rate=4000)
