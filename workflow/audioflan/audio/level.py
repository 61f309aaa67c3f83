"""Levels in dB and their use: active level, activity over time, mixing at a ratio."""

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d
from scipy.signal import lfilter

from audioflan.audio.signal import Signal

Floats = npt.NDArray[np.float64]

TIME_CONSTANT = 0.03
HANGOVER = 0.2
MARGIN_DB = 15.9
_THRESHOLDS = 20
QUIETEST_DB = -90.0
# P.56 asks for at least 600 values of the envelope a second.
_ENVELOPE_RATE = 1000


def amplitude(signal: Signal) -> Floats:
    """Root mean square over the channels, frame by frame; shape [frames]."""
    if signal.channels == 1:
        return np.abs(signal.samples[:, 0], dtype=np.float64)
    rms: Floats = np.sqrt(np.square(signal.samples, dtype=np.float64).mean(axis=1))
    return rms


def rms_db(signal: Signal) -> float:
    """Level of the whole signal in dB relative to full scale; ``-inf`` for silence."""
    return to_db(signal.power)


def to_db(power: float) -> float:
    """``10 log10`` of a power; ``-inf`` for 0."""
    return 10.0 * float(np.log10(power)) if power > 0 else -np.inf


def active_level_db(signal: Signal) -> float:
    """Active speech level in dB relative to full scale, after ITU-T P.56 (method B).

    The mean power over the time in which the envelope lies no more than 15.9 dB below that
    very mean, pauses up to 0.2 s included. ``-inf`` for silence. Scaling the signal by g
    moves the level by exactly ``20 log10 g``.
    """
    if signal.peak == 0.0:
        return -np.inf
    scale = signal.peak
    step = max(1, signal.sample_rate // _ENVELOPE_RATE)
    rate = signal.sample_rate / step
    means = _block_means(amplitude(signal), step) / scale
    active = step * _reaching(_held(_envelope(means, rate), round(HANGOVER * rate)))
    thresholds = 20.0 * np.log10(2.0) * -np.arange(_THRESHOLDS)[::-1]
    reached = active > 0
    energy = signal.power * signal.frames / scale**2
    levels = 10.0 * np.log10(energy / active[reached])
    return _crossing(levels, levels - thresholds[reached]) + 20.0 * float(np.log10(scale))


def _block_means(x: Floats, step: int) -> Floats:
    """Means over ``step`` frames; the last block is filled up with zeros."""
    means: Floats = np.add.reduceat(x, np.arange(0, len(x), step)) / step
    return means


def _envelope(x: Floats, rate: float) -> Floats:
    g = np.exp(-1.0 / (rate * TIME_CONSTANT))
    smooth = lfilter([1.0 - g], [1.0, -g], x)
    envelope: Floats = lfilter([1.0 - g], [1.0, -g], smooth)
    return envelope


def _held(envelope: Floats, hangover: int) -> Floats:
    """The largest value of the envelope over the last ``hangover`` values and this one."""
    size = hangover + 1
    held: Floats = maximum_filter1d(
        envelope, size, mode="constant", cval=0.0, origin=(size - 1) // 2
    )
    return held


def _reaching(held: Floats) -> npt.NDArray[np.int64]:
    """How many values reach each threshold, 2^-19 up to 1: their binary exponents tell."""
    _, exponents = np.frexp(held[held > 0.0])
    halvings = np.clip(1 - exponents, 0, _THRESHOLDS)
    return np.cumsum(np.bincount(halvings, minlength=_THRESHOLDS)[:_THRESHOLDS])[::-1]


def _crossing(levels: Floats, excess: Floats) -> float:
    """Level at which it exceeds its threshold by the margin; thresholds rise along the arrays."""
    below = np.flatnonzero(excess <= MARGIN_DB)
    if not below.size:
        return float(levels[-1])
    upper = int(below[0])
    if upper == 0:
        return float(levels[0])
    share = (excess[upper - 1] - MARGIN_DB) / (excess[upper - 1] - excess[upper])
    return float(levels[upper - 1] + share * (levels[upper] - levels[upper - 1]))
