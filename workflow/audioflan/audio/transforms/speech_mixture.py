"""Several people speak at once: ``input`` is the mixture, ``target`` the one whose clip it is.

A clip with stems (LibriMix) is mixed by its own recipe: the stems at the gains that ``extra``
names, for as long as the clip lasts. Any other clip is mixed with one of another speaker.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from audioflan.audio.level import QUIETEST_DB, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample, with_frames
from audioflan.audio.signal import Samples, Signal
from audioflan.audio.transforms import mixing, params, two_clips
from audioflan.audio.transforms.base import INPUT, TARGET, Applied, Load
from audioflan.audio.transforms.partners import same_kind
from audioflan.randomness import Draws

SPEAKER = "speaker"


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``stems`` ([{path, gain}] of the others), ``gain_own`` and ``reference``.

    A clip without stems has the keys of ``two_clips`` instead of the first two.

    Parameters: ``level_db: [low, high]``, of the speaker over the other where there are no stems;
    ``reference``, shortest duration (s) of the other recording of the same speaker.
    """
    params.check_names(parameters, "level_db", "reference")
    if not clip.get("stems"):
        return two_clips.draw(clip, {**parameters, "by": SPEAKER}, draws, companions)
    reference = same_kind(clip, SPEAKER, draws, companions, parameters["reference"])
    own, others = _parts(clip)
    return {"stems": others, "gain_own": own["gain"], "reference": reference}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input`` and ``target``, as long as the clip.

    Fact ``gain``: the factor on both that keeps them below full scale.

    Raises:
        Unsuitable: the clip or all others are silent.
    """
    if "stems" not in drawn:
        return two_clips.apply(signal, drawn, load)
    mixing.sounding_level_db(signal)
    own = signal.replace(signal.samples * drawn["gain_own"])
    others = own.replace(np.sum([_stem(stem, signal, load) for stem in drawn["stems"]], axis=0))
    if rms_db(others) < QUIETEST_DB:
        raise Unsuitable("nobody else is heard during the clip")
    mixture, target, gain = mixing.add(own, others)
    return Applied({INPUT: mixture, TARGET: target}, {"gain": gain})


def _parts(clip: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The clip's own stem, and the others, each with its gain."""
    gains = json.loads(clip.get("extra") or "{}").get("gains") or [1.0] * len(clip["stems"])
    stems = [
        {"name": stem["name"], "path": stem["path"], "gain": gain}
        for stem, gain in zip(clip["stems"], gains, strict=True)
    ]
    own = [stem for stem in stems if stem["name"] == clip["speaker"]]
    others = [
        {"path": stem["path"], "gain": stem["gain"]}
        for stem in stems
        if stem["name"] != clip["speaker"]
    ]
    if len(own) != 1 or not others:
        raise Unsuitable(f"{len(own)} stems of the speaker and {len(others)} of others")
    return own[0], others


def _stem(stem: Mapping[str, Any], clip: Signal, load: Load) -> Samples:
    """What is heard of another stem, one channel."""
    sound = resample(load(stem["path"]).mono(), clip.sample_rate)
    return with_frames(sound.samples, clip.frames) * np.float32(stem["gain"])
