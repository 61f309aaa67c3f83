"""People who speak at once: by the recipe of the corpus, or drawn."""

import json
from typing import Any

import numpy as np
import pytest
from audiobench import Bench, hiss, offered, silence, tone

from audioflan.audio.problems import Unsuitable
from audioflan.audio.transforms import speech_mixture
from audioflan.randomness import Draws

RATE = 16000
SOUNDS = {
    "amy.wav": hiss(1, 1.5, RATE, 0.05),
    "bob.wav": hiss(2, 0.9, RATE, 0.05),
    "noise.wav": tone(90, 4.0, RATE, 0.05),
    "again": hiss(3, 1.2, RATE),
    "bobby": hiss(4, 1.2, RATE),
}
CLIP = {
    **{"audio_id": "clip", "path": "amy.wav", "split": "train", "duration": 1.5, "speaker": "amy"},
    "stems": [{"name": name, "path": f"{name}.wav"} for name in ("bob", "amy", "noise")],
    "extra": json.dumps({"mixture": "m", "gains": [0.5, 2.0, 0.25]}),
}
COMPANIONS = {
    "self": offered(
        SOUNDS,
        {"audio_id": "again", "path": "again.wav", "speaker": "amy"},
        {"audio_id": "bobby", "path": "bobby.wav", "speaker": "bob"},
    )
}
PARAMS = {"level_db": [-3, 3], "reference": 1.0}


def draw(**changes: Any) -> dict[str, Any]:
    return speech_mixture.draw({**CLIP, **changes}, PARAMS, Draws("a"), COMPANIONS)


def test_stems_are_mixed_at_the_gains_of_the_corpus() -> None:
    drawn = draw()
    assert drawn == {
        "stems": [{"path": "bob.wav", "gain": 0.5}, {"path": "noise.wav", "gain": 0.25}],
        "gain_own": 2.0,
        "reference": "again",
    }
    amy, bob, noise = (SOUNDS[f"{name}.wav"].samples for name in ("amy", "bob", "noise"))
    applied = speech_mixture.apply(SOUNDS["amy.wav"], drawn, SOUNDS.__getitem__)
    expected = 2.0 * amy + 0.25 * noise[: len(amy)]
    expected[: len(bob)] += 0.5 * bob
    assert applied.facts == {"gain": 1.0}
    assert np.allclose(applied.signals["input"].samples, expected, atol=1e-6)
    assert np.allclose(applied.signals["target"].samples, 2.0 * amy, atol=1e-6)


def test_stems_without_gains_are_mixed_as_they_are() -> None:
    drawn = draw(extra=None)
    assert drawn["gain_own"] == 1.0
    assert [stem["gain"] for stem in drawn["stems"]] == [1.0, 1.0]


def test_loud_speakers_are_turned_down_together() -> None:
    drawn = {"stems": [{"path": "noise.wav", "gain": 20.0}], "gain_own": 1.0}
    applied = speech_mixture.apply(SOUNDS["amy.wav"], drawn, SOUNDS.__getitem__)
    gain = applied.facts["gain"]
    target = SOUNDS["amy.wav"].samples * gain
    assert gain < 1.0
    assert applied.signals["input"].peak <= 1.0
    assert np.allclose(applied.signals["target"].samples, target, atol=1e-6)


def test_a_clip_without_stems_is_mixed_with_another_speaker() -> None:
    drawn = draw(stems=None)
    assert (drawn["other"], drawn["speaker"], drawn["reference"]) == ("bobby", "amy", "again")
    mixture = speech_mixture.apply(SOUNDS["amy.wav"], drawn, SOUNDS.__getitem__).signals["input"]
    assert mixture.frames == SOUNDS["amy.wav"].frames


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"speaker": "eve"}, "no other clip of the same speaker"),
        ({"speaker": "bob", "stems": CLIP["stems"][1:]}, "0 stems of the speaker and 2 of others"),
        ({"stems": CLIP["stems"][1:2], "extra": None}, "1 stems of the speaker and 0 of others"),
    ],
)
def test_incomplete_mixtures_are_unsuitable(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unsuitable, match=reason):
        draw(**{"extra": None, **changes})


def test_a_mixture_in_which_nobody_else_is_heard_is_unsuitable() -> None:
    drawn = {"stems": [{"path": "mute.wav", "gain": 1.0}], "gain_own": 1.0}
    mute = {"mute.wav": silence(2.0, RATE)}
    with pytest.raises(Unsuitable, match="nobody else is heard"):
        speech_mixture.apply(SOUNDS["amy.wav"], drawn, mute.__getitem__)


def test_a_stem_that_ends_early_is_silent_from_there(bench: Bench) -> None:
    sounds = {name: SOUNDS[name] for name in ("amy.wav", "bob.wav")}
    rows = [
        {"audio_id": f"01_X_{number}", "path": path, "speaker": speaker, "stems": CLIP["stems"][:2]}
        for number, (path, speaker) in enumerate([("amy.wav", "amy"), ("again.wav", "amy")])
    ]
    corpus = bench.corpus("x", rows, {**sounds, "again.wav": SOUNDS["again"]})
    out = bench.recipe("speech_mixture", PARAMS, corpus)
    store = bench.store(out.index)
    assert store.read("01_X_0-task").frames == SOUNDS["amy.wav"].frames
    draw = json.loads(store.facts("01_X_0-task")["draw"])
    assert draw["reference"] == "01_X_1"
