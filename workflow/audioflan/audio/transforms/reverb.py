"""A clip in a room: ``input`` is the clip convolved with an impulse response.

The response is a measured one, or where none is on offer a simple model: the direct sound, then
white noise that decays exponentially (J.-D. Polack's model of late reverberation, without single
early reflections). In both the direct sound arrives at once and upright, so that the clip itself
is the aligned target.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from scipy.signal import fftconvolve

from audioflan.audio.encode import headroom_gain
from audioflan.audio.level import active_level_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.signal import Samples, Signal
from audioflan.audio.transforms import mixing, params
from audioflan.audio.transforms.base import Applied, Load
from audioflan.randomness import Draws

RIR = "rir"
# Between the direct sound and the first reflection of a small room.
DELAY = 0.003
SEEDS = 2**31 - 1


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Key ``rir`` (audio id), a measured response; else ``rt60``, ``drr_db``, ``seed``.

    Parameters, for simulated responses: ``rt60: [low, high]``, s in which reverberation falls by
    60 dB (2 decimals), and ``drr_db: [low, high]``, level of the direct sound over that of the
    reverberation (1 decimal).
    """
    params.check_names(parameters, "rt60", "drr_db")
    rt60 = params.interval(parameters, "rt60", minimum=0.05)
    drr_db = params.interval(parameters, "drr_db", minimum=-30.0)
    if RIR in companions:
        return {"rir": mixing.draw_clip(RIR, clip, draws, companions)["audio_id"]}
    return {
        "rt60": round(draws.uniform("rt60", *rt60), 2),
        "drr_db": round(draws.uniform("drr_db", *drr_db), 1),
        "seed": draws.integer("seed", 0, SEEDS),
    }


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``, as long and as loud (active level) as the clip; ``target`` when turned down.

    Fact ``gain``: the factor that keeps both below full scale.

    Raises:
        Unsuitable: the clip or the response is silent.
    """
    level = mixing.sounding_level_db(signal)
    response = (
        _measured(drawn["rir"], signal, load) if "rir" in drawn else _simulated(drawn, signal)
    )
    tail = fftconvolve(signal.samples.astype(np.float64), response, axes=0)[: signal.frames]
    wet = signal.replace(tail)
    loudness = 10.0 ** ((level - active_level_db(wet)) / 20.0)
    gain = headroom_gain(max(wet.peak * loudness, signal.peak))
    dry = signal if gain == 1.0 else signal.replace(signal.samples * gain)
    reverberant = signal.replace(wet.samples * (loudness * gain))
    return Applied(mixing.with_target(reverberant, dry, gain), {"gain": gain})


def _measured(rir: str, signal: Signal, load: Load) -> Samples:
    """One channel of a measured response, from its largest sample, which becomes 1."""
    response = resample(load(rir), signal.sample_rate).samples[:, :1]
    direct = int(np.abs(response).argmax())
    if response[direct, 0] == 0.0:
        raise Unsuitable(f"response {rir} is silent")
    heard: Samples = response[direct : direct + signal.frames] / response[direct, 0]
    return heard


def _simulated(drawn: Mapping[str, Any], signal: Signal) -> Samples:
    first, length = signal.frame_at(DELAY), signal.frame_at(drawn["rt60"])
    # A bit generator's stream is guaranteed to stay the same, those of distributions are not.
    bits = np.random.PCG64(drawn["seed"]).random_raw(length) >> np.uint64(11)
    noise = bits * 2.0**-52 - 1.0
    tail = noise * 10.0 ** (-3.0 * np.arange(length) / length)
    tail *= 10.0 ** (-drawn["drr_db"] / 20.0) / np.sqrt(np.square(tail).sum())
    response = np.concatenate([[1.0], np.zeros(first), tail])
    return response[: signal.frames, None].astype(np.float32)
