"""Sound out of any file of a corpus, chosen by the name's suffix.

A reader is ``read(root, path, start, duration) -> Signal``; it may return less than the span
asked for, never more. Adding a format: one module here and its suffixes in ``READERS``.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import numpy as np

from audioflan.audio.decode import libsndfile, midi, sox
from audioflan.audio.problems import ClipError
from audioflan.audio.signal import Signal

Reader = Callable[[Path, str, float, float | None], Signal]

# A header rounds its length to whole MP3 frames or hundredths of a second.
SPAN_TOLERANCE = 0.1

READERS: dict[str, Reader] = {
    **dict.fromkeys(midi.SUFFIXES, midi.read),
    **dict.fromkeys(sox.SUFFIXES, sox.read),
}


def decode(
    root: Path,
    path: str,
    start: float | None = None,
    duration: float | None = None,
    whole: bool = True,
) -> Signal:
    """Decode a span of one file of a corpus.

    Args:
        root: the corpus root.
        path: file below the root, or a virtual path (``x.mid#3``: one instrument of a piece).
        start: seconds from the file's start; None is 0.
        duration: seconds; None is up to the end.
        whole: whether a file that ends before the span does is an error.

    Raises:
        ClipError: the file is absent or undecodable, or the span is empty, not finite, or
            (if ``whole``) shorter than ``duration``.
        AudioFlanError: a program or SoundFont that decoding needs is absent.
    """
    reader = READERS.get(suffix(path), libsndfile.read)
    signal = reader(root, path, start or 0.0, duration)
    if signal.frames == 0:
        raise ClipError("the clip has no samples", where=path)
    if signal.pcm is None and not np.isfinite(signal.samples).all():
        raise ClipError("the clip holds samples that are not finite numbers", where=path)
    if whole and duration is not None and signal.duration < duration - SPAN_TOLERANCE:
        raise ClipError(
            f"the file ends after {signal.duration:.3f} s of the {duration:.3f} s span", where=path
        )
    return signal


def suffix(path: str) -> str:
    """Lower-case suffix of a path, the ``#...`` of a virtual path left out."""
    return PurePosixPath(midi.file_of(path)).suffix.lower()


def is_rendered(path: str) -> bool:
    """Whether a path stands for sound that is made, not stored (MIDI)."""
    return suffix(path) in midi.SUFFIXES
