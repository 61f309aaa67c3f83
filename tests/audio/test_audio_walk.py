"""Every transform over a prepared corpus: what fits is made, told and replayed; the rest refused.

A new transform fails here until ``transformbench.PARAMS`` says how to draw it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import soundfile
from audiobench import Bench, hiss, join, reasons, silence, tone, write_sound
from scipy.signal import correlate
from transformbench import PARAMS, RATE, SAME_LENGTH

from audioflan.audio import Outputs, PreparedCorpus, Signal
from audioflan.audio.decode import decode
from audioflan.audio.encode import to_pcm16
from audioflan.audio.resample import resample
from audioflan.audio.transforms import load_transform, transform_names

STEM = hiss(20, 2.2, RATE, 0.1)
VOICES = {
    "amy_1.wav": join(hiss(1, 1.2, RATE, 0.2), silence(0.1, RATE), hiss(2, 0.9, RATE, 0.2)),
    "amy_2.wav": hiss(3, 2.2, RATE, 0.2),
    "bob_1.wav": hiss(4, 2.2, RATE, 0.1),
    "bob_2.wav": hiss(5, 2.2, RATE, 0.3),
    "eight.wav": Signal(np.repeat(hiss(6, 2.2, RATE).samples, 8, axis=1), RATE),
}
# What must not stop a build: nothing sounds, nothing is there, or hardly anything.
BAD = {
    "silent.wav": silence(2.2, RATE),
    "short.wav": hiss(7, 0.05, RATE),
    "one_sample.wav": hiss(8, 1 / RATE, RATE),
}
LOST = ("empty", "nan", "infinite", "nine", "text", "absent")


def row(name: str, **columns: Any) -> dict[str, Any]:
    stem = name.removesuffix(".wav")
    speaker, label = stem.split("_")[0], f"sound of {stem.split('_')[0]}"
    stems = [{"name": part, "path": path} for part, path in ((speaker, name), ("bass", "stem.wav"))]
    return {
        "audio_id": f"01_X_{stem}",
        "path": name,
        "group": stem,
        "speaker": speaker,
        "caption": label,
        "events": [{"label": label, "start": None, "end": None}],
        "stems": stems,
        **columns,
    }


def prepared(bench: Bench, sounds: dict[str, Signal], *rows: dict[str, Any]) -> PreparedCorpus:
    write_sound(bench.build / "corpora" / "x" / "stem.wav", STEM)
    return bench.corpus("x", [*map(row, sounds), *rows], sounds)


@pytest.fixture
def derive(bench: Bench) -> Callable[[str, PreparedCorpus], Outputs]:
    """Run a transform as the recipe of a task."""

    def run(transform: str, corpus: PreparedCorpus) -> Outputs:
        noise = {"noise.wav": hiss(9, 1.3, 44100, 0.05)}
        clips = [{"audio_id": "02_N_noise", "path": "noise.wav"}]
        return bench.recipe(transform, PARAMS[transform], corpus, bench.corpus("n", clips, noise))

    return run


def test_every_transform_is_walked() -> None:
    assert transform_names() == sorted(PARAMS)


@pytest.mark.parametrize("name", transform_names())
def test_the_stored_draw_makes_the_stored_samples_again(
    bench: Bench, derive: Callable[..., Outputs], name: str
) -> None:
    corpus = prepared(bench, VOICES)
    out = derive(name, corpus)
    store = bench.store(*corpus.clips, bench.build / "audio/speech/n/clean.0.parquet", out.index)
    made = pl.read_parquet(out.index)
    assert set(made["anchor"]) >= {f"01_X_{stem}" for stem in ("amy_1", "amy_2", "bob_1", "bob_2")}

    def load(path: str) -> Signal:
        return store.read(path) if path in store else decode(corpus.root, path)

    for audio_id, anchor, role, draw in made.select("audio_id", "anchor", "role", "draw").rows():
        again = load_transform(name).apply(store.read(anchor), json.loads(draw), load)
        stored, signal = store.read(audio_id, verify=True), again.signals[role]
        assert signal.sample_rate == stored.sample_rate
        assert np.array_equal(to_pcm16(signal.samples), to_pcm16(stored.samples))


@pytest.mark.parametrize("name", [*sorted(SAME_LENGTH), "band_limit"])
def test_input_and_target_are_aligned_and_as_long(
    bench: Bench, derive: Callable[..., Outputs], name: str
) -> None:
    corpus = prepared(bench, VOICES)
    out = derive(name, corpus)
    store = bench.store(*corpus.clips, out.index)
    for audio_id in store.frame.filter(role="input")["audio_id"]:
        facts = store.facts(audio_id)
        wanted = f"{audio_id}-target" if f"{audio_id}-target" in store else facts["anchor"]
        source, target = store.read(audio_id), store.read(wanted)
        assert facts["frames"] == source.frames == round(facts["duration"] * source.sample_rate)
        restored = resample(source, target.sample_rate)
        assert restored.frames - target.frames in (range(4) if name == "band_limit" else (0,))
        heard, clean = restored.samples[: target.frames, 0], target.samples[:, 0]
        assert np.argmax(correlate(heard, clean, "full", "fft")) == target.frames - 1, audio_id


@pytest.mark.parametrize("name", transform_names())
def test_bad_clips_are_refused_with_a_reason(
    bench: Bench, derive: Callable[..., Outputs], name: str
) -> None:
    root = bench.build / "corpora" / "x"
    root.mkdir(parents=True)
    soundfile.write(root / "empty.wav", np.zeros((0, 1)), RATE)
    soundfile.write(root / "nan.wav", np.full(RATE, np.nan), RATE, subtype="FLOAT")
    soundfile.write(root / "infinite.wav", np.full(RATE, np.inf), RATE, subtype="FLOAT")
    soundfile.write(root / "nine.wav", np.full((RATE, 9), 0.1), RATE)
    (root / "text.wav").write_text("<html>not found</html>")
    corpus = prepared(bench, {**VOICES, **BAD}, *(row(f"{lost}.wav") for lost in LOST))
    out = derive(name, corpus)
    made, refused = pl.read_parquet(out.index), reasons(out)
    everything = {
        f"01_X_{Path(path).stem}" for path in (*VOICES, *BAD, *(f"{x}.wav" for x in LOST))
    }
    assert set(made["anchor"]) | set(refused) == everything
    assert not set(made["anchor"]) & set(refused)
    assert {refused[f"01_X_{lost}"] for lost in LOST} == {"the clip itself was rejected"}
    assert "01_X_silent" in refused
    assert all(reason.strip() for reason in refused.values())
    assert all(made["frames"].to_numpy() > 0)


ALONE = {
    "composed_scene": "its split offers no clip of another kind as 'sound 1'",
    "speech_mixture": "its split offers no clip of another kind as 'other'",
    "two_clips": "its split offers no clip of another kind as 'other'",
}


@pytest.mark.parametrize("name", sorted(ALONE))
def test_a_corpus_of_one_speaker_and_class_has_nobody_to_mix(
    bench: Bench, derive: Callable[..., Outputs], name: str
) -> None:
    sounds = {path: VOICES[path] for path in ("amy_1.wav", "amy_2.wav")}
    clips = [row(path, stems=None) for path in sounds]
    corpus = bench.corpus("x", clips, sounds)
    sounds_at_least = {"sounds": [2, 2]} if name == "composed_scene" else {}
    out = bench.recipe(name, {**PARAMS[name], **sounds_at_least}, corpus)
    assert pl.read_parquet(out.index).is_empty()
    assert set(reasons(out).values()) == {ALONE[name]}


@pytest.mark.parametrize(("name", "params"), [("stem_mix", {}), ("speech_mixture", None)])
def test_missing_stems_are_named(bench: Bench, name: str, params: dict[str, Any] | None) -> None:
    sounds = {path: VOICES[path] for path in ("amy_1.wav", "amy_2.wav")}
    gone = [{"name": part, "path": f"{part}.wav"} for part in ("amy", "bass")]
    corpus = bench.corpus("x", [row(path, stems=gone) for path in sounds], sounds)
    out = bench.recipe(name, PARAMS[name] if params is None else params, corpus)
    assert pl.read_parquet(out.index).is_empty()
    assert all(".wav: the file is absent" in reason for reason in reasons(out).values())


def test_a_response_longer_than_the_clip_is_cut_to_it(bench: Bench) -> None:
    rooms = {"room.wav": join(tone(500, 0.01, RATE), hiss(1, 9.0, RATE, 0.01))}
    corpus = prepared(bench, VOICES)
    companions = [{"audio_id": "03_R_room", "path": "room.wav"}]
    rir = bench.corpus("r", companions, rooms)
    store = bench.store(bench.recipe("reverb", PARAMS["reverb"], corpus, rir, name="rir").index)
    draws = [json.loads(store.facts(name)["draw"]) for name in store.ids]
    assert {draw["rir"] for draw in draws} == {"03_R_room"}
    assert {store.facts(name)["frames"] for name in store.ids} == {round(2.2 * RATE)}
