"""Two clips at once: of different kinds, at the drawn ratio, the clip unchanged in the sum."""

from typing import Any

import numpy as np
import pytest
from audiobench import hiss, offered, silence, tone
from hypothesis import given
from hypothesis import strategies as st

from audioflan.audio.level import active_level_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import two_clips
from audioflan.randomness import Draws

RATE = 16000
SOUNDS = {
    "dog": hiss(1, 1.0, 8000, 0.05),
    "bark": hiss(2, 3.0, RATE, 0.05),
    "rain": tone(500, 0.4, 44100, 0.1),
    "wind": tone(700, 3.0, RATE, 0.1),
}
CLIP = {
    **{"audio_id": "clip", "path": "clip.wav", "split": "train", "group": "g0"},
    **{"duration": 1.5, "labels": ["dog"], "speaker": "amy", "caption": "A dog barks loudly."},
}
ROWS = [
    {"audio_id": "dog", "path": "dog.wav", "group": "g1", "labels": ["dog"], "speaker": "amy"},
    {"audio_id": "bark", "path": "bark.wav", "group": "g0", "labels": ["dog"], "speaker": None},
    {"audio_id": "rain", "path": "rain.wav", "group": "g2", "labels": ["rain", "dog"]},
    {"audio_id": "wind", "path": "wind.wav", "group": "g3", "labels": ["wind"], "speaker": "bob"},
]
CAPTIONS = {"dog": "Barks of a dog", "rain": "Rain and thunder", "wind": "Loudly howling wind"}
ROWS = [{**row, "caption": CAPTIONS.get(row["audio_id"])} for row in ROWS]
COMPANIONS = {"self": offered(SOUNDS, *ROWS)}
SIGNAL = hiss(5, 1.5, RATE, 0.05)


def draw(identity: str = "a", **params: Any) -> dict[str, Any]:
    wanted = {"level_db": [-5, 5], "by": "label", **params}
    return two_clips.draw(CLIP, wanted, Draws(identity), COMPANIONS)


@pytest.mark.parametrize(
    ("by", "others", "value"),
    [
        ("label", {"wind"}, "dog"),
        ("speaker", {"wind"}, "amy"),
        ("caption", {"rain"}, "A dog barks loudly."),
    ],
)
def test_the_other_is_known_to_be_of_another_kind(by: str, others: set[str], value: str) -> None:
    drawn = [draw(str(number), by=by) for number in range(20)]
    assert {one["other"] for one in drawn} == others
    assert {one[by] for one in drawn} == {value}


def test_the_reference_is_of_the_same_kind_but_not_the_same_recording() -> None:
    assert draw(reference=0.5)["reference"] == "dog"
    assert draw(by="speaker", reference=0.5)["reference"] == "dog"
    with pytest.raises(Unsuitable, match="no other clip of the same label"):
        draw(reference=1.5)
    assert "reference" not in draw()


def test_named_companions_come_before_the_corpus_itself() -> None:
    params = {"level_db": [0, 0], "by": "label"}
    companions = {**COMPANIONS, "other": offered(SOUNDS, {**ROWS[3], "audio_id": "rain"})}
    assert two_clips.draw(CLIP, params, Draws("a"), companions)["other"] == "rain"


def test_clips_without_a_kind_or_a_partner_are_unsuitable() -> None:
    params = {"level_db": [0, 0], "by": "label"}
    for labels in (None, [], ["dog", "cat"]):
        with pytest.raises(Unsuitable, match="no label of its own"):
            two_clips.draw({**CLIP, "labels": labels}, params, Draws("a"), COMPANIONS)
    for companions in ({}, {"self": offered(SOUNDS, *ROWS[:3])}):
        with pytest.raises(Unsuitable, match="no clip of another kind as 'other'"):
            two_clips.draw(CLIP, params, Draws("a"), companions)


@given(st.text(max_size=8), st.sampled_from(["rain", "wind"]))
def test_the_clip_is_whole_in_the_sum_at_the_drawn_ratio(identity: str, other: str) -> None:
    alone = {"self": offered(SOUNDS, {"audio_id": other, "path": "x.wav", "labels": [other]})}
    params = {"level_db": [-5, 5], "by": "label"}
    drawn = two_clips.draw(CLIP, params, Draws(identity), alone)
    applied = two_clips.apply(SIGNAL, drawn, SOUNDS.__getitem__)
    mixture = applied.signals["input"]
    rest = mixture.replace(mixture.samples - SIGNAL.samples)
    assert applied.facts == {"gain": 1.0}
    assert set(applied.signals) == {"input"}
    assert mixture.frames == SIGNAL.frames
    ratio = active_level_db(SIGNAL) - active_level_db(rest)
    assert ratio == pytest.approx(drawn["level_db"], abs=0.1)


def test_a_shorter_other_lies_within_the_clip() -> None:
    drawn = {"other": "rain", "shift": 0.75, "level_db": 0.0}
    mixture = two_clips.apply(SIGNAL, drawn, SOUNDS.__getitem__).signals["input"]
    heard = np.flatnonzero(np.abs(mixture.samples - SIGNAL.samples) > 1e-4)
    assert heard[0] / RATE == pytest.approx(0.75, abs=0.002)
    assert heard[-1] / RATE == pytest.approx(1.15, abs=0.002)


def test_of_a_longer_other_the_drawn_stretch_is_heard() -> None:
    drawn = {"other": "bark", "shift": -1.25, "level_db": 0.0}
    mixture = two_clips.apply(SIGNAL, drawn, SOUNDS.__getitem__).signals["input"]
    expected = SOUNDS["bark"].samples[20000 : 20000 + SIGNAL.frames, 0]
    found = (mixture.samples - SIGNAL.samples)[:, 0]
    assert np.corrcoef(found, expected)[0, 1] > 0.9999


def test_loud_clips_are_turned_down_with_their_target() -> None:
    loud = SIGNAL.replace(SIGNAL.samples / SIGNAL.peak)
    applied = two_clips.apply(loud, draw(level_db=[-5, -5]), SOUNDS.__getitem__)
    assert applied.facts["gain"] < 1.0
    assert applied.signals["input"].peak <= 1.0
    target = applied.signals["target"].samples
    assert np.allclose(target, loud.samples * applied.facts["gain"], atol=1e-6)


def test_stereo_clips_stay_stereo() -> None:
    stereo = Signal(np.repeat(SIGNAL.samples, 2, axis=1), RATE)
    mixture = two_clips.apply(stereo, draw(), SOUNDS.__getitem__).signals["input"]
    assert np.array_equal(mixture.samples[:, 0], mixture.samples[:, 1])


def test_silence_is_unsuitable() -> None:
    with pytest.raises(Unsuitable, match="the clip is silent"):
        two_clips.apply(silence(1.5, RATE), draw(), SOUNDS.__getitem__)
    with pytest.raises(Unsuitable, match="wind is silent where it would be heard"):
        two_clips.apply(SIGNAL, draw(), {"wind": silence(3.0, RATE)}.__getitem__)
