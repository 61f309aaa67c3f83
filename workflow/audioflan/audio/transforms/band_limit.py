"""A clip with its upper band gone: ``input`` is the clip at a lower sample rate.

A recording of limited bandwidth is one made at a low rate, so the input is stored at that
rate; its length is ``ceil(frames * source_rate / target_rate)``.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from audioflan.audio.level import QUIETEST_DB, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import params
from audioflan.audio.transforms.base import INPUT, Applied, Load
from audioflan.randomness import Draws


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``source_rate`` and ``target_rate`` (the clip's own), Hz.

    Parameters: ``rates``, the list of input rates; those below the clip's rate are drawn from.
    """
    params.check_names(parameters, "rates")
    target_rate = clip["sample_rate"]
    lower = [rate for rate in params.rates(parameters, "rates") if rate < target_rate]
    if not lower:
        raise Unsuitable(f"the clip's rate, {target_rate} Hz, is not above any of the input rates")
    return {"source_rate": draws.choice("source_rate", lower), "target_rate": target_rate}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input`` at ``source_rate``; the clip itself is the target.

    Raises:
        Unsuitable: the clip is silent: there is no upper band to bring back.
    """
    if rms_db(signal) < QUIETEST_DB:
        raise Unsuitable("the clip is silent")
    return Applied({INPUT: resample(signal, drawn["source_rate"])})
