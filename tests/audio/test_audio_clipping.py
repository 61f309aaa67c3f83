"""Clipping: exactly the samples above the level change."""

import numpy as np
import pytest
from audiobench import hiss, silence, tone
from hypothesis import given
from hypothesis import strategies as st

from audioflan.audio.problems import Unsuitable
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import clipping

RATE = 16000


@given(st.floats(6.0, 15.0), st.integers(0, 20))
def test_samples_below_the_level_are_untouched(below: float, seed: int) -> None:
    signal = hiss(seed, 0.5, RATE, 0.2)
    applied = clipping.apply(signal, {"below_peak_db": below}, {}.__getitem__)
    clipped, limit = applied.signals["input"], signal.peak * 10 ** (-below / 20)
    inside = np.abs(signal.samples) <= limit * (1 - 1e-6)
    assert set(applied.signals) == {"input"}
    assert np.array_equal(clipped.samples[inside], signal.samples[inside])
    assert clipped.peak == pytest.approx(limit, rel=1e-6)
    assert applied.facts["clipped"] == pytest.approx(1 - inside.mean(), abs=1e-3)


def test_polarity_is_kept() -> None:
    signal = tone(100, 0.5, RATE)
    clipped = clipping.apply(signal, {"below_peak_db": 6.0}, {}.__getitem__).signals["input"]
    assert np.array_equal(np.sign(clipped.samples), np.sign(signal.samples))


def test_a_lone_click_is_no_clipped_clip() -> None:
    click = Signal(np.full((RATE, 1), 0.01, np.float32), RATE)
    click.samples[100] = 1.0
    with pytest.raises(Unsuitable, match=r"0\.01% of the samples"):
        clipping.apply(click, {"below_peak_db": 10.0}, {}.__getitem__)
    with pytest.raises(Unsuitable, match="the clip is silent"):
        clipping.apply(silence(1.0, RATE), {"below_peak_db": 10.0}, {}.__getitem__)
