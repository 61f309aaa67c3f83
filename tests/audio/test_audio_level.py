"""Active level after ITU-T P.56, and segments of activity."""

import numpy as np
import pytest
from audiobench import hiss, join, silence, tone

from audioflan.audio.activity import active_segments
from audioflan.audio.level import active_level_db, rms_db

RATE = 16000


def test_the_active_level_of_steady_sound_is_its_level() -> None:
    assert active_level_db(tone(1000, 3.0, RATE)) == pytest.approx(
        rms_db(tone(1000, 3.0, RATE)), abs=0.1
    )


def test_pauses_do_not_lower_the_active_level() -> None:
    spoken = tone(300, 3.0, RATE)
    paused = join(silence(2.0, RATE), spoken, silence(3.0, RATE))
    assert active_level_db(paused) == pytest.approx(active_level_db(spoken), abs=0.5)
    assert rms_db(paused) < rms_db(spoken) - 4


def test_only_a_pause_after_speech_counts_as_speech() -> None:
    spoken = tone(300, 3.0, RATE)
    before, after = join(silence(2.0, RATE), spoken), join(spoken, silence(2.0, RATE))
    assert active_level_db(before) == pytest.approx(active_level_db(spoken), abs=0.1)
    assert active_level_db(after) < active_level_db(before) - 0.2


@pytest.mark.parametrize("gain", [0.001, 0.1, 3.0])
def test_scaling_moves_the_active_level_exactly(gain: float) -> None:
    signal = join(hiss(1, 1.0, RATE), silence(1.0, RATE), hiss(2, 0.5, RATE, 0.02))
    louder = signal.replace(signal.samples * gain)
    difference = active_level_db(louder) - active_level_db(signal)
    assert difference == pytest.approx(20 * np.log10(gain), abs=1e-3)


def test_silence_has_no_level_and_no_segments() -> None:
    assert active_level_db(silence(1.0, RATE)) == -np.inf
    assert active_segments(silence(1.0, RATE)) == []


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100])
def test_segments_are_where_the_sound_is(rate: int) -> None:
    signal = join(
        silence(0.5, rate), tone(400, 1.0, rate), silence(0.8, rate), tone(400, 0.4, rate)
    )
    segments = [(round(start, 2), round(end, 2)) for start, end in active_segments(signal)]
    assert segments == [(0.5, 1.5), (2.3, 2.7)]


def test_short_pauses_belong_to_the_speech_and_faint_sound_does_not() -> None:
    signal = join(
        tone(400, 0.5, RATE),
        silence(0.29, RATE),
        tone(400, 0.5, RATE),
        hiss(1, 1.0, RATE, 0.0005),
        tone(400, 0.3, RATE),
    )
    segments = [(round(start, 2), round(end, 2)) for start, end in active_segments(signal)]
    assert segments == [(0.0, 1.29), (2.29, 2.59)]
