"""The first part of a clip and what follows it: ``input`` and ``target`` join without a seam."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from audioflan.audio.level import QUIETEST_DB, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import params
from audioflan.audio.transforms.base import INPUT, TARGET, Applied, Load
from audioflan.randomness import Draws


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``cut``, where the first part ends, and ``end``, where the rest does, s, 2 decimals.

    Parameters: ``prompt: [low, high]`` and ``rest: [low, high]``, s. The rest goes on to the end of
    the clip unless that is more than its longest.
    """
    params.check_names(parameters, "prompt", "rest")
    shortest, longest = params.interval(parameters, "prompt", minimum=0.1)
    least, most = params.interval(parameters, "rest", minimum=0.1)
    # Hundredths of a second: what is drawn is exactly where the audio is cut.
    total, first = int(clip["duration"] * 100 + 1e-6), round(shortest * 100)
    last = min(round(longest * 100), total - round(least * 100))
    if last < first:
        raise Unsuitable(
            f"{clip['duration']:.2f} s do not hold {shortest:g} s and {least:g} s more"
        )
    cut = draws.integer("cut", first, last)
    return {"cut": cut / 100, "end": min(total, cut + round(most * 100)) / 100}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input`` and ``target``; end to end they are the clip up to ``end``.

    Raises:
        Unsuitable: either is silent.
    """
    cut, end = signal.frame_at(drawn["cut"]), signal.frame_at(drawn["end"])
    prompt = signal.replace(signal.samples[:cut])
    rest = signal.replace(signal.samples[cut:end])
    if min(rms_db(prompt), rms_db(rest)) < QUIETEST_DB:
        raise Unsuitable("the clip is silent before or after the cut")
    return Applied({INPUT: prompt, TARGET: rest})
