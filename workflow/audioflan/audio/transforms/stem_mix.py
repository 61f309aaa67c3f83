"""A mixture and one of its parts: ``input`` = sum of the clip's stems, ``target`` = one.

Stems of the same name are one part (two pianos are "piano"). All parts are rounded to 16 bits
before they are added, so the stored parts sum to the stored mixture exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from audioflan.audio.encode import from_pcm16, headroom_gain, to_pcm16
from audioflan.audio.level import rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample, with_frames
from audioflan.audio.signal import Samples, Signal
from audioflan.audio.transforms import params
from audioflan.audio.transforms.base import INPUT, TARGET, Applied, Load
from audioflan.randomness import Draws

SOUNDING_DB = -60.0


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``stems`` ([{name, path}]) and ``preference``, the part names in drawn order.

    Which parts sound in this clip only the audio tells; the first of ``preference`` that does
    becomes the target. Parameters: ``target``, the name of the part wanted (any, if not given).
    """
    params.check_names(parameters, "target")
    stems = [{"name": stem["name"], "path": stem["path"]} for stem in clip.get("stems") or []]
    names = sorted({stem["name"] for stem in stems})
    if len(names) < 2:
        raise Unsuitable(f"{len(names)} differently named stems; a mixture needs 2")
    wanted = [name for name in names if name == parameters.get("target", name)]
    return {"stems": stems, "preference": draws.sample("preference", wanted, len(wanted))}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input`` and ``target``, at the clip's rate, length and channels.

    Facts: ``stem``, the name of the target; ``gain``, the factor on all stems that keeps the
    mixture below full scale.

    Raises:
        Unsuitable: fewer than two parts sound (RMS above -60 dB full scale), or none that is
            wanted does.
    """
    parts = _parts(signal, drawn["stems"], load)
    sounding = [name for name, samples in parts.items() if _sounds(signal, samples)]
    if len(sounding) < 2:
        raise Unsuitable(f"{len(sounding)} of {len(parts)} parts sound; a mixture needs 2")
    target = next((name for name in drawn["preference"] if name in sounding), None)
    if target is None:
        raise Unsuitable("the wanted part does not sound")
    loudest = max(np.abs(samples).max() for samples in (_sum(parts.values()), *parts.values()))
    gain = headroom_gain(float(loudest))
    stored = {name: from_pcm16(to_pcm16(part * np.float32(gain))) for name, part in parts.items()}
    mixture = signal.replace(_sum(stored.values()))
    signals = {INPUT: mixture, TARGET: signal.replace(stored[target])}
    return Applied(signals, {"stem": target, "gain": gain})


def _parts(signal: Signal, stems: Sequence[Mapping[str, str]], load: Load) -> dict[str, Samples]:
    """Samples of each named part, in the form of the clip."""
    parts: dict[str, Samples] = {}
    for stem in stems:
        samples = _in_form_of(signal, load(stem["path"]))
        known = parts.get(stem["name"])
        parts[stem["name"]] = samples if known is None else known + samples
    return parts


def _in_form_of(signal: Signal, stem: Signal) -> Samples:
    stem = resample(stem, signal.sample_rate)
    if stem.channels != signal.channels:
        stem = stem.mono()
    shape = (signal.frames, signal.channels)
    return np.broadcast_to(with_frames(stem.samples, signal.frames), shape)


def _sounds(signal: Signal, samples: Samples) -> bool:
    return rms_db(signal.replace(samples)) > SOUNDING_DB


def _sum(parts: Iterable[Samples]) -> Samples:
    total: Samples = np.sum([part.astype(np.float64) for part in parts], axis=0).astype(np.float32)
    return total
