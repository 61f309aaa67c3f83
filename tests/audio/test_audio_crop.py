"""Continuation: the two parts are the clip again, sample for sample."""

from typing import Any

import numpy as np
import pytest
from audiobench import hiss, join, silence
from hypothesis import given
from hypothesis import strategies as st

from audioflan.audio.problems import Unsuitable
from audioflan.audio.transforms import crop
from audioflan.randomness import Draws

RATE = 22050
PARAMS = {"prompt": [1, 5], "rest": [1, 10]}


def draw(duration: float, identity: str = "a", params: Any = PARAMS) -> dict[str, Any]:
    return crop.draw({"duration": duration}, params, Draws(identity), {})


@given(st.floats(2.0, 40.0), st.text(max_size=8))
def test_both_parts_keep_their_bounds(duration: float, identity: str) -> None:
    drawn = draw(duration, identity)
    cut, end = drawn["cut"], drawn["end"]
    assert 1.0 <= cut <= 5.0
    assert 1.0 <= round(end - cut, 2) <= 10.0
    assert end <= duration
    assert (cut, end) == (round(cut, 2), round(end, 2))


@given(st.integers(2 * RATE, 4 * RATE), st.text(max_size=8))
def test_the_parts_join_without_a_seam(frames: int, identity: str) -> None:
    signal = hiss(1, frames / RATE, RATE)
    drawn = draw(signal.duration, identity)
    parts = crop.apply(signal, drawn, {}.__getitem__).signals
    joined = np.concatenate([parts["input"].samples, parts["target"].samples])
    assert parts["input"].frames == round(drawn["cut"] * RATE)
    assert len(joined) == round(drawn["end"] * RATE)
    assert np.array_equal(joined, signal.samples[: len(joined)])


def test_a_clip_of_just_enough_is_cut_at_its_only_place() -> None:
    assert draw(2.0) == {"cut": 1.0, "end": 2.0}
    with pytest.raises(Unsuitable, match=r"1\.99 s do not hold 1 s and 1 s more"):
        draw(1.99)


@pytest.mark.parametrize("silent", [0, 1])
def test_silence_before_or_after_the_cut_is_unsuitable(silent: int) -> None:
    parts = [hiss(1, 1.0, RATE), hiss(2, 1.0, RATE)]
    parts[silent] = silence(1.0, RATE)
    with pytest.raises(Unsuitable, match="silent before or after"):
        crop.apply(join(*parts), {"cut": 1.0, "end": 2.0}, {}.__getitem__)
