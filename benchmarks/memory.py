"""Peak memory of the audio and task rooms: does it grow with the recording or the corpus?

    python benchmarks/memory.py
    python benchmarks/memory.py --case windows --size 7200      one measurement

Every case runs at a small and a large size, each in a process of its own; printed are the peaks in
MiB and what the larger size added. Sizes are seconds of one recording (``windows``: cut into
30-second clips, ``noisy``: those in noise, ``whole``: one single clip, as long as clips may be) or
clips of a corpus (``pairs``, ``candidates``: instances of tasks of two and of several clips).
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import soundfile

from audioflan.audio import AudioSettings, Outputs, PreparedCorpus, prepare_clips, prepare_recipe
from audioflan.audio.index import PACK, SCHEMA
from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.models import Companion, Recipe
from audioflan.corpora.columns import CANONICAL
from audioflan.tasks import instantiate

RATE, CHANNELS, WINDOW = 44_100, 2, 30
SIZES = {
    "windows": (600, 7200),
    "noisy": (600, 7200),
    "whole": (120, 1200),
    "pairs": (10_000, 100_000),
    "candidates": (10_000, 100_000),
}
ROWS_A_GROUP = 10
MIB = 1024


def write_recording(path: Path, seconds: int) -> None:
    """Noise, a minute at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seconds)
    with soundfile.SoundFile(path, "w", RATE, CHANNELS) as sound:
        for begin in range(0, seconds, 60):
            frames = RATE * min(60, seconds - begin)
            sound.write(random.normal(0, 0.1, (frames, CHANNELS)))


def write_manifest(path: Path, clips: list[dict[str, object]]) -> Path:
    """A manifest of the canonical columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [{"split": "train", "licence": "CC0-1.0", **clip} for clip in clips]
    pl.DataFrame(told, schema=CANONICAL).write_parquet(path)
    return path


def outputs(folder: Path, recipe: str) -> Outputs:
    """Where the files of a part go."""
    stem = folder / "audio" / "speech" / "bench" / f"{recipe}.0"
    stem.parent.mkdir(parents=True, exist_ok=True)
    endings = ("tar", "parquet", "rejects.parquet")
    return Outputs(*(stem.with_name(f"{stem.name}.{end}") for end in endings), build_root=folder)


def clips_of(folder: Path, seconds: int, window: int) -> PreparedCorpus:
    """One recording, stored as clips of ``window`` seconds at 16 kHz."""
    root = folder / "corpora" / "bench"
    write_recording(root / "long.wav", seconds)
    clips = [
        {"audio_id": f"90_Bench_{at:05d}", "path": "long.wav", "start": at, "duration": window}
        for at in range(0, seconds, window)
    ]
    manifest = write_manifest(folder / "manifest.parquet", clips)
    out = outputs(folder, "clean")
    settings = AudioSettings(sample_rate=16_000)
    prepare_clips(
        manifest=manifest, root=root, part=0, parts=1, settings=settings, outputs=out, threads=2
    )
    return PreparedCorpus("bench", manifest, root, (out.index,))


def windows(folder: Path, seconds: int) -> None:
    """A long recording in windows."""
    clips_of(folder, seconds, WINDOW)


def whole(folder: Path, seconds: int) -> None:
    """A long recording that is one clip."""
    clips_of(folder, seconds, seconds)


def noisy(folder: Path, seconds: int) -> None:
    """Windows in the noise of other windows."""
    corpus = clips_of(folder, seconds, WINDOW)
    noise = {"noise": Companion(corpora=("bench",))}
    recipe = Recipe("denoising", "additive_noise", {"snr_db": [0, 20]}, noise)
    prepare_recipe(
        recipe=recipe,
        corpus=corpus,
        companions={"noise": [corpus]},
        part=0,
        parts=1,
        outputs=outputs(folder, "denoising"),
        threads=2,
    )


def _instances(task_id: str, folder: Path, clips: int) -> None:
    """Instances of a task on a corpus of that many clips, ten a speaker."""
    catalog = Catalog.load()
    rows = [
        {
            "audio_id": f"90_Bench_{number:06d}",
            "path": f"{number}.wav",
            "speaker": f"speaker{number // ROWS_A_GROUP}",
            "group": f"speaker{number // ROWS_A_GROUP}",
            "gender": ("female", "male")[number // ROWS_A_GROUP % 2],
            "text": f"this is sentence number {number % 999}",
            "sentence": str(number % 999),
        }
        for number in range(clips)
    ]
    manifest = write_manifest(folder / "manifest.parquet", rows)
    facts = [
        {"audio_id": row["audio_id"], "store": PACK, "frames": 48_000, "licence": "CC0-1.0"}
        for row in rows
    ]
    index = folder / "clean.parquet"
    pl.DataFrame(facts, schema=SCHEMA).write_parquet(index)
    built, _ = instantiate(
        catalog.tasks[task_id], catalog.corpora["vctk"], manifest, [index], None, 0, 1, None
    )
    assert built.height, f"{task_id} has no instances"


def pairs(folder: Path, clips: int) -> None:
    """Two clips: one speaker or two?"""
    _instances("speaker_verification", folder, clips)


def candidates(folder: Path, clips: int) -> None:
    """One clip and several candidates: whose is it?"""
    _instances("speaker_identification", folder, clips)


CASES: dict[str, Callable[[Path, int], None]] = {
    case.__name__: case for case in (windows, noisy, whole, pairs, candidates)
}


def measure(case: str, size: int) -> int:
    """Peak of this process after a case, MiB."""
    with tempfile.TemporaryDirectory() as folder:
        CASES[case](Path(folder), size)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) // MIB


def measure_apart(case: str, size: int) -> int:
    """Peak of a process of its own, MiB."""
    command = [sys.executable, __file__, "--case", case, "--size", str(size)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(ended.stdout)


def main() -> None:
    """Measure one case, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", choices=list(CASES))
    parser.add_argument("--size", type=int)
    options = parser.parse_args()
    if options.size is not None:
        print(measure(options.case, options.size))
        return
    for case in [options.case] if options.case else CASES:
        small, large = (measure_apart(case, size) for size in SIZES[case])
        print(f"{case}: {SIZES[case]} -> {small}, {large} MiB, {large - small:+d}", flush=True)


if __name__ == "__main__":
    main()
