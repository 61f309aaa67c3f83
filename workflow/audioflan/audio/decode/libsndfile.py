"""Whatever libsndfile reads: WAV, FLAC, Ogg, MP3, AIFF, AU, CAF, NIST SPHERE and more."""

from pathlib import Path

import soundfile

from audioflan.audio.encode import from_pcm16
from audioflan.audio.problems import ClipError, check_length
from audioflan.audio.signal import Signal

INTEGERS = "PCM_16"


def read(root: Path, path: str, start: float, duration: float | None) -> Signal:
    """Read a span (seconds) of ``root / path``; only that span is decoded.

    Raises:
        ClipError: the file is absent or cannot be decoded, or the span is too long.
    """
    file = root / path
    if not file.is_file():
        raise ClipError("the file is absent", where=path)
    try:
        with soundfile.SoundFile(file) as sound:
            return _span(sound, path, start, duration)
    except (soundfile.LibsndfileError, TypeError) as error:
        # soundfile raises TypeError for names that it takes for headerless audio.
        raise ClipError(f"the file cannot be decoded: {_text(error)}", where=path) from error


def _span(sound: soundfile.SoundFile, path: str, start: float, duration: float | None) -> Signal:
    rate = sound.samplerate
    left = sound.frames - sound.seek(min(round(start * rate), sound.frames))
    frames = -1 if duration is None else round(duration * rate)
    check_length((left if frames < 0 else min(left, frames)) / rate, path)
    if sound.subtype == INTEGERS:
        pcm = sound.read(frames, dtype="int16", always_2d=True)
        return Signal(from_pcm16(pcm), rate, pcm)
    return Signal(sound.read(frames, dtype="float32", always_2d=True), rate)


def _text(error: Exception) -> str:
    return str(getattr(error, "error_string", error)).strip().rstrip(".")
