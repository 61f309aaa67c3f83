"""A clip cut off at a level below its peak: ``input`` never exceeds it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from audioflan.audio.level import QUIETEST_DB, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import params
from audioflan.audio.transforms.base import INPUT, Applied, Load
from audioflan.randomness import Draws

# Share of the samples that must be cut off: a clip of one loud click is not distorted.
LEAST_SHARE = 0.001


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Key ``below_peak_db``, 1 decimal: how far below the peak the clip is cut off.

    Parameters: ``below_peak_db: [low, high]``.
    """
    params.check_names(parameters, "below_peak_db")
    bounds = params.interval(parameters, "below_peak_db", minimum=0.1)
    return {"below_peak_db": round(draws.uniform("below_peak_db", *bounds), 1)}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``, as loud as the clip wherever it is not cut off; the clip itself is the target.

    Facts: ``clipped``, the share of samples cut off, 4 decimals.

    Raises:
        Unsuitable: the clip is silent, or hardly anything of it is that loud.
    """
    if rms_db(signal) < QUIETEST_DB:
        raise Unsuitable("the clip is silent")
    limit = np.float32(signal.peak * 10.0 ** (-drawn["below_peak_db"] / 20.0))
    share = float((np.abs(signal.samples) > limit).mean())
    if share < LEAST_SHARE:
        raise Unsuitable(f"{share:.2%} of the samples would be cut off")
    clipped = np.clip(signal.samples, -limit, limit)
    return Applied({INPUT: signal.replace(clipped)}, {"clipped": round(share, 4)})
