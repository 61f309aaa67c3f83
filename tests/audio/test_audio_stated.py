"""What a record states is true of its sound: times, rates, ratios, down to the written text."""

import re
from pathlib import Path

import numpy as np
import pytest
from audiobench import Bench, Signal, hiss, join, outputs, silence, tone

from audioflan.audio import AudioStore, prepare_recipe
from audioflan.audio.activity import active_segments
from audioflan.audio.level import active_level_db, rms_db
from audioflan.catalog.catalogue import Catalog
from audioflan.records import RecordSettings, render
from audioflan.tasks import instantiate

RATE = 16000
CATALOG = Catalog.load()
NUMBER = r"\d+\.\d+"


def records_of(bench: Bench, task_id: str, sounds: dict[str, Signal]) -> tuple[AudioStore, list]:
    """Build a task of the catalogue on recordings and noise: ``(store, records)``."""
    task = CATALOG.tasks[task_id]
    clips = [
        {"audio_id": f"01_X_{Path(name).stem}", "path": name, "group": name, "speaker": name}
        for name in sounds
    ]
    corpus = bench.corpus("x", clips, sounds)
    noise = [{"audio_id": "02_N_n", "path": "n.wav", "tags": ["noise"]}]
    companion = bench.corpus("n", noise, {"n.wav": hiss(99, 3.0, RATE, 0.05)})
    out = outputs(bench.build, "x", task_id)
    prepare_recipe(
        recipe=task.recipe,
        corpus=corpus,
        companions={name: [companion] for name in task.recipe.companions},
        part=0,
        parts=1,
        outputs=out,
    )
    declared = CATALOG.corpora["asterisk_prompts"]
    instances, _ = instantiate(task, declared, corpus.manifest, corpus.clips, out.index, 0, 1, None)
    records, refused = render(task, declared, instances, [], RecordSettings())
    assert refused.is_empty()
    return bench.store(*corpus.clips, out.index), records.to_dicts()


def heard_id(record: dict) -> str:
    return re.search(r"<\|SOA\|>(.+?)<\|EOA\|>", record["input"])[1]


def test_a_gap_is_silent_exactly_from_and_to_the_seconds_of_the_text(bench: Bench) -> None:
    sounds = {f"{seed}.wav": hiss(seed, 1.0 + seed / 7, RATE) for seed in range(12)}
    store, records = records_of(bench, "audio_inpainting", sounds)
    assert len(records) == len(sounds)
    for record in records:
        start, end = map(float, re.findall(NUMBER, record["instruction"]))
        gapped = store.read(heard_id(record)).samples[:, 0]
        first, last = round(start * RATE), round(end * RATE)
        assert not gapped[first:last].any()
        # White noise has lone zeros, never a run of them.
        around = np.concatenate([gapped[first - 8 : first], gapped[last : last + 8]])
        assert np.count_nonzero(around) >= 12


def test_speech_is_where_the_answer_says(bench: Bench) -> None:
    pauses = silence(0.2, RATE)
    sounds = {
        f"{n}.wav": join(pauses, tone(200 + 90 * n, 0.6 + n / 10, RATE), pauses) for n in range(6)
    }
    store, records = records_of(bench, "voice_activity_detection", sounds)
    assert len(records) == len(sounds)
    for record in records:
        times = np.array([float(time) for time in re.findall(NUMBER, record["output"])])
        spans = times.reshape(-1, 2)
        heard = store.read(heard_id(record))
        assert (np.diff(times) > 0).all()
        assert times[-1] <= heard.duration
        inside = np.zeros(heard.frames, bool)
        for start, end in spans:
            inside[heard.frame_at(start) : heard.frame_at(end)] = True
        power = np.square(heard.samples[:, 0], dtype=np.float64)
        assert 10 * np.log10(power[inside].mean() / power[~inside].mean()) > 4.5
        for start, end in spans:
            spoken = heard.replace(heard.samples[heard.frame_at(start) : heard.frame_at(end)])
            assert active_segments(spoken)


@pytest.mark.parametrize("task_id", ["speech_bandwidth_extension", "audio_super_resolution"])
def test_stated_rates_are_those_of_the_audio(bench: Bench, task_id: str) -> None:
    sounds = {f"{seed}.wav": hiss(seed, 1.0, 48000) for seed in range(6)}
    store, records = records_of(bench, task_id, sounds)
    assert len(records) == len(sounds)
    for record in records:
        text = record["instruction"]
        stated = {round(float(kilo) * 1000) for kilo in re.findall(r"(\d+(?:\.\d+)?) ?kHz", text)}
        stated |= {int(rate.replace(",", "")) for rate in re.findall(r"([\d,]+) ?Hz", text)}
        target = re.search(r"<\|SOA\|>(.+?)<\|EOA\|>", record["output"])[1]
        true = {store.facts(one)["sample_rate"] for one in (heard_id(record), target)}
        assert stated
        assert stated <= true, text


def test_a_stated_ratio_is_that_of_the_mixture(bench: Bench) -> None:
    sounds = {f"{seed}.wav": hiss(seed, 1.5, RATE, 0.02) for seed in range(6)}
    store, records = records_of(bench, "snr_estimation", sounds)
    for record in records:
        mixture = store.read(heard_id(record))
        clean = store.read(store.facts(heard_id(record))["anchor"])
        noise = mixture.replace(mixture.samples - clean.samples)
        stated = float(re.search(r"-?\d+\.\d", record["output"])[0])
        assert active_level_db(clean) - rms_db(noise) == pytest.approx(stated, abs=0.1)
