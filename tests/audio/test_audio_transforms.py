"""Transforms: what is drawn is complete, what is applied is exact."""

import json
from typing import Any

import numpy as np
import pytest
from audiobench import hiss
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import correlate
from transformbench import CLIP, COMPANIONS, PARAMS, RATE, SAME_LENGTH, SPEECH, apply, draw, few

from audioflan.audio.transforms import load_transform, transform_names
from audioflan.errors import AudioFlanError
from audioflan.randomness import Draws


def test_every_transform_is_tested_here() -> None:
    assert transform_names() == sorted(PARAMS)


@pytest.mark.parametrize("name", sorted(PARAMS))
@few
@given(identity=st.text(max_size=8))
def test_replaying_a_stored_draw_gives_the_same_samples(name: str, identity: str) -> None:
    drawn = draw(name, identity)
    first = apply(name, drawn)
    stored = json.loads(json.dumps({**drawn, **first.facts}))
    again = apply(name, stored)
    assert again.facts == first.facts
    assert again.signals.keys() == first.signals.keys()
    for role, signal in first.signals.items():
        assert signal.sample_rate == again.signals[role].sample_rate
        assert np.array_equal(signal.samples, again.signals[role].samples)


@pytest.mark.parametrize("name", sorted(PARAMS))
@few
@given(identity=st.text(max_size=8))
def test_nothing_clips_and_nothing_is_lost(name: str, identity: str) -> None:
    drawn = draw(name, identity)
    signals = apply(name, drawn).signals
    assert all(signal.peak < 1.0 and signal.frames for signal in signals.values())
    if name in SAME_LENGTH:
        assert {signal.frames for signal in signals.values()} == {SPEECH.frames}


@pytest.mark.parametrize("name", sorted(PARAMS))
def test_unknown_parameters_are_named(name: str) -> None:
    with pytest.raises(AudioFlanError, match="recipe parameter 'volume' is unknown"):
        load_transform(name).draw(CLIP, {**PARAMS[name], "volume": 1}, Draws("a"), COMPANIONS)


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("additive_noise", {}, "'snr_db' is None. Remedy: give two numbers"),
        ("additive_noise", {"snr_db": [20, -5]}, r"give \[low, high\] with -100 <= low <= high"),
        ("gap", {"duration": ["a", 1]}, "two numbers"),
        ("gap", {"duration": [0, 1]}, r"with 0\.01 <= low"),
        ("band_limit", {"rates": []}, "list of sample rates"),
        ("band_limit", {"rates": [8000.5]}, "whole sample rates"),
        ("speech_scene", {**PARAMS["speech_scene"], "utterances": [1.5, 2]}, "two whole numbers"),
        ("two_clips", {"level_db": [0, 0], "by": "colour"}, "one of label, speaker, caption"),
        ("composed_scene", {**PARAMS["composed_scene"], "longest": 0}, "seconds above 0"),
    ],
)
def test_wrong_parameters_show_the_right_form(
    name: str, params: dict[str, Any], message: str
) -> None:
    with pytest.raises(AudioFlanError, match=message):
        load_transform(name).draw(CLIP, params, Draws("a"), COMPANIONS)


def test_a_mistyped_transform_gets_a_proposal() -> None:
    with pytest.raises(AudioFlanError, match="did you mean 'stem_mix'"):
        load_transform("stemmix")


@pytest.mark.parametrize("name", ["additive_noise", "clipping", "gap", "reverb", "two_clips"])
def test_input_and_clip_are_aligned(name: str) -> None:
    signal = hiss(9, 2.2, RATE)
    changed = apply(name, draw(name), signal).signals["input"]
    correlation = correlate(changed.samples[:, 0], signal.samples[:, 0], "full", "fft")
    assert np.argmax(correlation) == signal.frames - 1
