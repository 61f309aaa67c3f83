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
from audioflan.audio.transforms.base import INPUT, TARGET, Load
from audioflan.randomness import Draws


def draw_noise(
    clip: Mapping[str, Any],
    snr_db: tuple[float, float],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Choose a noise clip, where it starts (s, 3 decimals) and the ratio (dB, 1 decimal).

    Args:
        clip: the clip's row.
        snr_db: lowest and highest ratio, dB.
        draws: random values of the clip.
        companions: clips on offer by name; those called ``noise`` are drawn from.

    Raises:
        Unsuitable: no noise is on offer.
    """
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
    turns = -(-(first + signal.frames) // noise.frames)
    repeated = noise.samples if turns == 1 else np.tile(noise.samples, (turns, 1))
    looped = noise.replace(repeated[first : first + signal.frames])
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
    return add(speech, noise, sounding_level_db(speech) - snr_db - rms_db(noise))


def sounding_level_db(signal: Signal) -> float:
    """Active level of a clip in dB relative to full scale.

    Raises:
        Unsuitable: it is silent.
    """
    level = active_level_db(signal)
    if level < QUIETEST_DB:
        raise Unsuitable("the clip is silent")
    return level


def add(signal: Signal, other: Signal, other_db: float = 0.0) -> tuple[Signal, Signal, float]:
    """Add ``other``, raised by ``other_db``, to every channel of a signal of its length.

    Returns:
        The sum, the signal as it is in it, and the gain on both (see ``mix_at_snr``).
    """
    total = signal.samples + 10.0 ** (other_db / 20.0) * other.samples.astype(np.float64)
    peak = max(float(total.max()), -float(total.min()), signal.peak)
    gain = headroom_gain(peak)
    if gain == 1.0:
        return signal.replace(total), signal, gain
    return signal.replace(total * gain), signal.replace(signal.samples * gain), gain


def with_target(mixture: Signal, clip: Signal, gain: float) -> dict[str, Signal]:
    """Roles of a mixture: its clip is a target of its own only when it was turned down."""
    return {INPUT: mixture} if gain == 1.0 else {INPUT: mixture, TARGET: clip}
