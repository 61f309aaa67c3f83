"""Scenes of speech: the stated times are those of the speech."""

import pytest
from audiobench import join, silence, tone
from hypothesis import given
from hypothesis import strategies as st
from transformbench import RATE, apply, draw, few

from audioflan.audio.problems import Unsuitable


def test_a_scene_states_exactly_where_speech_is() -> None:
    drawn = {
        "utterances": ["other", "clip"],
        "silences": [0.5, 1.0, 0.75],
        "noise": "noise",
        "noise_offset": 0.1,
        "snr_db": 20.0,
    }
    applied = apply("speech_scene", drawn, join(tone(300, 1.0, RATE), silence(0.5, RATE)))
    assert applied.facts["speech"] == [[0.5, 1.1], [2.1, 3.1]]
    assert applied.signals["input"].duration == pytest.approx(0.5 + 0.6 + 1.0 + 1.5 + 0.75)
    assert set(applied.signals) == {"input"}


@few
@given(st.text(max_size=8))
def test_a_scene_is_drawn_within_its_parameters(identity: str) -> None:
    drawn = draw("speech_scene", identity)
    assert drawn["utterances"].count("clip") == 1
    assert len(drawn["silences"]) == len(drawn["utterances"]) + 1 <= 4
    assert all(0.5 <= pause <= 2.0 for pause in drawn["silences"])


def test_a_clip_that_is_silent_makes_no_scene() -> None:
    drawn = {**draw("speech_scene"), "utterances": ["clip", "other"], "silences": [0.5, 0.5, 0.5]}
    with pytest.raises(Unsuitable, match="the clip is silent"):
        apply("speech_scene", drawn, silence(1.0, RATE))
