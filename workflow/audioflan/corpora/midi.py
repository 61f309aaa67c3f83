"""Labels of a window of a MIDI score."""

import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pretty_midi

from audioflan.corpora.timelines import AUDIBLE, EDGE
from audioflan.errors import AudioFlanError

DRUMS = "Drums"


@dataclass(frozen=True)
class Score:
    """A MIDI file with its beats (seconds, and position in the bar where known)."""

    midi: pretty_midi.PrettyMIDI
    duration: float
    beats: tuple[tuple[float, int | None], ...]
    tempi: tuple[tuple[float, float], ...]
    """Times (seconds) from which a tempo (beats per minute) holds."""


def load_score(path: Path) -> Score:
    """Parse a MIDI file.

    Raises:
        AudioFlanError: the file is no MIDI file or is cut off.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            midi = pretty_midi.PrettyMIDI(str(path))
    except Exception as error:  # the parser raises whatever a broken byte leads to
        raise AudioFlanError(
            f"unreadable MIDI ({type(error).__name__})", where=path, remedy="fetch the corpus again"
        ) from error
    duration = float(midi.get_end_time())
    return Score(midi, duration, _beats(midi) if duration else (), _tempi(midi))


def window_labels(score: Score, path: str, start: float, duration: float) -> dict[str, Any]:
    """Canonical columns of the window [start, start + duration) of a score.

    Args:
        score: the piece.
        path: its path, for the stems (``<path>#<instrument index>``).
        start: seconds from the beginning of the piece.
        duration: seconds.
    """
    end = start + duration
    sounding = [
        (index, _name(instrument))
        for index, instrument in enumerate(score.midi.instruments)
        if any(_audible(note, start, end) for note in instrument.notes)
    ]
    return {
        "tempo": _tempo(score, start, end),
        "beats": [
            {"time": max(0.0, time - start), "position": position}
            for time, position in score.beats
            if start <= time + EDGE < end
        ],
        "notes": _notes(score.midi, start, end),
        "instruments": list(dict.fromkeys(name for _, name in sounding)),
        "stems": _stems(sounding, path),
    }


def _name(instrument: pretty_midi.Instrument) -> str:
    if instrument.is_drum:
        return DRUMS
    return str(pretty_midi.program_to_instrument_name(instrument.program))


def _audible(note: pretty_midi.Note, start: float, end: float) -> bool:
    inside = float(min(note.end, end) - max(note.start, start))
    return 0 < inside >= min(AUDIBLE, float(note.end - note.start))


def _notes(midi: pretty_midi.PrettyMIDI, start: float, end: float) -> list[dict[str, Any]]:
    """Pitched notes of the window, cut at its ends, by start and pitch."""
    notes = [
        {
            "start": max(note.start, start) - start,
            "end": min(note.end, end) - start,
            "pitch": int(note.pitch),
        }
        for instrument in midi.instruments
        if not instrument.is_drum
        for note in instrument.notes
        if _audible(note, start, end)
    ]
    return sorted(notes, key=lambda note: (note["start"], note["pitch"], note["end"]))


def _stems(sounding: list[tuple[int, str]], path: str) -> list[dict[str, str]]:
    """One stem an instrument; those of one name are numbered in the order of the score."""
    total = Counter(name for _, name in sounding)
    met: Counter[str] = Counter()
    stems = []
    for index, name in sounding:
        met[name] += 1
        title = f"{name} {met[name]}" if total[name] > 1 else name
        stems.append({"name": title, "path": f"{path}#{index}"})
    return stems


def _tempo(score: Score, start: float, end: float) -> float | None:
    """Tempo of the window, or None where it changes inside."""
    before = [tempo for time, tempo in score.tempi if time <= start]
    inside = {tempo for time, tempo in score.tempi if start < time < end}
    return before[-1] if before and inside <= {before[-1]} else None


def _tempi(midi: pretty_midi.PrettyMIDI) -> tuple[tuple[float, float], ...]:
    """Tempo map in beats: a dotted note is the beat of compound metres, as in ``get_beats``."""
    times, quarters = midi.get_tempo_changes()
    changes = sorted({*map(float, times), *(metre.time for metre in midi.time_signature_changes)})
    tempi = []
    for time in changes:
        quarter = [float(tempo) for at, tempo in zip(times, quarters, strict=True) if at <= time][
            -1
        ]
        metre = [metre for metre in midi.time_signature_changes if metre.time <= time][-1:]
        beats = [
            float(pretty_midi.qpm_to_bpm(quarter, one.numerator, one.denominator)) for one in metre
        ]
        tempi.append((float(time), round((beats or [quarter])[0], 2)))
    return tuple(tempi)


def _beats(midi: pretty_midi.PrettyMIDI) -> tuple[tuple[float, int | None], ...]:
    """Beats of the piece; the position counts from 1 at each downbeat, where a metre is given."""
    metres = midi.time_signature_changes
    known_from = min((metre.time for metre in metres), default=None)
    downbeats = set(map(_microseconds, midi.get_downbeats()))
    beats: list[tuple[float, int | None]] = []
    position = 0
    for time in map(_microseconds, midi.get_beats()):
        position = 1 if time in downbeats else position + 1
        known = known_from is not None and time >= known_from
        beats.append((time, position if known else None))
    return tuple(beats)


def _microseconds(time: float) -> float:
    """Seconds without the rounding errors of adding up beats, which move them across windows."""
    return round(float(time), 6)
