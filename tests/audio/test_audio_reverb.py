"""Reverberation: aligned, as long and as loud as the clip, from any response."""

import math

import numpy as np
import polars as pl
import pytest
from audiobench import hiss, join, offered, silence, tone
from hypothesis import given
from hypothesis import strategies as st

from audioflan.audio.level import active_level_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import reverb
from audioflan.randomness import Draws

RATE = 16000
CLIP = {"audio_id": "clip", "split": "train", "duration": 2.0, "sample_rate": RATE}
PARAMS = {"rt60": [0.3, 0.9], "side": [3, 10], "height": [2.4, 4], "distance": [0.5, 3]}
ROOM = {
    **{"size": [5.0, 4.0, 2.7], "source": [2.0, 2.5, 1.5], "microphone": [3.1, 1.4, 1.0]},
    **{"rt60": 0.5, "seed": 11},
}
SPEECH = join(tone(300, 0.8, RATE), silence(0.3, RATE), hiss(1, 0.9, RATE))


def response(delay: int, length: int, rate: int = RATE, sign: float = 1.0) -> Signal:
    """Two channels: silence, a direct sound, a decaying tail; the second channel is mute."""
    tail = hiss(7, length / rate, rate, 0.05).samples * np.exp(-np.arange(length) / 500)[:, None]
    one = np.concatenate([np.zeros((delay, 1)), [[0.8 * sign]], tail])
    return Signal(np.hstack([one, np.zeros_like(one)]).astype(np.float32), rate)


def applied(drawn: dict, signal: Signal = SPEECH, **sounds: Signal) -> Signal:
    return reverb.apply(signal, drawn, sounds.__getitem__).signals["input"]


def test_a_measured_response_is_drawn_where_one_is_on_offer() -> None:
    rooms = offered({"room": response(9, 100)}, "room")
    assert reverb.draw(CLIP, PARAMS, Draws("a"), {"rir": rooms}) == {"rir": "room"}


@given(st.text(max_size=8))
def test_without_measured_responses_one_is_simulated(identity: str) -> None:
    drawn = reverb.draw(CLIP, PARAMS, Draws(identity), {"self": pl.DataFrame()})
    source, microphone, size = drawn["source"], drawn["microphone"], drawn["size"]
    assert set(drawn) == {"size", "source", "microphone", "rt60", "seed"}
    assert 0.3 <= drawn["rt60"] <= 0.9
    assert all(3 <= side <= 10 for side in size[:2])
    assert 2.4 <= size[2] <= 4
    for place in (source, microphone):
        assert all(0.49 <= at <= side - 0.49 for at, side in zip(place, size, strict=True))
    assert 0.48 <= math.dist(source[:2], microphone[:2]) <= 3.02


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_direct_sound_of_a_measured_response_comes_at_once_and_upright(sign: float) -> None:
    click = Signal(np.zeros((4000, 1), np.float32), RATE)
    click.samples[1000] = 0.5
    wet = applied({"rir": "room"}, click, room=response(321, 2000, sign=sign))
    assert not np.abs(wet.samples[:1000]).max() > 1e-6
    assert int(np.abs(wet.samples).argmax()) == 1000
    assert wet.samples[1000, 0] > 0


def test_convolution_is_that_of_the_definition() -> None:
    room = response(5, 40)
    signal = hiss(3, 0.05, RATE)
    expected = np.convolve(signal.samples[:, 0], room.samples[5:, 0])[: signal.frames]
    wet = applied({"rir": "room"}, signal, room=room).samples[:, 0]
    assert np.corrcoef(wet, expected)[0, 1] > 0.999999


@pytest.mark.parametrize("length", [10, 2000, 10 * RATE])
@pytest.mark.parametrize("rate", [RATE, 8000, 48000])
def test_any_response_leaves_length_and_level(length: int, rate: int) -> None:
    quiet = SPEECH.replace(SPEECH.samples * 0.2)
    wet = applied({"rir": "room"}, quiet, room=response(50, length, rate))
    assert (wet.frames, wet.sample_rate, wet.channels) == (quiet.frames, RATE, 1)
    assert active_level_db(wet) == pytest.approx(active_level_db(quiet), abs=0.01)


@given(st.text(max_size=8))
def test_a_simulated_room_leaves_length_and_level(identity: str) -> None:
    quiet = SPEECH.replace(SPEECH.samples * 0.2)
    wet = applied(reverb.draw(CLIP, PARAMS, Draws(identity), {}), quiet)
    assert wet.frames == quiet.frames
    assert active_level_db(wet) == pytest.approx(active_level_db(quiet), abs=0.01)


def test_a_click_in_a_simulated_room_is_heard_at_once_and_fades() -> None:
    click = Signal(np.zeros((RATE, 1), np.float32), RATE)
    click.samples[100] = 0.5
    wet = applied(ROOM, click).samples[:, 0]
    assert not np.abs(wet[:100]).max() > 1e-6
    assert int(np.abs(wet).argmax()) == 100
    assert wet[100] > 0
    assert np.abs(wet[100 + RATE // 2 :]).max() < 1e-6


def test_clip_and_room_are_turned_down_together() -> None:
    loud = SPEECH.replace(SPEECH.samples / SPEECH.peak)
    result = reverb.apply(loud, ROOM, {}.__getitem__)
    gain = result.facts["gain"]
    assert gain < 1.0
    assert result.signals["input"].peak <= 1.0
    assert np.allclose(result.signals["target"].samples, loud.samples * gain, atol=1e-6)


def test_every_channel_is_in_the_room() -> None:
    stereo = Signal(np.repeat(SPEECH.samples, 2, axis=1) * [1.0, 0.5], RATE)
    wet = applied(ROOM, stereo)
    assert np.allclose(wet.samples[:, 0], 2 * wet.samples[:, 1], atol=1e-6)


def test_silence_is_unsuitable() -> None:
    with pytest.raises(Unsuitable, match="the clip is silent"):
        applied(ROOM, silence(1.0, RATE))
    with pytest.raises(Unsuitable, match="response room is silent"):
        applied({"rir": "room"}, room=silence(1.0, RATE))
