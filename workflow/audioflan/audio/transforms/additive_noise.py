"""A clip in noise: ``input`` = clip + noise at a drawn signal-to-noise ratio.

The ratio is the active level of the clip (ITU-T P.56) over the level of the noise, in dB.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from audioflan.audio.signal import Signal
from audioflan.audio.transforms import mixing, params
from audioflan.audio.transforms.base import Applied, Load
from audioflan.randomness import Draws


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``noise`` (audio id), ``noise_offset`` (s), ``snr_db`` (1 decimal).

    Parameters: ``snr_db: [low, high]``.
    """
    params.check_names(parameters, "snr_db")
    snr_db = params.interval(parameters, "snr_db", minimum=-100.0)
    return mixing.draw_noise(clip, snr_db, draws, companions)


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``; and ``target`` when both had to be turned down to stay below full scale.

    Fact ``gain``: the factor on both.
    """
    noise = mixing.noise_for(signal, drawn, load)
    mixture, speech, gain = mixing.mix_at_snr(signal, noise, drawn["snr_db"])
    return Applied(mixing.with_target(mixture, speech, gain), {"gain": gain})
