"""Prepare audio: ours beside a bare loop, sox in a process of its own, and audiomentations.

    python benchmarks/audio.py --clips 400

Every peer reads the same 3-second recordings, brings them to 16 kHz, mixes noise in at the same
ratios and writes one FLAC file a clip, in one thread. Ours also measures the speech level after
ITU-T P.56, digests the samples and packs them; the loop takes the plain RMS. Rates are clips a
CPU-second, child processes included; the ratio is ours over the peer's.
"""

import argparse
import importlib.util
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
import soundfile
import soxr

from audioflan.audio import AudioSettings, Outputs, prepare_clips
from audioflan.audio.decode import decode
from audioflan.audio.pack import PackWriter
from audioflan.audio.part import packed
from audioflan.audio.resample import QUALITY, resample
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import additive_noise
from audioflan.corpora.columns import CANONICAL

SECONDS, SOURCE_RATE, RATE, SNR_DB = 3, 44100, 16000, 10.0
NOISE = "noise.wav"
PACKED_RATE = 16000


def make_sounds(folder: Path, clips: int, rate: int) -> list[str]:
    """Voice-like recordings (bursts of a decaying buzz in faint hiss) and ten seconds of noise."""
    time = np.arange(SECONDS * rate) / rate
    names = [f"{rate}_{number:04d}.wav" for number in range(clips)]
    for number, name in enumerate(names):
        random = np.random.default_rng(number)
        buzz = sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 20))
        voice = 0.1 * buzz * (np.sin(2 * np.pi * random.uniform(0.5, 2) * time) > 0)
        soundfile.write(folder / name, voice + random.normal(0, 0.001, len(time)), rate)
    noise = np.random.default_rng(0).normal(0, 0.1, 10 * rate)
    soundfile.write(folder / NOISE, noise, rate)
    return names


def ours(folder: Path, names: Sequence[str], out: Path) -> None:
    """What a recipe does to each clip, from the recording to the pack."""
    noise = resample(decode(folder, NOISE), RATE)
    drawn = {"noise": NOISE, "noise_offset": 1.0, "snr_db": SNR_DB}

    def load(name: str) -> Signal:
        return noise

    with (out / "ours.tar").open("wb") as stream:
        pack = PackWriter(stream)
        for name in names:
            clip = resample(decode(folder, name), RATE)
            signal = additive_noise.apply(clip, drawn, load).signals["input"]
            member = packed(Path(name).stem, signal)
            pack.add(member.row["member"], member.content or b"")
        pack.finish()


def bare_loop(folder: Path, names: Sequence[str], out: Path) -> None:
    """Read, resample, add noise, write."""
    noise, rate = soundfile.read(folder / NOISE, dtype="float32")
    noise = soxr.resample(noise, rate, RATE, quality=QUALITY)[RATE : RATE + SECONDS * RATE]
    for name in names:
        samples, rate = soundfile.read(folder / name, dtype="float32")
        samples = soxr.resample(samples, rate, RATE, quality=QUALITY)
        level = np.sqrt(np.mean(samples**2) / np.mean(noise**2)) * 10 ** (-SNR_DB / 20)
        mixture = samples + level * noise
        mixture /= max(1.0, np.abs(mixture).max() / 0.999)
        soundfile.write(out / f"{Path(name).stem}.flac", mixture, RATE, subtype="PCM_16")


def sox_processes(folder: Path, names: Sequence[str], out: Path) -> None:
    """One sox a clip, which is spared measuring levels."""
    for name in names:
        inputs = ["-v", "0.7", str(folder / name), "-v", "0.07", str(folder / NOISE)]
        output = ["-b", "16", str(out / f"sox_{Path(name).stem}.flac")]
        effects = ["trim", "0", str(SECONDS), "rate", "-v", str(RATE)]
        subprocess.run(["sox", "-m", *inputs, *output, *effects], check=True)


def augmenter(folder: Path, names: Sequence[str], out: Path) -> None:
    """The same with the background noise of audiomentations."""
    from audiomentations import AddBackgroundNoise

    noise = str(folder / NOISE)
    add = AddBackgroundNoise(noise, min_snr_db=SNR_DB, max_snr_db=SNR_DB, p=1.0)
    for name in names:
        samples, rate = soundfile.read(folder / name, dtype="float32")
        samples = soxr.resample(samples, rate, RATE, quality=QUALITY)
        mixture = add(samples=samples, sample_rate=RATE)
        soundfile.write(out / f"aug_{Path(name).stem}.flac", mixture, RATE, subtype="PCM_16")


def packing(folder: Path, names: Sequence[str], out: Path) -> None:
    """The stage that stores clips as they are."""
    rows = [
        {"audio_id": f"90_Bench_{Path(name).stem}", "path": name, "licence": "CC0-1.0"}
        for name in names
    ]
    manifest = out / "manifest.parquet"
    pl.DataFrame(rows, schema=CANONICAL).write_parquet(manifest)
    files = (out / f"clean.0.{ending}" for ending in ("tar", "parquet", "rejects.parquet"))
    prepare_clips(
        manifest=manifest,
        root=folder,
        part=0,
        parts=1,
        settings=AudioSettings(),
        outputs=Outputs(*files, build_root=out),
    )


def rate(clips: int, work: Callable[[], object]) -> float:
    """Clips a CPU-second of this process and its children."""
    begun = os.times()
    work()
    ended = os.times()
    return clips / (sum(ended[:4]) - sum(begun[:4]))


def best(runs: int, clips: int, works: Sequence[Callable[[], object]]) -> list[float]:
    """The best rate of each: other jobs on the machine only ever slow one down.

    They take turns, so that a busy minute does not fall on one of them alone.
    """
    rates = [[rate(clips, work) for work in works] for _ in range(runs)]
    return [max(column) for column in zip(*rates, strict=True)]


def main() -> None:
    """Run all comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    mixers = {"ours": ours, "bare loop": bare_loop, "sox processes": sox_processes}
    if importlib.util.find_spec("audiomentations"):
        mixers["audiomentations"] = augmenter
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary) / "in", Path(temporary) / "out"
        folder.mkdir()
        out.mkdir()
        names = make_sounds(folder, options.clips, PACKED_RATE)
        [stored] = best(options.runs, len(names), [partial(packing, folder, names, out)])
        names = make_sounds(folder, options.clips, SOURCE_RATE)
        works = [partial(mixer, folder, names, out) for mixer in mixers.values()]
        fast, *slower = best(options.runs, len(names), works)
        for name, slow in zip(list(mixers)[1:], slower, strict=True):
            print(f"mix: {fast:,.0f}/s, {name} {slow:,.0f}/s, ratio {fast / slow:.2f}")
        print(f"pack: {stored:,.0f}/s ({SECONDS} s at {PACKED_RATE} Hz)")


if __name__ == "__main__":
    main()
