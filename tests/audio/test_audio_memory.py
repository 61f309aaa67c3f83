"""Memory depends on the length of a clip, not on that of the recording or the corpus."""

import subprocess
import sys
from pathlib import Path

import pytest
from audiobench import Bench, outputs, reasons, silence

from audioflan.audio.problems import LONGEST

HOME = Path(__file__).resolve().parents[2]


def peak(case: str, size: int) -> int:
    """Peak of a process that runs a case of the benchmark, MiB."""
    command = [sys.executable, "benchmarks/memory.py", "--case", case, "--size", str(size)]
    ended = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "small", "large", "growth"),
    [("windows", 180, 1800, 30), ("noisy", 180, 1800, 30), ("pairs", 2000, 20_000, 150)],
)
def test_ten_times_as_much_takes_hardly_more_memory(
    case: str, small: int, large: int, growth: int
) -> None:
    assert peak(case, large) - peak(case, small) < growth


def test_a_clip_too_long_for_memory_is_a_reject(bench: Bench) -> None:
    sounds = {"long.wav": silence(LONGEST + 1, 100)}
    window = {"path": "long.wav", "start": 5.0, "duration": 2.0}
    clips = [{"audio_id": "01_X_a", "path": "long.wav"}, {"audio_id": "01_X_b", **window}]
    corpus = bench.corpus("x", clips, sounds)
    assert bench.store(*corpus.clips).ids == ["01_X_b"]
    assert reasons(outputs(bench.build, "x", "clean")) == {
        "01_X_a": "long.wav: the clip lasts 1201 s, more than 1200 s: cut it into windows"
    }
