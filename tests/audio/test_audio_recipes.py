"""Recipes over a part: anchors and rejects add up, and every derived clip tells its story."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from audiobench import TEMPLATE, Bench, hiss, outputs, piece, reasons, tone

from audioflan.audio import AudioSettings, PreparedCorpus, Signal
from audioflan.audio.encode import to_pcm16
from audioflan.audio.transforms import load_transform
from audioflan.catalog.models import Companion
from audioflan.errors import AudioFlanError

SNR = {"snr_db": [0, 20]}
SCENE = {"silence": [0.5, 1.0], "utterances": [3, 3], "snr_db": [5, 25]}


def speech(bench: Bench, count: int = 6, split: str = "train") -> PreparedCorpus:
    """Clips 01_X_0, 01_X_1, ... of half a second."""
    sounds = {f"{n}.wav": tone(200 + 50 * n, 0.5, 8000) for n in range(count)}
    clips = [{"audio_id": f"01_X_{n}", "path": f"{n}.wav", "split": split} for n in range(count)]
    return bench.corpus("x", clips, sounds)


def noises(bench: Bench, split: str = "train", licence: str = "CC-BY-4.0") -> PreparedCorpus:
    clips = [
        {
            "audio_id": f"02_N_{n}",
            "path": f"{n}.wav",
            "split": split,
            "licence": licence,
            "tags": [tag],
        }
        for n, tag in enumerate(("rain", "music"))
    ]
    return bench.corpus("n", clips, {f"{n}.wav": hiss(n, 0.2 + n, 16000) for n in range(2)})


def test_a_derived_clip_tells_how_it_was_made(bench: Bench) -> None:
    corpus, noise = speech(bench), noises(bench)
    out = bench.recipe("additive_noise", SNR, corpus, noise)
    store = bench.store(out.index)
    facts = store.facts("01_X_3-task")
    draw = json.loads(facts["draw"])
    assert set(draw) == {"noise", "noise_offset", "snr_db", "gain"}
    assert facts["parents"] == ["01_X_3", draw["noise"]]
    assert (facts["recipe"], facts["role"], facts["anchor"]) == ("task", "input", "01_X_3")
    assert facts["licence"] == "CC-BY-4.0"
    assert store.read("01_X_3-task", verify=True).frames == 4000


def test_the_stored_draw_makes_the_stored_samples_again(bench: Bench) -> None:
    corpus, noise = speech(bench), noises(bench)
    out = bench.recipe("additive_noise", SNR, corpus, noise)
    store = bench.store(*corpus.clips, *noise.clips, out.index)
    for name in bench.store(out.index).ids:
        facts = store.facts(name)
        applied = load_transform("additive_noise").apply(
            store.read(facts["anchor"]), json.loads(facts["draw"]), store.read
        )
        again = to_pcm16(applied.signals[facts["role"]].samples)
        assert np.array_equal(again, to_pcm16(store.read(name).samples))


def test_targets_get_an_id_of_their_own(bench: Bench) -> None:
    out = bench.recipe("additive_noise", {"snr_db": [-30, -30]}, speech(bench, 1), noises(bench))
    assert bench.store(out.index).ids == ["01_X_0-task", "01_X_0-task-target"]


def test_anchors_and_rejects_add_up(bench: Bench) -> None:
    sounds = {"a.wav": tone(200, 2.0, 8000), "b.wav": tone(300, 0.3, 8000)}
    clips = [{"audio_id": f"01_X_{n}", "path": f"{n}.wav"} for n in ("a", "b", "c")]
    out = bench.recipe("gap", {"duration": [0.2, 1.0]}, bench.corpus("x", clips, sounds))
    assert bench.store(out.index).ids == ["01_X_a-task"]
    assert reasons(out) == {
        "01_X_b": "0.30 s are too short for a gap of 0.20 s",
        "01_X_c": "the clip itself was rejected",
    }


def test_a_limit_is_kept_by_hash_and_told(bench: Bench) -> None:
    corpus = speech(bench, 10)
    two = bench.store(bench.recipe("band_limit", {"rates": [4000]}, corpus, limit=2).index).ids
    out = bench.recipe("band_limit", {"rates": [4000]}, corpus, limit=5)
    assert len(two) == 2
    assert set(two) < set(bench.store(out.index).ids)
    assert list(reasons(out).values()) == ["over the limit of 5"] * 5


def test_companions_come_from_the_split_of_the_clip(bench: Bench) -> None:
    out = bench.recipe("additive_noise", SNR, speech(bench, 2), noises(bench, split="test"))
    assert bench.store(out.index).ids == []
    assert set(reasons(out).values()) == {"split train offers no other clip as 'noise'"}


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"where": {"tags": ("rain", "wind")}}, {"02_N_0"}),
        ({"where": {"licence": ("CC-BY-4.0",)}}, {"02_N_0", "02_N_1"}),
        ({"min_duration": 1.0}, {"02_N_1"}),
    ],
)
def test_companions_meet_their_conditions(bench: Bench, condition: dict, found: set[str]) -> None:
    companion = Companion(corpora=("n",), **condition)
    corpus, noise = speech(bench, 20), noises(bench)
    out = bench.recipe("additive_noise", SNR, corpus, noise, companion)
    assert {parents[1] for parents in pl.read_parquet(out.index)["parents"]} == found


def test_a_condition_on_an_unknown_column_is_an_error(bench: Bench) -> None:
    companion = Companion(corpora=("n",), where={"colour": ("white",)})
    with pytest.raises(AudioFlanError, match="'colour': the manifest has no such column"):
        bench.recipe("additive_noise", SNR, speech(bench, 1), noises(bench), companion)


def test_a_scene_is_made_of_other_clips_of_the_corpus(bench: Bench) -> None:
    out = bench.recipe("speech_scene", SCENE, speech(bench), noises(bench))
    store = bench.store(out.index)
    for facts in map(store.facts, store.ids):
        draw = json.loads(facts["draw"])
        assert len(draw["speech"]) == 3
        assert facts["anchor"] not in draw["utterances"]
        assert {*draw["utterances"], draw["noise"]} - {"clip"} == set(facts["parents"][1:])


def test_the_strictest_licence_wins(bench: Bench) -> None:
    noise = noises(bench, licence="CC-BY-NC-4.0")
    out = bench.recipe("additive_noise", SNR, speech(bench, 1), noise)
    assert set(pl.read_parquet(out.index)["licence"]) == {"CC-BY-NC-4.0"}


def test_bytes_depend_on_neither_threads_nor_place(tmp_path: Path) -> None:
    written = []
    for threads in (1, 4):
        bench = Bench(tmp_path / str(threads))
        out = bench.recipe("speech_scene", SCENE, speech(bench, 20), noises(bench), threads=threads)
        written.append([path.read_bytes() for path in (out.tar, out.index, out.rejects)])
    assert written[0] == written[1]


def test_parts_together_hold_what_one_part_holds(bench: Bench) -> None:
    corpus, noise = speech(bench, 7), noises(bench)
    whole = bench.store(bench.recipe("additive_noise", SNR, corpus, noise).index)
    digests = {name: whole.facts(name)["sha256"] for name in whole.ids}
    pieces = {}
    for part in range(3):
        store = bench.store(
            bench.recipe("additive_noise", SNR, corpus, noise, part=part, parts=3).index
        )
        pieces |= {name: store.facts(name)["sha256"] for name in store.ids}
    assert pieces == digests


def test_recipes_read_referenced_clips_from_the_source(bench: Bench) -> None:
    facts = {"duration": 0.5, "sample_rate": 8000, "channels": 1}
    clip = {"audio_id": "01_X_a", "path": "a.wav", "start": 0.5, **facts}
    settings = AudioSettings(store="reference")
    corpus = bench.corpus("x", [clip], {"a.wav": tone(200, 2.0, 8000)}, settings)
    out = bench.recipe("additive_noise", SNR, corpus, noises(bench))
    assert bench.store(out.index).read("01_X_a-task").frames == 4000


def test_stems_of_a_rendered_window_sum_to_the_mixture(bench: Bench, midi_root: Path) -> None:
    piece(
        midi_root / "p.mid",
        (0, False, [(0.0, 3.0, 60)]),
        (40, False, [(0.0, 3.0, 67)]),
        (73, False, [(0.0, 0.2, 72)]),
    )
    stems = [{"name": f"part {index}", "path": f"p.mid#{index}"} for index in range(3)]
    window = {"path": "p.mid", "start": 1.5, "duration": 1.0, "stems": stems}
    corpus = bench.corpus("music", [{"audio_id": "93_M_p", **window}])
    out = bench.recipe("stem_mix", {}, corpus)
    store = bench.store(*corpus.clips, out.index)
    draw = json.loads(store.facts("93_M_p-task")["draw"])
    assert draw["stem"] in ("part 0", "part 1")
    assert draw["gain"] == 1.0
    mixture, clean = store.read("93_M_p-task"), store.read("93_M_p")
    assert _distance(mixture, clean) <= 2
    assert store.read("93_M_p-task-target").frames == mixture.frames == 44100


def _distance(first: Signal, second: Signal) -> int:
    """Largest difference in 16-bit steps."""
    return int(np.abs(to_pcm16(first.samples).astype(int) - to_pcm16(second.samples)).max())


def test_an_unknown_transform_writes_nothing(bench: Bench) -> None:
    with pytest.raises(AudioFlanError, match=f"{TEMPLATE}: there is no transform 'reverse'"):
        bench.recipe("reverse", {}, speech(bench, 1))
    assert not outputs(bench.build, "x", "task").index.exists()


def test_a_wrong_parameter_names_the_file_that_declares_it(bench: Bench) -> None:
    with pytest.raises(AudioFlanError, match=f"{TEMPLATE}: recipe parameter 'volume' is unknown"):
        bench.recipe("gap", {"duration": [0.1, 0.2], "volume": 1}, speech(bench, 1))
