"""Short real recordings in real containers."""

from pathlib import Path

import numpy as np
import soundfile


def write_tone(
    path: Path, seconds: float, *, rate: int = 8000, channels: int = 1, subtype: str | None = None
) -> None:
    """Write a 440 Hz tone; the container follows the suffix, ``seconds`` may be 0."""
    path.parent.mkdir(parents=True, exist_ok=True)
    time = np.arange(round(seconds * rate)) / rate
    tone = 0.1 * np.sin(2 * np.pi * 440 * time)
    soundfile.write(path, np.tile(tone[:, None], (1, channels)), rate, subtype=subtype)


def write_garbage(path: Path) -> None:
    """Write a file that has an audio suffix and no audio header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"<html>not found</html>")


def append(path: Path, text: str) -> None:
    """Add lines to a table."""
    with path.open("a", encoding="utf-8") as table:
        table.write(text)
