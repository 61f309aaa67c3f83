"""Transforms alone: what is drawn is complete, what is applied is exact."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl
import pytest
from audiobench import hiss, join, offered, silence, tone
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate

from audioflan.audio.companions import COLUMNS
from audioflan.audio.encode import to_pcm16
from audioflan.audio.level import active_level_db, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import load_transform, transform_names
from audioflan.audio.transforms.base import Applied
from audioflan.errors import AudioFlanError
from audioflan.randomness import Draws

RATE = 16000
SPEECH = join(tone(300, 1.0, RATE), silence(0.15, RATE), hiss(1, 1.05, RATE))
SOUNDS = {
    "noise": hiss(2, 1.3, 44100, 0.05),
    "other": tone(700, 0.6, 8000),
    "drum.wav": hiss(3, 2.2, RATE, 0.3),
    "bass.wav": tone(80, 2.2, RATE, 0.6),
    "flute.wav": tone(900, 2.2, RATE, 0.4),
    "mute.wav": hiss(4, 2.2, RATE, 0.0003),
}
STEMS = [{"name": name, "path": f"{name}.wav"} for name in ("drum", "bass", "flute", "mute")]
CLIP = {
    "audio_id": "clip",
    "path": "clip.wav",
    "split": "train",
    "duration": 2.2,
    "sample_rate": RATE,
    "speaker": "drum",
    "labels": ["crow"],
    "stems": STEMS,
}
KIN = {"audio_id": "other", "path": "other.wav", "speaker": "drum", "labels": ["bell"]}
COMPANIONS = {"noise": offered(SOUNDS, "noise"), "self": offered(SOUNDS, KIN)}
PARAMS: dict[str, dict[str, Any]] = {
    "additive_noise": {"snr_db": [-5, 20]},
    "band_limit": {"rates": [4000, 8000, 16000]},
    "clipping": {"below_peak_db": [3, 15]},
    "composed_scene": {"sounds": [1, 2], "pause": [0, 1], "level_db": [-30, -20], "longest": 1.5},
    "crop": {"prompt": [0.5, 1.5], "rest": [0.5, 1.0]},
    "gap": {"duration": [0.2, 1.0]},
    "reverb": {"rt60": [0.2, 0.8], "side": [3, 8], "height": [2.5, 3], "distance": [0.5, 2]},
    "speech_mixture": {"level_db": [-5, 5], "reference": 0.5},
    "speech_scene": {"silence": [0.5, 2.0], "utterances": [1, 3], "snr_db": [5, 25]},
    "stem_mix": {},
    "two_clips": {"level_db": [-5, 5], "by": "label"},
}
SAME_LENGTH = {
    *("additive_noise", "clipping", "gap", "reverb", "speech_mixture", "stem_mix", "two_clips")
}
few = settings(max_examples=15, deadline=None)
load: Callable[[str], Signal] = SOUNDS.__getitem__


def draw(name: str, identity: str = "a", **changes: Any) -> dict[str, Any]:
    clip = {**CLIP, **changes}
    return load_transform(name).draw(clip, PARAMS[name], Draws(identity), COMPANIONS)


def apply(name: str, drawn: Mapping[str, Any], signal: Signal = SPEECH) -> Applied:
    return load_transform(name).apply(signal, drawn, load)


def test_every_transform_is_tested_here() -> None:
    assert transform_names() == sorted(PARAMS)


@pytest.mark.parametrize("name", sorted(PARAMS))
@few
@given(identity=st.text(max_size=8))
def test_replaying_a_stored_draw_gives_the_same_samples(name: str, identity: str) -> None:
    drawn = draw(name, identity)
    first = apply(name, drawn)
    stored = json.loads(json.dumps({**drawn, **first.facts}))
    again = apply(name, stored)
    assert again.facts == first.facts
    assert again.signals.keys() == first.signals.keys()
    for role, signal in first.signals.items():
        assert signal.sample_rate == again.signals[role].sample_rate
        assert np.array_equal(signal.samples, again.signals[role].samples)


@pytest.mark.parametrize("name", sorted(PARAMS))
@few
@given(identity=st.text(max_size=8))
def test_nothing_clips_and_nothing_is_lost(name: str, identity: str) -> None:
    drawn = draw(name, identity)
    signals = apply(name, drawn).signals
    assert all(signal.peak < 1.0 and signal.frames for signal in signals.values())
    if name in SAME_LENGTH:
        assert {signal.frames for signal in signals.values()} == {SPEECH.frames}


@pytest.mark.parametrize("name", sorted(PARAMS))
def test_unknown_parameters_are_named(name: str) -> None:
    with pytest.raises(AudioFlanError, match="recipe parameter 'volume' is unknown"):
        load_transform(name).draw(CLIP, {**PARAMS[name], "volume": 1}, Draws("a"), COMPANIONS)


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("additive_noise", {}, "'snr_db' is None. Remedy: give two numbers"),
        ("additive_noise", {"snr_db": [20, -5]}, r"give \[low, high\] with -100 <= low <= high"),
        ("gap", {"duration": ["a", 1]}, "two numbers"),
        ("gap", {"duration": [0, 1]}, r"with 0\.01 <= low"),
        ("band_limit", {"rates": []}, "list of sample rates"),
        ("band_limit", {"rates": [8000.5]}, "whole sample rates"),
        ("speech_scene", {**PARAMS["speech_scene"], "utterances": [1.5, 2]}, "two whole numbers"),
        ("two_clips", {"level_db": [0, 0], "by": "colour"}, "one of label, speaker, caption"),
        ("composed_scene", {**PARAMS["composed_scene"], "longest": 0}, "seconds above 0"),
    ],
)
def test_wrong_parameters_show_the_right_form(
    name: str, params: dict[str, Any], message: str
) -> None:
    with pytest.raises(AudioFlanError, match=message):
        load_transform(name).draw(CLIP, params, Draws("a"), COMPANIONS)


def test_a_mistyped_transform_gets_a_proposal() -> None:
    with pytest.raises(AudioFlanError, match="did you mean 'stem_mix'"):
        load_transform("stemmix")


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


@pytest.mark.parametrize("name", ["additive_noise", "clipping", "gap", "reverb", "two_clips"])
def test_input_and_clip_are_aligned(name: str) -> None:
    signal = hiss(9, 2.2, RATE)
    changed = apply(name, draw(name), signal).signals["input"]
    correlation = correlate(changed.samples[:, 0], signal.samples[:, 0], "full", "fft")
    assert np.argmax(correlation) == signal.frames - 1


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


@pytest.mark.parametrize("source_rate", [4000, 8000])
def test_a_band_limited_input_has_nothing_above_its_band(source_rate: int) -> None:
    signal = hiss(4, 2.0, RATE)
    drawn = {"source_rate": source_rate, "target_rate": RATE}
    limited = apply("band_limit", drawn, signal).signals["input"]
    assert (limited.sample_rate, limited.frames) == (source_rate, 2 * source_rate)
    restored = resample(limited, RATE)
    power = np.abs(np.fft.rfft(restored.samples[:, 0] * np.hanning(restored.frames))) ** 2
    cut = int(1.02 * source_rate / RATE * len(power))
    assert 10 * np.log10(power[cut:].mean() / power[:cut].mean()) < -60


@given(st.integers(RATE // 2, RATE))
def test_the_length_at_the_low_rate_is_rounded_up(frames: int) -> None:
    drawn = {"source_rate": 4000, "target_rate": RATE}
    signal = SPEECH.replace(SPEECH.samples[:frames])
    assert apply("band_limit", drawn, signal).signals["input"].frames == -(-frames // 4)


def test_rates_are_drawn_below_that_of_the_clip() -> None:
    drawn = {draw("band_limit", str(i))["source_rate"] for i in range(40)}
    assert drawn == {4000, 8000}
    assert draw("band_limit", sample_rate=8000) == {"source_rate": 4000, "target_rate": 8000}
    with pytest.raises(Unsuitable, match="4000 Hz, is not above"):
        draw("band_limit", sample_rate=4000)


@given(st.text(max_size=8), st.floats(0.61, 30))
def test_a_gap_lies_inside_the_clip(identity: str, duration: float) -> None:
    drawn = draw("gap", identity, duration=duration)
    start, end = drawn["gap_start"], drawn["gap_end"]
    assert 0.2 <= start < end <= duration - 0.2 + 1e-9
    assert 0.2 <= round(end - start, 2) <= 1.0
    assert (start, end) == (round(start, 2), round(end, 2))


def test_the_gap_is_silent_exactly_where_it_says() -> None:
    signal = hiss(5, 2.0, 22050)
    gapped = apply("gap", {"gap_start": 0.51, "gap_end": 1.03}, signal).signals["input"]
    first, last = round(0.51 * 22050), round(1.03 * 22050)
    assert not gapped.samples[first:last].any()
    assert np.array_equal(gapped.samples[:first], signal.samples[:first])
    assert np.array_equal(gapped.samples[last:], signal.samples[last:])


def test_clips_too_short_or_silent_in_the_gap_are_unsuitable() -> None:
    with pytest.raises(Unsuitable, match=r"0\.59 s are too short for a gap of 0\.20 s"):
        draw("gap", duration=0.59)
    with pytest.raises(Unsuitable, match="silent where the gap would be"):
        apply("gap", {"gap_start": 0.2, "gap_end": 0.4}, silence(1.0, RATE))


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


def test_a_scene_of_silent_utterances_is_unsuitable() -> None:
    drawn = {**draw("speech_scene"), "utterances": ["clip"], "silences": [0.5, 0.5]}
    with pytest.raises(Unsuitable, match="no utterance of the scene sounds"):
        apply("speech_scene", drawn, silence(1.0, RATE))


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
