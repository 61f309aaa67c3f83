"""Where a clean recording sounds: segments from the energy of short frames."""

import itertools

import numpy as np

from audioflan.audio.level import active_level_db, amplitude, to_db
from audioflan.audio.signal import Signal

STEP = 0.01
THRESHOLD_DB = -40.0
MERGE_BELOW = 0.3

Segment = tuple[float, float]


def active_segments(signal: Signal) -> list[Segment]:
    """Segments (start, end) in seconds, exact multiples of 10 ms, in order, not touching.

    A 10 ms frame is active when its power lies less than 40 dB below the signal's active
    level; pauses shorter than 0.3 s belong to the segment around them.
    """
    level = active_level_db(signal)
    if level == -np.inf:
        return []
    powers = np.square(amplitude(signal))
    edges = frame_edges(signal)
    active = [
        to_db(float(powers[first:last].mean())) > level + THRESHOLD_DB
        for first, last in itertools.pairwise(edges)
    ]
    return [(first * STEP, last * STEP) for first, last in _merged(_runs(active))]


def frame_edges(signal: Signal) -> list[int]:
    """First frames of the 10 ms steps that lie wholly inside the signal, and the last's end."""
    steps = int(signal.duration / STEP + 1e-9)
    return [signal.frame_at(step * STEP) for step in range(steps + 1)]


def _runs(active: list[bool]) -> list[tuple[int, int]]:
    padded = np.concatenate(([0], np.asarray(active, np.int8), [0]))
    change = np.flatnonzero(np.diff(padded))
    return [(int(first), int(last)) for first, last in change.reshape(-1, 2)]


def _merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in runs:
        if merged and (first - merged[-1][1]) * STEP < MERGE_BELOW - 1e-9:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged
