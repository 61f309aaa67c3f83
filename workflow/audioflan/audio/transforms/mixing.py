"""Noise under a signal: which noise, from where, and how loud."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from audioflan.audio.encode import headroom_gain
from audioflan.audio.level import QUIETEST_DB, active_level_db, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.signal import Signal
from audioflan.audio.transforms.base import Load
from audioflan.randomness import Draws


def draw_noise(
    clip: Mapping[str, Any],
    snr_db: tuple[float, float],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Choose a noise clip, where it starts (s, 3 decimals) and the ratio (dB, 1 decimal)."""
    chosen = draw_clip("noise", clip, draws, companions)
    return {
        "noise": chosen["audio_id"],
        "noise_offset": round(draws.uniform("noise_offset", 0.0, chosen["duration"]), 3),
        "snr_db": round(draws.uniform("snr_db", *snr_db), 1),
    }


def draw_clip(
    name: str, clip: Mapping[str, Any], draws: Draws, companions: Mapping[str, pl.DataFrame]
) -> dict[str, Any]:
    """One row of the companions called ``name``, never the clip itself.

    Raises:
        Unsuitable: none is on offer.
    """
    offered = companions.get(name, pl.DataFrame())
    if not offered.height or offered["audio_id"][0] == offered["audio_id"][-1] == clip["audio_id"]:
        raise Unsuitable(f"split {clip['split']} offers no other clip as '{name}'")
    chosen = draws.integer(name, 0, offered.height - 1)
    if offered["audio_id"][chosen] == clip["audio_id"]:
        chosen = (chosen + 1) % offered.height
    return offered.row(chosen, named=True)


def noise_for(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Signal:
    """The drawn noise: one channel, at the signal's rate, looped to exactly its length.

    Raises:
        Unsuitable: the noise is silent over that length.
    """
    noise = resample(load(drawn["noise"]).mono(), signal.sample_rate)
    first = noise.frame_at(drawn["noise_offset"]) % noise.frames
    positions = (first + np.arange(signal.frames)) % noise.frames
    looped = noise.replace(noise.samples[positions])
    if rms_db(looped) < QUIETEST_DB:
        raise Unsuitable(f"noise {drawn['noise']} is silent from {drawn['noise_offset']} s")
    return looped


def mix_at_snr(speech: Signal, noise: Signal, snr_db: float) -> tuple[Signal, Signal, float]:
    """Add noise so that active speech level minus noise level is ``snr_db``.

    Args:
        speech: any number of channels; all get the same noise.
        noise: one channel, as long as the speech.
        snr_db: the ratio, dB.

    Returns:
        The mixture, the speech as it is in it, and the gain on both (1.0, or what keeps the
        mixture below full scale).

    Raises:
        Unsuitable: the speech is silent.
    """
    level = active_level_db(speech)
    if level < QUIETEST_DB:
        raise Unsuitable("the clip is silent")
    scale = 10.0 ** ((level - snr_db - rms_db(noise)) / 20.0)
    mixture = speech.samples.astype(np.float64) + scale * noise.samples
    gain = headroom_gain(max(float(np.abs(mixture).max()), speech.peak))
    turned_down = speech if gain == 1.0 else speech.replace(speech.samples * gain)
    return speech.replace(mixture * gain), turned_down, gain
