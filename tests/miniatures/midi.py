"""Small standard MIDI files, written event by event."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import mido

TICKS = 480
DRUM_CHANNEL = 9


class Part(NamedTuple):
    """One instrument: General MIDI program from 0 and notes (start, end, pitch) in quarters."""

    program: int
    notes: Sequence[tuple[float, float, int]]
    drum: bool = False


def write_midi(
    path: Path,
    parts: Sequence[Part],
    *,
    tempi: Sequence[tuple[float, float]] = ((0, 120),),
    metres: Sequence[tuple[float, int, int]] = (),
) -> None:
    """Write a score; ``tempi`` and ``metres`` begin with the quarter from which they hold."""
    path.parent.mkdir(parents=True, exist_ok=True)
    score = mido.MidiFile(ticks_per_beat=TICKS)
    conductor = [
        (at, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm))) for at, bpm in tempi
    ]
    conductor += [
        (at, mido.MetaMessage("time_signature", numerator=top, denominator=bottom))
        for at, top, bottom in metres
    ]
    score.tracks.append(_track(conductor))
    for channel, part in enumerate(parts):
        score.tracks.append(_track(_events(part, DRUM_CHANNEL if part.drum else channel)))
    score.save(path)


def _events(part: Part, channel: int) -> list[tuple[float, mido.Message]]:
    events = [(0, mido.Message("program_change", channel=channel, program=part.program))]
    for start, end, pitch in part.notes:
        events.append((start, mido.Message("note_on", channel=channel, note=pitch, velocity=90)))
        events.append((end, mido.Message("note_off", channel=channel, note=pitch)))
    return events


def _track(events: list[tuple[float, mido.Message]]) -> mido.MidiTrack:
    track, now = mido.MidiTrack(), 0
    for at, message in sorted(events, key=lambda event: event[0]):
        tick = round(at * TICKS)
        track.append(message.copy(time=tick - now))
        now = tick
    return track
