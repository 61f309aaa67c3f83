"""Utterances between silences, in noise: the segments of speech are known exactly.

The clip stands at a drawn place among other utterances of its corpus and split; noise lies
under the whole scene. Segments come from the clean utterances (``activity``), not from the
mixture.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from audioflan.audio.activity import active_segments
from audioflan.audio.resample import resample
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import mixing, params
from audioflan.audio.transforms.base import INPUT, SELF, Applied, Load
from audioflan.randomness import Draws

CLIP = "clip"


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``utterances``, ``silences``, ``noise``, ``noise_offset``, ``snr_db``.

    ``utterances`` are audio ids in order (``"clip"`` is the clip itself); ``silences`` are
    seconds before, between and after them, 2 decimals.

    Parameters: ``utterances: [low, high]``, ``silence: [low, high]`` (s), ``snr_db``.
    """
    params.check_names(parameters, "utterances", "silence", "snr_db")
    snr_db = params.interval(parameters, "snr_db", minimum=-100.0)
    count = draws.integer("utterances", *params.counts(parameters, "utterances"))
    utterances = _others(clip, count - 1, draws, companions)
    utterances.insert(draws.integer("place", 0, len(utterances)), CLIP)
    low, high = params.interval(parameters, "silence")
    silences = [
        round(draws.uniform(f"silence:{index}", low, high), 2)
        for index in range(len(utterances) + 1)
    ]
    noise = mixing.draw_noise(clip, snr_db, draws, companions)
    return {"utterances": utterances, "silences": silences, **noise}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``, the scene; one channel.

    Facts: ``speech``, the segments [[start, end], ...] in seconds, 2 decimals; ``gain``.

    Raises:
        Unsuitable: the clip or the noise is silent.
    """
    mixing.sounding_level_db(signal.mono())
    scene = _clean_scene(signal.mono(), drawn, load)
    segments = active_segments(scene)
    noise = mixing.noise_for(scene, drawn, load)
    mixture, _, gain = mixing.mix_at_snr(scene, noise, drawn["snr_db"])
    times = [[round(start, 2), round(end, 2)] for start, end in segments]
    return Applied({INPUT: mixture}, {"speech": times, "gain": gain})


def _others(
    clip: Mapping[str, Any], count: int, draws: Draws, companions: Mapping[str, pl.DataFrame]
) -> list[str]:
    return [
        mixing.draw_clip(SELF, clip, Draws(f"{draws.identity}\n{index}"), companions)["audio_id"]
        for index in range(count)
    ]


def _clean_scene(clip: Signal, drawn: Mapping[str, Any], load: Load) -> Signal:
    pieces = [_silence(drawn["silences"][0], clip)]
    for name, silence in zip(drawn["utterances"], drawn["silences"][1:], strict=True):
        utterance = clip if name == CLIP else resample(load(name).mono(), clip.sample_rate)
        pieces += [utterance.samples, _silence(silence, clip)]
    return clip.replace(np.concatenate(pieces))


def _silence(duration: float, like: Signal) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.zeros((like.frame_at(duration), 1), np.float32)
