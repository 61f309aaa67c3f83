"""Clean clips: each one stored or rejected with a reason, the same bytes every time."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import soundfile
from audiobench import Bench, hiss, outputs, piece, reasons, tone, write_sound

from audioflan.audio import AudioSettings, AudioStore, prepare_clips
from audioflan.audio.encode import from_pcm16, pcm_digest, to_pcm16
from audioflan.audio.index import SCHEMA
from audioflan.errors import AudioFlanError

NOISE = hiss(5, 1.0, 16000)


def clip(name: str, **columns: object) -> dict[str, object]:
    return {"audio_id": f"01_X_{name}", "path": f"{name}.wav", **columns}


def test_a_stored_clip_reads_back_sample_for_sample(bench: Bench) -> None:
    corpus = bench.corpus("x", [clip("a"), clip("b")], {"a.wav": NOISE, "b.wav": tone(99, 1, 8000)})
    store = bench.store(*corpus.clips)
    signal = store.read("01_X_a", verify=True)
    assert store.ids == ["01_X_a", "01_X_b"]
    assert np.array_equal(signal.samples, from_pcm16(to_pcm16(NOISE.samples)))
    facts = store.facts("01_X_a")
    assert (facts["frames"], facts["duration"], facts["sample_rate"]) == (16000, 1.0, 16000)
    assert facts["sha256"] == pcm_digest(to_pcm16(NOISE.samples))
    assert facts["file"] == "audio/speech/x/clean.0.tar"
    assert (facts["recipe"], facts["role"], facts["anchor"]) == ("clean", "clip", "01_X_a")
    assert (facts["draw"], facts["parents"], facts["licence"]) == ("{}", [], "CC0-1.0")


def test_the_index_has_the_columns_of_the_contract(bench: Bench) -> None:
    corpus = bench.corpus("x", [clip("a")], {"a.wav": NOISE})
    assert dict(pl.read_parquet(corpus.clips[0]).schema) == SCHEMA


def test_clips_that_cannot_be_used_become_rejects(bench: Bench) -> None:
    root = bench.build / "corpora" / "x"
    root.mkdir(parents=True)
    soundfile.write(root / "empty.wav", np.zeros((0, 1)), 8000)
    soundfile.write(root / "nan.wav", np.full(100, np.nan), 8000, subtype="FLOAT")
    (root / "text.wav").write_text("not a sound")
    corpus = bench.corpus(
        "x",
        [clip(name) for name in ("empty", "nan", "text", "absent", "good")]
        + [clip("long", path="good.wav", start=0.5, duration=2.0)],
        {"good.wav": NOISE},
    )
    out = outputs(bench.build, "x", "clean")
    assert bench.store(*corpus.clips).ids == ["01_X_good"]
    assert reasons(out) == {
        "01_X_absent": "absent.wav: the file is absent",
        "01_X_empty": "empty.wav: the clip has no samples",
        "01_X_long": "good.wav: the file ends after 0.500 s of the 2.000 s span",
        "01_X_nan": "nan.wav: the clip holds samples that are not finite numbers",
        "01_X_text": "text.wav: the file cannot be decoded: Format not recognised",
    }


def test_parts_cut_the_sorted_clips_into_equal_ranges(bench: Bench) -> None:
    clips = [clip(name, path="a.wav") for name in "gfedcba"]
    bench.corpus("x", clips, {"a.wav": NOISE})
    found = []
    for part in range(3):
        out = outputs(bench.build, "x", "clean", part)
        prepare_clips(
            manifest=bench.build / "manifests" / "x.parquet",
            root=bench.build / "corpora" / "x",
            part=part,
            parts=3,
            settings=AudioSettings(),
            outputs=out,
        )
        found.append([name[-1] for name in bench.store(out.index).ids])
    assert found == [["a", "b"], ["c", "d"], ["e", "f", "g"]]


def test_a_part_that_does_not_exist_is_an_error(bench: Bench) -> None:
    with pytest.raises(AudioFlanError, match="part 3 of 3 does not exist"):
        bench.corpus("x", [clip("a")], {"a.wav": NOISE}, part=3, parts=3)


def test_a_part_may_be_empty(bench: Bench) -> None:
    corpus = bench.corpus("x", [], {})
    assert bench.store(*corpus.clips).ids == []
    assert outputs(bench.build, "x", "clean").tar.read_bytes() == bytes(1024)


def test_bytes_depend_on_neither_threads_nor_place(tmp_path: Path) -> None:
    clips = [clip(str(number), path=f"{number % 5}.wav") for number in range(40)]
    sounds = {f"{seed}.wav": hiss(seed, 0.2, 16000) for seed in range(4)}
    written = []
    for threads in (1, 4):
        bench = Bench(tmp_path / str(threads))
        bench.corpus("x", clips, sounds, threads=threads)
        out = outputs(bench.build, "x", "clean")
        written.append([path.read_bytes() for path in (out.tar, out.index, out.rejects)])
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("settings", "rate"),
    [
        (AudioSettings(), 48000),
        (AudioSettings(max_sample_rate=None), 96000),
        (AudioSettings(sample_rate=16000), 16000),
    ],
)
def test_rates_follow_the_settings(bench: Bench, settings: AudioSettings, rate: int) -> None:
    corpus = bench.corpus("x", [clip("a")], {"a.wav": tone(440, 0.5, 96000)}, settings)
    facts = bench.store(*corpus.clips).facts("01_X_a")
    assert (facts["sample_rate"], facts["frames"]) == (rate, rate // 2)


def test_sound_above_full_scale_is_turned_down_and_says_so(bench: Bench) -> None:
    root = bench.build / "corpora" / "x"
    write_sound(root / "a.wav", tone(440, 0.5, 8000, level=2.0), "FLOAT")
    store = bench.store(*bench.corpus("x", [clip("a")]).clips)
    assert store.facts("01_X_a")["draw"] == '{"gain":0.4995}'
    assert store.read("01_X_a").peak == pytest.approx(0.999, abs=1e-3)


def test_referenced_clips_are_read_from_the_source(bench: Bench) -> None:
    header = {"sample_rate": 16000, "channels": 1}
    clips = [clip("a", start=0.25, duration=0.5, **header), clip("b")]
    corpus = bench.corpus("x", clips, {"a.wav": NOISE}, AudioSettings(store="reference"))
    store = bench.store(*corpus.clips)
    facts = store.facts("01_X_a")
    assert (facts["store"], facts["file"], facts["frames"]) == ("reference", "a.wav", 8000)
    read = store.read("01_X_a", verify=True).samples
    assert np.array_equal(read, from_pcm16(to_pcm16(NOISE.samples[4000:12000])))
    out = outputs(bench.build, "x", "clean")
    assert out.tar.read_bytes() == bytes(1024)
    assert reasons(out) == {
        "01_X_b": "b.wav: the manifest does not state duration, sample_rate, channels"
    }


def test_the_root_of_referenced_clips_may_lie_elsewhere(bench: Bench, tmp_path: Path) -> None:
    header = {"duration": 1.0, "sample_rate": 16000, "channels": 1}
    corpus = bench.corpus("x", [clip("a", **header)], {}, AudioSettings(store="reference"))
    write_sound(tmp_path / "mine" / "a.wav", NOISE)
    store = AudioStore(corpus.clips, bench.build, {"x": tmp_path / "mine"})
    assert store.read("01_X_a").frames == 16000


def test_what_must_be_made_is_packed_even_when_clips_are_referenced(
    bench: Bench, midi_root: Path
) -> None:
    piece(midi_root / "p.mid", (0, False, [(0.0, 1.0, 60)]))
    write_sound(midi_root / "high.wav", tone(440, 1.0, 96000))
    facts = {"duration": 1.0, "channels": 1}
    corpus = bench.corpus(
        "music",
        [
            {"audio_id": "01_X_p", "path": "p.mid", "sample_rate": 44100, **facts},
            {"audio_id": "01_X_q", "path": "high.wav", "sample_rate": 96000, **facts},
        ],
        settings=AudioSettings(store="reference"),
    )
    store = bench.store(*corpus.clips)
    assert [store.facts(name)["store"] for name in store.ids] == ["pack", "pack"]
    assert store.read("01_X_p", verify=True).frames == 44100


def test_a_changed_pack_is_noticed(bench: Bench) -> None:
    corpus = bench.corpus("x", [clip("a"), clip("b")], {"a.wav": NOISE, "b.wav": hiss(6, 1, 16000)})
    first, second = pl.read_parquet(corpus.clips[0]).to_dicts()
    swapped = pl.DataFrame([{**first, "sha256": second["sha256"]}], schema=SCHEMA)
    swapped.write_parquet(corpus.clips[0])
    with pytest.raises(AudioFlanError, match="not what its index says"):
        bench.store(*corpus.clips).read("01_X_a", verify=True)


def test_a_pack_cut_short_or_absent_is_named(bench: Bench) -> None:
    corpus = bench.corpus("x", [clip("a")], {"a.wav": NOISE})
    tar = outputs(bench.build, "x", "clean").tar
    tar.write_bytes(tar.read_bytes()[:1000])
    with pytest.raises(AudioFlanError, match=r"clean\.0\.tar: the pack is cut short"):
        bench.store(*corpus.clips).read("01_X_a")
    tar.unlink()
    with pytest.raises(AudioFlanError, match="the pack is absent"):
        bench.store(*corpus.clips).read("01_X_a")


def test_an_unknown_or_repeated_id_is_an_error(bench: Bench) -> None:
    corpus = bench.corpus("x", [clip("a")], {"a.wav": NOISE})
    with pytest.raises(AudioFlanError, match="no index holds audio id 01_X_z"):
        bench.store(*corpus.clips).read("01_X_z")
    with pytest.raises(AudioFlanError, match="01_X_a occurs twice"):
        bench.store(*corpus.clips, *corpus.clips)


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(AudioFlanError, match="'zip' is no way to store"):
        AudioSettings(store="zip")
    with pytest.raises(AudioFlanError, match="sample rate -1"):
        AudioSettings(sample_rate=-1)


def test_an_interrupted_part_leaves_no_file(bench: Bench) -> None:
    piece(bench.build / "corpora" / "x" / "p.mid", (0, False, [(0.0, 1.0, 60)]))
    with pytest.raises(AudioFlanError, match="SoundFont"):
        bench.corpus("x", [clip("a"), clip("p", path="p.mid")], {"a.wav": NOISE})
    assert not list((bench.build / "audio").rglob("*.*"))
