"""A clip with a silent gap: ``input`` is zero from ``gap_start`` to ``gap_end``."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from audioflan.audio.problems import Unsuitable
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import params
from audioflan.audio.transforms.base import INPUT, Applied, Load
from audioflan.randomness import Draws

# Sound left on either side of a gap, so that there is something to continue from.
CONTEXT = 0.2


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``gap_start`` and ``gap_end``, s, 2 decimals.

    Parameters: ``duration: [low, high]``, s; at least 0.2 s stay on either side of the gap.
    """
    params.check_names(parameters, "duration")
    low, high = params.interval(parameters, "duration", minimum=0.01)
    # Hundredths of a second: what is drawn is exactly what is written.
    shortest, room = round(low * 100), int((clip["duration"] - 2 * CONTEXT) * 100 + 1e-6)
    longest = min(round(high * 100), room)
    if longest < shortest:
        raise Unsuitable(f"{clip['duration']:.2f} s are too short for a gap of {low:.2f} s")
    length = draws.integer("length", shortest, longest)
    start = round(CONTEXT * 100) + draws.integer("start", 0, room - length)
    return {"gap_start": start / 100, "gap_end": (start + length) / 100}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``; the clip itself is the target.

    Raises:
        Unsuitable: the clip is silent there already.
    """
    gap = slice(signal.frame_at(drawn["gap_start"]), signal.frame_at(drawn["gap_end"]))
    if not signal.samples[gap].any():
        raise Unsuitable("the clip is silent where the gap would be")
    silenced = signal.samples.copy()
    silenced[gap] = 0.0
    return Applied({INPUT: signal.replace(silenced)})
