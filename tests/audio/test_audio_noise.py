"""Noise under a clip: at the drawn ratio, from the drawn place."""

import numpy as np
import polars as pl
import pytest
from audiobench import silence
from hypothesis import given
from hypothesis import strategies as st
from transformbench import CLIP, COMPANIONS, PARAMS, RATE, SOUNDS, SPEECH, apply, draw, few

from audioflan.audio.companions import COLUMNS
from audioflan.audio.level import active_level_db, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import load_transform
from audioflan.randomness import Draws


@few
@given(st.text(max_size=8))
def test_noise_lies_at_the_drawn_ratio(identity: str) -> None:
    drawn = draw("additive_noise", identity)
    applied = apply("additive_noise", drawn)
    clean = applied.signals.get("target", SPEECH)
    noise = clean.replace(applied.signals["input"].samples - clean.samples)
    assert active_level_db(clean) - rms_db(noise) == pytest.approx(drawn["snr_db"], abs=0.1)
    assert -5 <= drawn["snr_db"] <= 20
    assert drawn["snr_db"] == round(drawn["snr_db"], 1)


def test_the_clip_is_the_target_unless_turned_down() -> None:
    drawn = {"noise": "noise", "noise_offset": 0.5}
    quiet = apply("additive_noise", {**drawn, "snr_db": 20.0})
    loud = apply("additive_noise", {**drawn, "snr_db": -10.0})
    assert (set(quiet.signals), quiet.facts) == ({"input"}, {"gain": 1.0})
    assert set(loud.signals) == {"input", "target"}
    gain = loud.facts["gain"]
    assert np.allclose(loud.signals["target"].samples, SPEECH.samples * gain, atol=1e-6)
    assert loud.signals["input"].peak == pytest.approx(0.999, abs=1e-3)


def test_short_noise_is_looped_from_its_offset_at_the_rate_of_the_clip() -> None:
    drawn = {"noise": "noise", "noise_offset": 1.0, "snr_db": 20.0}
    mixture = apply("additive_noise", drawn).signals["input"]
    noise = resample(SOUNDS["noise"], RATE).samples[:, 0]
    expected = np.roll(np.tile(noise, 3), -RATE)[: SPEECH.frames]
    found = (mixture.samples - SPEECH.samples)[:, 0]
    assert np.corrcoef(found, expected)[0, 1] > 0.9999


def test_every_channel_gets_the_noise() -> None:
    stereo = Signal(np.repeat(SPEECH.samples, 2, axis=1), RATE)
    mixture = apply("additive_noise", draw("additive_noise"), stereo).signals["input"]
    assert mixture.channels == 2
    assert np.array_equal(mixture.samples[:, 0], mixture.samples[:, 1])


def test_silent_clips_and_silent_noise_are_unsuitable(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw("additive_noise")
    with pytest.raises(Unsuitable, match="the clip is silent"):
        apply("additive_noise", drawn, silence(1.0, RATE))
    with pytest.raises(Unsuitable, match="the clip is silent"):
        apply("band_limit", draw("band_limit"), silence(1.0, RATE))
    monkeypatch.setitem(SOUNDS, "noise", silence(1.0, RATE))
    with pytest.raises(Unsuitable, match="noise noise is silent"):
        apply("additive_noise", drawn)


@pytest.mark.parametrize("name", ["additive_noise", "speech_scene"])
def test_without_noise_in_its_split_a_clip_is_unsuitable(name: str) -> None:
    with pytest.raises(Unsuitable, match="split train offers no other clip as"):
        load_transform(name).draw(CLIP, PARAMS[name], Draws("a"), {"self": COMPANIONS["self"]})


def test_a_clip_is_never_its_own_companion() -> None:
    rows = [{"audio_id": name, "split": "train", "duration": 1.0} for name in ("clip", "noise")]
    both = {"noise": pl.DataFrame(rows, schema=COLUMNS)}
    drawn = [
        load_transform("additive_noise").draw(CLIP, PARAMS["additive_noise"], Draws(str(i)), both)
        for i in range(20)
    ]
    assert {one["noise"] for one in drawn} == {"noise"}
