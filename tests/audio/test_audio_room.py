"""Simulated rooms: their responses decay, begin and reflect as physics says."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.audio.room import MIXING, SPEED, Room, response
from audioflan.audio.transforms import reverb
from audioflan.randomness import Draws

RATE = 16000
PARAMS = {"rt60": [0.3, 1.2], "side": [3, 10], "height": [2.4, 4], "distance": [0.5, 3]}


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    """Rooms as recipes draw them."""
    drawn = reverb.draw({}, PARAMS, Draws(draw(st.text(max_size=8))), {})
    places = {name: tuple(drawn[name]) for name in ("size", "source", "microphone")}
    return Room(rt60=drawn["rt60"], seed=drawn["seed"], **places)


def decay(heard: np.ndarray) -> np.ndarray:
    """Energy still to come, dB relative to the whole (M. R. Schroeder 1965)."""
    left = np.cumsum(np.square(heard)[::-1])[::-1]
    return 10 * np.log10(left / left[0])


@given(rooms())
def test_reverberation_falls_by_60_db_in_the_stated_time(room: Room) -> None:
    falling = decay(response(room, RATE))
    first, last = np.argmax(falling < -5), np.argmax(falling < -35)
    slope = np.polyfit(np.arange(first, last) / RATE, falling[first:last], 1)[0]
    assert -60 / slope == pytest.approx(room.rt60, rel=0.15)


@given(rooms(), st.sampled_from([8000, 22050, 48000]))
def test_the_direct_sound_comes_first_in_its_own_sample(room: Room, rate: int) -> None:
    heard = response(room, rate)
    assert len(heard) == round(room.rt60 * rate)
    assert heard[0] == 1.0


@given(rooms())
def test_energy_decays_over_tenths_of_a_second(room: Room) -> None:
    heard = np.square(response(room, RATE))
    tenths = [part.sum() for part in np.split(heard, range(1600, len(heard), 1600))]
    whole = tenths[: len(heard) // 1600]
    assert whole == sorted(whole, reverse=True)


def test_the_first_reflection_comes_from_the_floor_when_it_says() -> None:
    room = Room((40.0, 40.0, 30.0), (19.0, 20.0, 1.0), (21.0, 20.0, 1.0), 1.0, 0)
    heard = response(room, 48000)
    longer = math.hypot(2.0, 2.0) - 2.0
    delay = longer / SPEED * 48000
    after = heard[20:1000]
    assert int(np.abs(after).argmax()) + 20 == pytest.approx(delay, abs=1)
    # A band-limited click between samples keeps its area, whatever sample it falls on.
    around = heard[round(delay) - 18 : round(delay) + 19].sum()
    assert around == pytest.approx(room.reflection * 2.0 / math.hypot(2.0, 2.0), rel=0.02)


def test_the_tail_goes_on_as_loud_as_the_images_were() -> None:
    ratios = []
    for seed in range(20):
        room = Room((5.0, 4.3, 2.8), (1.0 + seed / 8, 2.5, 1.5), (3.9, 1.2, 1.0), 0.8, seed)
        heard, edge = np.square(response(room, RATE)), round(MIXING * RATE)
        ratios.append(heard[edge - 320 : edge].sum() / heard[edge : edge + 320].sum())
    expected = 10 ** (6 * 0.02 / 0.8)
    assert np.mean(ratios) == pytest.approx(expected, rel=0.4)


def test_a_room_answers_the_same_every_time() -> None:
    room = Room((5.0, 4.0, 2.7), (2.0, 2.5, 1.5), (3.1, 1.4, 1.0), 0.5, 7)
    assert np.array_equal(response(room, RATE), response(room, RATE))
    assert not np.array_equal(
        response(room, RATE), response(Room(room.size, room.source, room.microphone, 0.5, 8), RATE)
    )
