"""Formats that only SoX reads: WavPack, AMR and headerless telephone codecs."""

import io
import subprocess
from pathlib import Path

import soundfile

from audioflan.audio.problems import ClipError, check_length
from audioflan.audio.signal import Signal
from audioflan.errors import AudioFlanError

SUFFIXES = (".wv", ".amr", ".awb", ".gsm", ".vox", ".sln", ".al", ".ul")


def read(root: Path, path: str, start: float, duration: float | None) -> Signal:
    """Decode ``root / path`` whole with the SoX program and cut the span (seconds).

    Raises:
        ClipError: SoX cannot decode the file.
        AudioFlanError: SoX is not installed.
    """
    file = (root / path).absolute()
    if not file.is_file():
        raise ClipError("the file is absent", where=path)
    samples, rate = soundfile.read(io.BytesIO(_as_au(file, path)), dtype="float32", always_2d=True)
    first = round(start * rate)
    last = len(samples) if duration is None else first + round(duration * rate)
    heard = samples[first:last]
    check_length(len(heard) / rate, path)
    return Signal(heard, int(rate))


def _as_au(file: Path, path: str) -> bytes:
    """The sound as a float AU file, a format that may leave its length open in a pipe."""
    command = ["sox", "-V1", str(file), "-t", "au", "-e", "floating-point", "-b", "32", "-"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise AudioFlanError(
            "this format needs the SoX program, which is not installed.",
            where=file,
            remedy="apt-get install sox libsox-fmt-all",
        ) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise ClipError(f"the file cannot be decoded: {reason}", where=path)
    return done.stdout
