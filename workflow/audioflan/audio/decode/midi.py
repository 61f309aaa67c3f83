"""MIDI pieces rendered through the corpus's own SoundFont, whole or one instrument alone.

``x.mid`` is the whole piece, ``x.mid#3`` the instrument of index 3 in pretty_midi's list. The
whole is the sum of its instruments, each rendered by a synthesiser of its own, so stems sum
to the mix. Output: 44.1 kHz mono, ``TAIL`` seconds longer than the piece.
"""

import math
import threading
import warnings
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
import pretty_midi
import tinysoundfont

from audioflan.audio.problems import LONGEST, ClipError
from audioflan.audio.signal import Samples, Signal
from audioflan.errors import AudioFlanError

SUFFIXES = (".mid", ".midi")
SAMPLE_RATE = 44_100
TAIL = 1.0
# Half of full scale for each instrument: whole pieces then rarely need turning down.
GAIN_DB = -6.0
DRUM_CHANNEL, DRUM_BANK = 9, 128
# Samples of single instruments kept of the last piece: 1 GB.
_KEPT = 250_000_000

# Frame, rank among the events of that frame, method of the synthesiser, its arguments.
Event = tuple[int, int, str, tuple[int, ...]]

_lock = threading.Lock()


def file_of(path: str) -> str:
    """The file behind a path: ``x.mid#3`` is a view of ``x.mid``; other paths are themselves."""
    file, mark, index = path.rpartition("#")
    return file if mark and index.isdigit() and file.lower().endswith(SUFFIXES) else path


def read(root: Path, path: str, start: float, duration: float | None) -> Signal:
    """Render ``path`` and cut the span (seconds).

    Raises:
        ClipError: the piece cannot be parsed, or has no such instrument or sound.
        AudioFlanError: the corpus has no SoundFont.
    """
    file = root / file_of(path)
    with _lock:
        piece = _piece(file, file_of(path), _soundfont(root))
        samples = piece.whole if file_of(path) == path else piece.instrument(_index(path))
    first = round(start * SAMPLE_RATE)
    last = None if duration is None else first + round(duration * SAMPLE_RATE)
    return Signal(samples[first:last, None].copy(), SAMPLE_RATE)


def _index(path: str) -> int:
    return int(path.rpartition("#")[2])


@cache
def _soundfont(root: Path) -> Path:
    found = sorted((root / "soundfont").rglob("*.sf2"))
    if not found:
        raise AudioFlanError(
            "there is no SoundFont (soundfont/*.sf2) to render MIDI with.",
            where=root,
            remedy="fetch this corpus again",
        )
    return found[0]


@lru_cache(maxsize=1)
def _piece(file: Path, path: str, soundfont: Path) -> "_Piece":
    """The piece last asked for: consecutive windows of it are rendered once."""
    if not file.is_file():
        raise ClipError("the file is absent", where=path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            midi = pretty_midi.PrettyMIDI(str(file))
    except Exception as error:  # the parser has no error of its own: bad bytes raise anything
        raise ClipError(
            f"the MIDI file cannot be parsed: {type(error).__name__}", where=path
        ) from error
    if midi.get_end_time() > LONGEST:
        raise ClipError(f"the piece lasts more than {LONGEST:.0f} s", where=path)
    return _Piece(midi, path, soundfont.read_bytes())


class _Piece:
    """One parsed piece and what was rendered of it."""

    def __init__(self, midi: pretty_midi.PrettyMIDI, path: str, soundfont: bytes) -> None:
        self.midi = midi
        self.path = path
        self.soundfont = soundfont
        self.frames = math.ceil((float(midi.get_end_time()) + TAIL) * SAMPLE_RATE)
        self.instrument = lru_cache(max(1, _KEPT // self.frames))(self._instrument)

    @cached_property
    def whole(self) -> Samples:
        """The sum of all instruments, added in float64 in their order; shape [frames]."""
        total = np.zeros(self.frames, np.float64)
        for index in range(len(self.midi.instruments)):
            total += self._instrument(index)
        return total.astype(np.float32)

    def _instrument(self, index: int) -> Samples:
        """One instrument alone; shape [frames]."""
        if index >= len(self.midi.instruments):
            raise ClipError(f"the piece has no instrument {index}", where=self.path)
        instrument = self.midi.instruments[index]
        synth, channel = self._synth(instrument)
        events = sorted(_events(instrument), key=lambda event: event[:2])
        return _render(synth, channel, events, self.frames)

    def _synth(self, instrument: pretty_midi.Instrument) -> tuple[tinysoundfont.Synth, int]:
        drum, program = bool(instrument.is_drum), int(instrument.program)
        channel, bank = (DRUM_CHANNEL, DRUM_BANK) if drum else (0, 0)
        synth = tinysoundfont.Synth(gain=GAIN_DB, samplerate=SAMPLE_RATE)
        font = synth.sfload(self.soundfont)
        try:
            synth.program_select(channel, font, bank, program, drum)
        except RuntimeError as error:
            reason = f"the SoundFont has no program {program} in bank {bank}"
            raise ClipError(reason, where=self.path) from error
        return synth, channel


def _render(
    synth: tinysoundfont.Synth, channel: int, events: Sequence[Event], frames: int
) -> Samples:
    """Play time-ordered events on one channel; every event falls on its exact frame."""
    stereo = np.zeros((frames, 2), np.float32)
    position = 0
    for frame, _, method, arguments in [*events, (frames, 0, "notes_off", ())]:
        upto = min(max(frame, position), frames)
        if upto > position:
            synth.generate_simple(upto - position, stereo[position:upto].data.cast("B"))
        getattr(synth, method)(channel, *arguments)
        position = upto
    mono: Samples = (stereo[:, 0] + stereo[:, 1]) * np.float32(0.5)
    return mono


def _events(instrument: pretty_midi.Instrument) -> Iterator[Event]:
    """All events of an instrument in no order; at one frame, lower ranks come first."""
    for change in instrument.control_changes:
        arguments = (int(change.number), int(change.value))
        yield _frame(change.time), 0, "control_change", arguments
    for bend in instrument.pitch_bends:
        yield _frame(bend.time), 1, "pitchbend", (int(bend.pitch) + 8192,)
    for note in instrument.notes:
        start = _frame(note.start)
        # A note that ends where it starts would end before it sounds, and ring for ever.
        yield max(_frame(note.end), start + 1), 2, "noteoff", (int(note.pitch),)
        yield start, 3, "noteon", (int(note.pitch), int(note.velocity))


def _frame(time: float) -> int:
    return round(time * SAMPLE_RATE)
