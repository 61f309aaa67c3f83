"""Names of notes and chords as file names spell them."""

import re

NOTE = re.compile(r"^([A-G])(#|b)?(-?\d+)$")
_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {None: 0, "#": 1, "b": -1}


def note_number(name: str) -> int | None:
    """MIDI number of a note name (``A4`` = 69, C4 = 60), or None when it is none."""
    match = NOTE.match(name)
    if not match:
        return None
    step, accidental, octave = match.groups()
    number = _STEPS[step] + _ACCIDENTALS[accidental] + 12 * (int(octave) + 1)
    return number if 0 <= number <= 127 else None
