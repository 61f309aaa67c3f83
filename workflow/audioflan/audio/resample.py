"""Change of sample rate, with an exact number of frames."""

import math

import numpy as np
import soxr

from audioflan.audio.signal import Samples, Signal

QUALITY = "VHQ"


def resampled_frames(frames: int, source_rate: int, target_rate: int) -> int:
    """Frames after a change of rate: ``ceil(frames * target_rate / source_rate)``."""
    return math.ceil(frames * target_rate / source_rate)


def resample(signal: Signal, sample_rate: int) -> Signal:
    """The signal at another sample rate (Hz); linear phase, aligned with the original."""
    if signal.sample_rate == sample_rate:
        return signal
    # One channel is resampled faster as a vector than as a column.
    samples = signal.samples[:, 0] if signal.channels == 1 else signal.samples
    converted = soxr.resample(samples, signal.sample_rate, sample_rate, quality=QUALITY)
    frames = resampled_frames(signal.frames, signal.sample_rate, sample_rate)
    return Signal(with_frames(converted.reshape(-1, signal.channels), frames), sample_rate)


def with_frames(samples: Samples, frames: int) -> Samples:
    """Cut, or pad with zeros at the end, to exactly ``frames`` rows; float32."""
    missing = max(0, frames - len(samples))
    padded = np.pad(samples, ((0, missing), (0, 0))) if missing else samples[:frames]
    return np.ascontiguousarray(padded, dtype=np.float32)
