"""Loudness of a whole programme after ITU-R BS.1770-4, and the gain to another loudness."""

import math

import numpy as np
import numpy.typing as npt
from scipy.signal import sosfilt

from audioflan.audio.encode import CEILING
from audioflan.audio.signal import Signal

Floats = npt.NDArray[np.float64]

BLOCK, STEP = 0.4, 0.1
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
OFFSET = -0.691
# The filters that BS.1770 tabulates at 48 kHz, as analogue prototypes: Hz, quality, gain in dB.
_SHELF = (1681.974450955533, 0.7071752369554196, 3.999843853973347)
_HIGH_PASS = (38.13547087602444, 0.5003270373238773)


def integrated_loudness(signal: Signal) -> float:
    """Loudness in LUFS: gated blocks of 0.4 s, every channel weighing alike.

    Weights of surround channels are left out, as recordings do not say which channel is where. A
    signal shorter than a block is one block. ``-inf`` when no block is above -70 LUFS.
    """
    weighted: Floats = sosfilt(_weighting(signal.sample_rate), signal.samples, axis=0)
    powers = _block_powers(weighted, signal)
    loud = powers[_lufs(powers) > ABSOLUTE_GATE]
    if not loud.size:
        return -math.inf
    gate = _lufs(loud.mean()) + RELATIVE_GATE
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


def gain_to(loudness: float, measured: float, peak: float) -> float:
    """Linear gain, 6 decimals, to another loudness (LUFS), ``peak`` staying below full scale."""
    wanted: float = 10.0 ** ((loudness - measured) / 20.0)
    return math.floor(min(wanted, CEILING / peak) * 1e6) / 1e6


def _block_powers(weighted: Floats, signal: Signal) -> Floats:
    """Mean square of each block, summed over the channels; blocks begin every 0.1 s."""
    step, steps = signal.frame_at(STEP), round(BLOCK / STEP)
    whole = len(weighted) // step
    if whole < steps:
        return np.array([np.square(weighted).mean(axis=0).sum()])
    energy = np.square(weighted[: whole * step]).reshape(whole, -1).sum(axis=1)
    powers: Floats = np.convolve(energy, np.ones(steps), "valid") / (steps * step)
    return powers


def _lufs(power: npt.ArrayLike) -> Floats:
    with np.errstate(divide="ignore"):
        found: Floats = OFFSET + 10.0 * np.log10(power)
    return found


def _weighting(sample_rate: int) -> Floats:
    """The two filters of the K weighting at a sample rate, second-order sections."""
    return np.array([_high_shelf(sample_rate), _high_pass(sample_rate)])


def _high_shelf(sample_rate: int) -> list[float]:
    frequency, quality, gain_db = _SHELF
    k = math.tan(math.pi * frequency / sample_rate)
    high = 10.0 ** (gain_db / 20.0)
    middle = high**0.4996667741545416
    a0 = 1.0 + k / quality + k * k
    above = [high + middle * k / quality + k * k, 2 * (k * k - high)]
    above.append(high - middle * k / quality + k * k)
    below = [a0, 2 * (k * k - 1.0), 1.0 - k / quality + k * k]
    return [value / a0 for value in (*above, *below)]


def _high_pass(sample_rate: int) -> list[float]:
    frequency, quality = _HIGH_PASS
    k = math.tan(math.pi * frequency / sample_rate)
    a0 = 1.0 + k / quality + k * k
    return [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1.0) / a0, (1.0 - k / quality + k * k) / a0]
