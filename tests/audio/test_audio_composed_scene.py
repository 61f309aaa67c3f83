"""Scenes of several sounds: what is stated is what is heard, and when."""

from typing import Any

import numpy as np
import pytest
from audiobench import hiss, join, offered, silence, tone
from hypothesis import given
from hypothesis import strategies as st

from audioflan.audio.level import active_level_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.transforms import composed_scene
from audioflan.randomness import Draws

RATE = 16000
SOUNDS = {
    "rain": join(silence(0.2, 8000), hiss(1, 0.5, 8000), silence(0.4, 8000)),
    "wind": tone(700, 3.0, RATE, 0.1),
    "both": tone(700, 1.0, RATE, 0.1),
}
CLIP = {"audio_id": "clip", "path": "clip.wav", "split": "train", "labels": ["dog"]}
ROWS = [
    {"audio_id": "rain", "labels": ["rain"]},
    {"audio_id": "wind", "labels": ["wind"]},
    {"audio_id": "both", "labels": ["rain", "wind"]},
]
COMPANIONS = {"self": offered(SOUNDS, *ROWS)}
PARAMS = {"sounds": [2, 3], "pause": [0.1, 1.0], "level_db": [-30, -20], "longest": 1.0}
SIGNAL = join(silence(0.25, RATE), hiss(5, 0.5, RATE))


def draw(identity: str = "a", **changes: Any) -> dict[str, Any]:
    return composed_scene.draw(CLIP, {**PARAMS, **changes}, Draws(identity), COMPANIONS)


@given(st.text(max_size=8))
def test_labels_differ_and_the_clip_is_among_them(identity: str) -> None:
    sounds = draw(identity)["sounds"]
    labels = [sound["label"] for sound in sounds]
    assert 2 <= len(labels) == len(set(labels)) <= 3
    assert [sound["label"] for sound in sounds if sound["clip"] == "clip"] == ["dog"]
    assert all(sound["clip"] in ("clip", sound["label"]) for sound in sounds)


def test_places_are_drawn() -> None:
    first = {draw(str(number))["sounds"][0]["label"] for number in range(30)}
    assert first == {"dog", "rain", "wind"}


def test_a_scene_states_what_sounds_when() -> None:
    sounds = [
        {"clip": "rain", "label": "rain", "pause": 0.5, "level_db": -25.0},
        {"clip": "clip", "label": "dog", "pause": 0.3, "level_db": -20.0},
        {"clip": "wind", "label": "wind", "pause": 0.1, "level_db": -30.0},
    ]
    drawn = {"sounds": sounds, "tail": 0.4, "longest": 1.0}
    applied = composed_scene.apply(SIGNAL, drawn, SOUNDS.__getitem__)
    events = applied.facts["events"]
    assert [event["label"] for event in events] == ["rain", "dog", "wind"]
    assert [event["start"] for event in events] == pytest.approx([0.5, 1.3, 1.9], abs=0.021)
    lengths = [event["end"] - event["start"] for event in events]
    assert lengths == pytest.approx([0.5, 0.5, 1.0], abs=0.021)
    assert set(applied.signals) == {"input"}


@given(st.text(max_size=8))
def test_there_is_sound_exactly_within_the_events(identity: str) -> None:
    drawn = draw(identity)
    applied = composed_scene.apply(SIGNAL, drawn, SOUNDS.__getitem__)
    scene, events = applied.signals["input"], applied.facts["events"]
    outside = np.ones(scene.frames, bool)
    for event, sound in zip(events, drawn["sounds"], strict=True):
        first, last = scene.frame_at(event["start"]), scene.frame_at(event["end"])
        heard = scene.replace(scene.samples[first:last])
        assert active_level_db(heard) == pytest.approx(sound["level_db"], abs=0.5)
        outside[first : last + scene.frame_at(0.006)] = False
    assert not scene.samples[outside].any()
    assert scene.duration >= events[-1]["end"] + drawn["tail"] - 0.01


def test_sounds_that_are_cut_short_fade_out() -> None:
    sound = {"clip": "wind", "label": "wind", "pause": 0.0, "level_db": -20.0}
    drawn = {"sounds": [sound], "tail": 0.0, "longest": 0.5}
    scene = composed_scene.apply(SIGNAL, drawn, SOUNDS.__getitem__).signals["input"].samples[:, 0]
    assert np.abs(scene[7990:]).max() < 0.1 * np.abs(scene[:7000]).max()


def test_clips_that_cannot_be_told_apart_are_unsuitable() -> None:
    with pytest.raises(Unsuitable, match="no clip of another kind"):
        draw(sounds=[4, 4])
    with pytest.raises(Unsuitable, match="no label of its own"):
        composed_scene.draw({**CLIP, "labels": None}, PARAMS, Draws("a"), COMPANIONS)
    sound = {"clip": "clip", "label": "dog", "pause": 0.0, "level_db": -20.0}
    drawn = {"sounds": [sound], "tail": 0.0, "longest": 0.5}
    with pytest.raises(Unsuitable, match="dog: the clip is silent"):
        composed_scene.apply(silence(1.0, RATE), drawn, SOUNDS.__getitem__)
