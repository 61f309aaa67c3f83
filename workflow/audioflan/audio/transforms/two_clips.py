"""A clip and another kind of clip at once: ``input`` is their sum, the clip what to find in it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl

from audioflan.audio.level import QUIETEST_DB, active_level_db, rms_db
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.signal import Signal
from audioflan.audio.transforms import mixing, params
from audioflan.audio.transforms.base import SELF, Applied, Load
from audioflan.audio.transforms.partners import Row, only_label, other_kind, same_kind
from audioflan.randomness import Draws

OTHER = "other"
# Shorter words ("with", "and") do not tell sounds apart.
WORD = re.compile(r"[^\W\d_]{5,}")


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``other`` (audio id), ``shift``, ``level_db``, the clip's kind, and ``reference``.

    ``shift`` is when the other begins in the clip (s, 2 decimals; negative when it began before):
    the shorter of the two lies wholly within the longer. ``level_db`` is the level of the clip over
    the other's, 1 decimal.

    Parameters: ``level_db: [low, high]``; ``by``, what the two differ in: ``label``, ``speaker`` or
    ``caption`` (no long word shared); ``reference``, if given, asks for another clip (audio id) of
    the same label or speaker, of at least so many seconds. The other comes from the companions of
    that name, or from the clip's own corpus.
    """
    params.check_names(parameters, "by", "level_db", "reference")
    low, high = params.interval(parameters, "level_db", minimum=-100.0)
    by = params.choice(parameters, "by", KINDS)
    kind = KINDS[by](clip)
    if not kind:
        raise Unsuitable(f"the clip has no {by} of its own")
    offered = companions.get(OTHER, companions.get(SELF))
    other = other_kind(OTHER, draws, offered, _unlike(clip, KINDS[by]))
    drawn = {
        "other": other["audio_id"],
        "shift": _shift(clip["duration"], other["duration"], draws),
        "level_db": round(draws.uniform("level_db", low, high), 1),
        by: only_label(clip) if by == "label" else clip[by],
    }
    if "reference" in parameters:
        drawn["reference"] = same_kind(clip, by, draws, companions, parameters["reference"])
    return drawn


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``, as long as the clip; ``target``, the clip in it, when turned down.

    Fact ``gain``: the factor on both.

    Raises:
        Unsuitable: the clip is silent, or the other is where they overlap.
    """
    level = mixing.sounding_level_db(signal)
    other = _placed(
        resample(load(drawn["other"]).mono(), signal.sample_rate), signal, drawn["shift"]
    )
    if rms_db(other) < QUIETEST_DB:
        raise Unsuitable(f"{drawn['other']} is silent where it would be heard")
    raised = level - drawn["level_db"] - active_level_db(other)
    mixture, clip, gain = mixing.add(signal, other, raised)
    return Applied(mixing.with_target(mixture, clip, gain), {"gain": gain})


def _label(row: Row) -> set[str]:
    label = only_label(row)
    return set() if label is None else {label}


def _speaker(row: Row) -> set[str]:
    return {row["speaker"]} if row.get("speaker") else set()


def _words(row: Row) -> set[str]:
    return set(WORD.findall((row.get("caption") or "").lower()))


KINDS: dict[str, Callable[[Row], set[str]]] = {
    "label": _label,
    "speaker": _speaker,
    "caption": _words,
}


def _unlike(clip: Row, kind: Callable[[Row], set[str]]) -> Callable[[Row], bool]:
    """Whether a clip is of a known kind, which is not that of ``clip``, and another recording."""
    own = kind(clip)

    def differs(row: Row) -> bool:
        found = kind(row)
        return bool(found) and not own & found and row["path"] != clip["path"]

    return differs


def _shift(length: float, other: float, draws: Draws) -> float:
    """Start of the other in the clip, such that the shorter lies within the longer."""
    low, high = sorted((0.0, length - other))
    return round(draws.uniform("shift", low, high), 2)


def _placed(other: Signal, clip: Signal, shift: float) -> Signal:
    """What is heard of the other during the clip, silence around it."""
    first = other.frame_at(shift)
    heard = other.samples[max(0, -first) :][: max(0, clip.frames - max(0, first))]
    placed = np.zeros((clip.frames, 1), np.float32)
    begin = max(0, first)
    placed[begin : begin + len(heard)] = heard
    return clip.replace(placed)
