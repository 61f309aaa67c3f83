"""A clip in a room: ``input`` is the clip convolved with an impulse response.

The response is a measured one, or where none is on offer that of a simulated room
(``audioflan.audio.room``). In both the direct sound arrives at once and upright, so that the clip
itself is the aligned target.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from scipy.signal import fftconvolve

from audioflan.audio.encode import headroom_gain
from audioflan.audio.level import active_level_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.room import Room, response
from audioflan.audio.signal import Samples, Signal
from audioflan.audio.transforms import mixing, params
from audioflan.audio.transforms.base import Applied, Load
from audioflan.randomness import Draws

RIR = "rir"
SEEDS = 2**31 - 1
# Metres that speaker and microphone keep from the walls, and how high they are.
MARGIN = 0.5
MOUTH, MICROPHONE = (1.2, 1.8), (0.7, 1.1)


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Key ``rir`` (audio id), a measured response; else a room: see ``audioflan.audio.room.Room``.

    The room's keys are ``size``, ``source``, ``microphone`` (m, 2 decimals), ``rt60`` (s, 2
    decimals) and ``seed``.

    Parameters, for rooms: ``rt60: [low, high]``, s in which reverberation falls by 60 dB;
    ``side``, ``height``, of the room, and ``distance``, from mouth to microphone along the floor,
    each ``[low, high]`` in m.
    """
    params.check_names(parameters, "rt60", "side", "height", "distance")
    rt60 = params.interval(parameters, "rt60", minimum=0.1)
    side = params.interval(parameters, "side", minimum=2.0)
    height = params.interval(parameters, "height", minimum=2.0)
    distance = params.interval(parameters, "distance", minimum=0.1)
    if RIR in companions:
        return {"rir": mixing.draw_clip(RIR, clip, draws, companions)["audio_id"]}
    floor = [_metres("length", side, draws), _metres("width", side, draws)]
    source, microphone = _places(floor, _metres("distance", distance, draws), draws)
    return {
        "size": [*floor, _metres("height", height, draws)],
        "source": [*source, _metres("mouth", MOUTH, draws)],
        "microphone": [*microphone, _metres("microphone", MICROPHONE, draws)],
        "rt60": round(draws.uniform("rt60", *rt60), 2),
        "seed": draws.integer("seed", 0, SEEDS),
    }


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``, as long and as loud (active level) as the clip; ``target`` when turned down.

    Fact ``gain``: the factor that keeps both below full scale.

    Raises:
        Unsuitable: the clip or the response is silent.
    """
    level = mixing.sounding_level_db(signal)
    room = _measured(drawn["rir"], signal, load) if "rir" in drawn else _simulated(drawn, signal)
    tail = fftconvolve(signal.samples.astype(np.float64), room, axes=0)[: signal.frames]
    wet = signal.replace(tail)
    loudness = 10.0 ** ((level - active_level_db(wet)) / 20.0)
    gain = headroom_gain(max(wet.peak * loudness, signal.peak))
    dry = signal if gain == 1.0 else signal.replace(signal.samples * gain)
    reverberant = signal.replace(wet.samples * (loudness * gain))
    return Applied(mixing.with_target(reverberant, dry, gain), {"gain": gain})


def _measured(rir: str, signal: Signal, load: Load) -> Samples:
    """One channel of a measured response, from its largest sample, which becomes 1."""
    measured = resample(load(rir), signal.sample_rate).samples[:, :1]
    direct = int(np.abs(measured).argmax())
    if measured[direct, 0] == 0.0:
        raise Unsuitable(f"response {rir} is silent")
    heard: Samples = measured[direct : direct + signal.frames] / measured[direct, 0]
    return heard


def _simulated(drawn: Mapping[str, Any], signal: Signal) -> Samples:
    places = {key: tuple(drawn[key]) for key in ("size", "source", "microphone")}
    room = Room(rt60=drawn["rt60"], seed=drawn["seed"], **places)
    return response(room, signal.sample_rate)[: signal.frames, None].astype(np.float32)


def _places(floor: list[float], distance: float, draws: Draws) -> tuple[list[float], list[float]]:
    """Source and microphone on the floor, as far apart as the room allows."""
    angle = draws.uniform("angle", 0.0, 2 * math.pi)
    apart = min(distance, min(floor) - 2 * MARGIN)
    source, microphone = [], []
    for axis, (side, way) in enumerate(zip(floor, (math.cos(angle), math.sin(angle)), strict=True)):
        step = apart * way
        low, high = MARGIN + max(0.0, -step), side - MARGIN - max(0.0, step)
        place = draws.uniform(f"source:{axis}", low, high)
        source.append(round(place, 2))
        microphone.append(round(place + step, 2))
    return source, microphone


def _metres(purpose: str, bounds: tuple[float, float], draws: Draws) -> float:
    return round(draws.uniform(purpose, *bounds), 2)
