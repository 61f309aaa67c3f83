"""Gaps: silent exactly where they say."""

import numpy as np
import pytest
from audiobench import hiss, silence
from hypothesis import given
from hypothesis import strategies as st
from transformbench import RATE, apply, draw

from audioflan.audio.problems import Unsuitable


@given(st.text(max_size=8), st.floats(0.61, 30))
def test_a_gap_lies_inside_the_clip(identity: str, duration: float) -> None:
    drawn = draw("gap", identity, duration=duration)
    start, end = drawn["gap_start"], drawn["gap_end"]
    assert 0.2 <= start < end <= duration - 0.2 + 1e-9
    assert 0.2 <= round(end - start, 2) <= 1.0
    assert (start, end) == (round(start, 2), round(end, 2))


def test_the_gap_is_silent_exactly_where_it_says() -> None:
    signal = hiss(5, 2.0, 22050)
    gapped = apply("gap", {"gap_start": 0.51, "gap_end": 1.03}, signal).signals["input"]
    first, last = round(0.51 * 22050), round(1.03 * 22050)
    assert not gapped.samples[first:last].any()
    assert np.array_equal(gapped.samples[:first], signal.samples[:first])
    assert np.array_equal(gapped.samples[last:], signal.samples[last:])


def test_clips_too_short_or_silent_in_the_gap_are_unsuitable() -> None:
    with pytest.raises(Unsuitable, match=r"0\.59 s are too short for a gap of 0\.20 s"):
        draw("gap", duration=0.59)
    with pytest.raises(Unsuitable, match="silent where the gap would be"):
        apply("gap", {"gap_start": 0.2, "gap_end": 0.4}, silence(1.0, RATE))
