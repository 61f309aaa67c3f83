"""A scene of several sounds, one after another: what sounds when is known exactly.

The clip stands at a drawn place among clips of other labels of its corpus and split. Of each the
stretch that sounds is taken (``activity``), brought to a drawn level.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from audioflan.audio.activity import active_segments
from audioflan.audio.encode import headroom_gain
from audioflan.audio.problems import Unsuitable
from audioflan.audio.resample import resample
from audioflan.audio.signal import Samples, Signal
from audioflan.audio.transforms import mixing, params
from audioflan.audio.transforms.base import INPUT, SELF, Applied, Load
from audioflan.audio.transforms.partners import Row, only_label, other_kind
from audioflan.randomness import Draws

CLIP = "clip"
# A sound that is cut short fades out, so that it does not end in a click.
FADE = 0.01


def draw(
    clip: Mapping[str, Any],
    parameters: Mapping[str, Any],
    draws: Draws,
    companions: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Keys ``sounds`` ([{clip, label, pause, level_db}]), ``tail`` and ``longest``, s.

    ``clip`` is an audio id, or ``"clip"`` for the clip itself; ``pause`` comes before the sound
    (s, 2 decimals), ``tail`` after the last; ``level_db`` is the active level relative to full
    scale, 1 decimal.

    Parameters: ``sounds: [low, high]``, how many; ``pause: [low, high]``, s; ``level_db: [low,
    high]``; ``longest``, most seconds of a sound.
    """
    params.check_names(parameters, "sounds", "pause", "level_db", "longest")
    count = draws.integer("sounds", *params.counts(parameters, "sounds"))
    pause, level_db = (
        params.interval(parameters, "pause"),
        params.interval(parameters, "level_db", minimum=-60.0),
    )
    sounds = [
        {
            "clip": audio_id,
            "label": label,
            "pause": round(draws.uniform(f"pause:{index}", *pause), 2),
            "level_db": round(draws.uniform(f"level_db:{index}", *level_db), 1),
        }
        for index, (audio_id, label) in enumerate(_chosen(clip, count, draws, companions))
    ]
    tail = round(draws.uniform("tail", *pause), 2)
    return {"sounds": sounds, "tail": tail, "longest": params.seconds(parameters, "longest")}


def apply(signal: Signal, drawn: Mapping[str, Any], load: Load) -> Applied:
    """``input``, the scene; one channel.

    Facts: ``events``, [{label, start, end}] in order, s, 2 decimals (exact starts, ends within
    5 ms); ``gain``.

    Raises:
        Unsuitable: one of the sounds is silent.
    """
    pieces: list[Samples] = []
    events: list[dict[str, Any]] = []
    at = 0.0
    for sound in drawn["sounds"]:
        heard = _heard(sound, drawn["longest"], signal, load)
        start = round(at + sound["pause"], 2)
        end = start + heard.duration
        events.append({"label": sound["label"], "start": start, "end": round(end, 2)})
        at = round(end + 0.005, 2)
        pieces += [_until(signal.frame_at(start), pieces), heard.samples]
    pieces.append(_until(signal.frame_at(at + drawn["tail"]), pieces))
    scene = signal.replace(np.concatenate(pieces))
    gain = headroom_gain(scene.peak)
    return Applied({INPUT: scene.replace(scene.samples * gain)}, {"events": events, "gain": gain})


def _chosen(
    clip: Row, count: int, draws: Draws, companions: Mapping[str, pl.DataFrame]
) -> list[tuple[str, str]]:
    """Audio id and label of each sound in order; all labels differ."""
    own = only_label(clip)
    if own is None:
        raise Unsuitable("the clip has no label of its own")
    chosen: dict[str, str] = {own: CLIP}
    for index in range(count - 1):
        row = other_kind(
            f"sound {index + 1}",
            draws,
            companions.get(SELF),
            lambda row: only_label(row) not in (None, *chosen),
        )
        chosen[str(only_label(row))] = row["audio_id"]
    order = draws.sample("order", sorted(chosen), len(chosen))
    return [(chosen[label], label) for label in order]


def _heard(sound: Mapping[str, Any], longest: float, clip: Signal, load: Load) -> Signal:
    """The stretch of a clip that sounds, at its level."""
    found = clip if sound["clip"] == CLIP else load(sound["clip"])
    found = resample(found.mono(), clip.sample_rate)
    segments = active_segments(found)
    if not segments:
        raise Unsuitable(f"{sound['label']}: the clip is silent")
    begin, end = segments[0][0], min(segments[-1][1], segments[0][0] + longest)
    stretch = found.replace(found.samples[found.frame_at(begin) : found.frame_at(end)])
    level = 10.0 ** ((sound["level_db"] - mixing.sounding_level_db(stretch)) / 20.0)
    faded = _faded(stretch) if end < segments[-1][1] else stretch.samples
    return stretch.replace(faded * level)


def _faded(sound: Signal) -> Samples:
    length = min(sound.frames, sound.frame_at(FADE))
    envelope = np.ones((sound.frames, 1), np.float32)
    envelope[sound.frames - length :, 0] = np.linspace(1.0, 0.0, length)
    return sound.samples * envelope


def _until(frame: int, pieces: Sequence[Samples]) -> Samples:
    """Silence from where the pieces end to a frame."""
    return np.zeros((max(0, frame - sum(map(len, pieces))), 1), np.float32)
