"""Pictures of sounds: the same bytes each time, small, and right about frequency."""

import struct

import numpy as np
import pytest

from audioflan.audio.signal import Signal
from audioflan.report.pictures import RANGE_DB, ROWS, decibels, picture


def tone(hz, sample_rate=16000, seconds=1.0, channels=1):
    times = np.arange(round(sample_rate * seconds)) / sample_rate
    mono = 0.5 * np.sin(2 * np.pi * hz * times)
    return Signal(np.repeat(mono[:, None], channels, axis=1).astype(np.float32), sample_rate)


def noise(seconds=5.0, sample_rate=44100):
    samples = np.random.default_rng(1).normal(0, 0.2, (round(seconds * sample_rate), 1))
    return Signal(samples.astype(np.float32), sample_rate)


def chunks(png):
    """Names of the chunks of a PNG file."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    found, place = [], 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        found.append(png[place + 4 : place + 8].decode())
        place += length + 12
    return found


def test_the_same_sound_gives_the_same_bytes_and_nothing_but_pixels():
    sound = tone(440)
    png = picture(sound, "input: 1.00 s", 8000)
    assert png == picture(sound, "input: 1.00 s", 8000)
    assert set(chunks(png)) <= {"IHDR", "PLTE", "IDAT", "IEND"}


def test_the_picture_is_of_the_samples_and_of_the_title():
    drawn = {picture(tone(hz), title, 8000) for hz in (440, 880) for title in ("a", "b")}
    assert len(drawn) == 4


def test_even_noise_makes_a_small_file():
    assert len(picture(noise(), "noise", 22050)) < 12_000


@pytest.mark.parametrize("hz", [500, 2000, 7000])
def test_a_tone_stands_in_its_row(hz):
    levels = decibels(tone(hz).samples[:, 0].astype(float), 16000)
    loudest = levels.mean(axis=1).argmax()
    assert loudest == pytest.approx(hz / 8000 * len(levels), abs=1)
    assert levels.max() == 0
    assert levels.min() >= -RANGE_DB


def test_a_part_of_the_spectrum_may_be_asked_for():
    levels = decibels(tone(1000).samples[:, 0].astype(float), 16000, share=0.25)
    assert len(levels) == ROWS
    assert levels.mean(axis=1).argmax() == pytest.approx(ROWS / 2, abs=1)


@pytest.mark.parametrize(
    "sound",
    [
        Signal(np.zeros((8000, 1), np.float32), 8000),
        tone(440, seconds=0.005),
        Signal(np.ones((1, 1), np.float32), 8000),
        tone(440, channels=2),
    ],
    ids=["silence", "five milliseconds", "one frame", "stereo"],
)
def test_odd_sounds_are_drawn_all_the_same(sound):
    assert picture(sound, "odd", 8000)
