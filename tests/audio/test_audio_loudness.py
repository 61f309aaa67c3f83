"""Loudness after ITU-R BS.1770-4, with the synthetic signals of EBU Tech 3341."""

import json

import numpy as np
import pytest
from audiobench import Bench, hiss, join, silence, tone

from audioflan.audio import AudioSettings
from audioflan.audio.loudness import _weighting, gain_to, integrated_loudness
from audioflan.audio.signal import Signal
from audioflan.errors import AudioFlanError

RATE = 48000


def sine(*pieces: tuple[float, float], rate: int = RATE) -> Signal:
    """1 kHz in both channels: (peak level in dB relative to full scale, seconds) a piece."""
    mono = join(*(tone(1000, seconds, rate, 10 ** (db / 20)) for db, seconds in pieces))
    return Signal(np.repeat(mono.samples, 2, axis=1), rate)


@pytest.mark.parametrize(
    ("signal", "lufs"),
    [
        (sine((-23, 20)), -23.0),
        (sine((-33, 20)), -33.0),
        (sine((-36, 10), (-23, 60), (-36, 10)), -23.0),
        (sine((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23.0),
        (sine((-26, 20), (-20, 20.1), (-26, 20)), -23.0),
    ],
    ids=["case 1", "case 2", "case 3", "case 4", "case 5"],
)
def test_the_cases_of_the_european_broadcasting_union(signal: Signal, lufs: float) -> None:
    assert integrated_loudness(signal) == pytest.approx(lufs, abs=0.1)


def test_the_filters_are_those_the_recommendation_tabulates() -> None:
    shelf = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241]
    high_pass = [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621]
    first, second = _weighting(RATE)
    assert first == pytest.approx([*shelf[:3], 1.0, shelf[3], 0.73248077421585], abs=1e-6)
    assert second == pytest.approx(high_pass, abs=1e-6)


@pytest.mark.parametrize("rate", [16000, 22050, 44100])
def test_loudness_does_not_depend_on_the_sample_rate(rate: int) -> None:
    assert integrated_loudness(sine((-23, 5), rate=rate)) == pytest.approx(-23.0, abs=0.1)


def test_one_channel_is_3_db_softer_than_two() -> None:
    assert integrated_loudness(tone(1000, 5, RATE, 1.0)) == pytest.approx(-3.01, abs=0.05)


def test_pauses_do_not_count_and_silence_has_no_loudness() -> None:
    spoken = hiss(1, 3.0, RATE)
    paused = join(spoken, silence(6.0, RATE), spoken)
    assert integrated_loudness(paused) == pytest.approx(integrated_loudness(spoken), abs=0.3)
    assert integrated_loudness(silence(1.0, RATE)) == -np.inf


def test_a_clip_shorter_than_a_block_is_one_block() -> None:
    short, long = hiss(1, 0.2, RATE), hiss(1, 5.0, RATE)
    assert integrated_loudness(short) == pytest.approx(integrated_loudness(long), abs=0.5)


def test_no_gain_takes_a_peak_beyond_full_scale() -> None:
    assert gain_to(-23.0, -29.0, peak=0.1) == pytest.approx(10**0.3, abs=1e-6)
    assert gain_to(-23.0, -43.0, peak=0.5) == pytest.approx(1.998)


def test_clips_are_stored_at_the_loudness_asked_for(bench: Bench) -> None:
    sounds = {
        "loud.wav": hiss(1, 2.0, 16000, 0.2),
        "soft.wav": hiss(2, 2.0, 16000, 0.01),
        "peaky.wav": join(tone(4000, 0.0002, 16000, 0.9), hiss(3, 2.0, 16000, 0.002)),
        "mute.wav": silence(1.0, 16000),
    }
    facts = {"duration": 2.0, "sample_rate": 16000, "channels": 1}
    clips = [{"audio_id": f"01_X_{name[:4]}", "path": name, **facts} for name in sounds]
    clips[-1]["duration"] = 1.0
    settings = AudioSettings(store="reference", loudness=-23.0)
    store = bench.store(*bench.corpus("x", clips, sounds, settings).clips)
    assert {store.facts(name)["store"] for name in store.ids} == {"pack"}
    for name in ("01_X_loud", "01_X_soft"):
        assert integrated_loudness(store.read(name)) == pytest.approx(-23.0, abs=0.05)
    draw = json.loads(store.facts("01_X_soft")["draw"])
    assert draw["loudness"] == round(integrated_loudness(sounds["soft.wav"]), 2)
    assert 20 * np.log10(draw["gain"]) == pytest.approx(-23.0 - draw["loudness"], abs=0.02)
    peaky = store.read("01_X_peak")
    assert integrated_loudness(peaky) < -30
    assert 0.998 < peaky.peak <= 0.9991
    assert json.loads(store.facts("01_X_mute")["draw"]) == {}


def test_a_loudness_that_cannot_be_is_refused() -> None:
    with pytest.raises(AudioFlanError, match="loudness 3 LUFS"):
        AudioSettings(loudness=3)
