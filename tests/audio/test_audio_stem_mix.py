"""Mixtures of stems: the stored parts sum to the stored mixture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformbench import SOUNDS, SPEECH, STEMS, apply, draw, few, load

from audioflan.audio.encode import to_pcm16
from audioflan.audio.problems import Unsuitable
from audioflan.audio.transforms import load_transform
from audioflan.randomness import Draws


@few
@given(st.text(max_size=8))
def test_stems_sum_to_the_mixture(identity: str) -> None:
    drawn = draw("stem_mix", identity)
    applied = apply("stem_mix", drawn)
    mixture, target = applied.signals["input"], applied.signals["target"]
    stored = [
        to_pcm16(SOUNDS[stem["path"]].samples * np.float32(applied.facts["gain"])).astype(int)
        for stem in STEMS
    ]
    assert np.array_equal(sum(stored), to_pcm16(mixture.samples))
    named = [stem["name"] for stem in STEMS].index(applied.facts["stem"])
    assert np.array_equal(stored[named], to_pcm16(target.samples))
    assert applied.facts["gain"] < 1.0


def test_stems_too_faint_to_hear_are_never_the_target() -> None:
    names = {apply("stem_mix", draw("stem_mix", str(i))).facts["stem"] for i in range(40)}
    assert names == {"drum", "bass", "flute"}


def test_stems_of_one_name_are_one_part() -> None:
    stems = [
        {"name": "low", "path": "bass.wav"},
        {"name": "low", "path": "flute.wav"},
        {"name": "drum", "path": "drum.wav"},
    ]
    drawn = {"stems": stems, "preference": ["low", "drum"]}
    applied = apply("stem_mix", drawn)
    both = (SOUNDS["bass.wav"].samples + SOUNDS["flute.wav"].samples) * applied.facts["gain"]
    assert np.allclose(applied.signals["target"].samples, both, atol=1 / 32768)


def test_fewer_than_two_stems_make_no_mixture() -> None:
    with pytest.raises(Unsuitable, match="0 differently named stems"):
        draw("stem_mix", stems=None)
    drawn = {"stems": STEMS[2:], "preference": ["mute", "flute"]}
    with pytest.raises(Unsuitable, match="1 of 2 parts sound"):
        apply("stem_mix", drawn)


def test_the_target_may_be_one_named_part() -> None:
    clip, stem_mix = {"stems": STEMS}, load_transform("stem_mix")
    for wanted in ("bass", "flute"):
        drawn = stem_mix.draw(clip, {"target": wanted}, Draws("a"), {})
        assert stem_mix.apply(SPEECH, drawn, load).facts["stem"] == wanted
    for wanted in ("mute", "oboe"):
        drawn = stem_mix.draw(clip, {"target": wanted}, Draws("a"), {})
        with pytest.raises(Unsuitable, match="the wanted part does not sound"):
            stem_mix.apply(SPEECH, drawn, load)
