"""OpenMSX in little: scores whose every label can be read off the notes written here."""

from pathlib import Path

import pretty_midi
from tests.miniatures.midi import Part, write_midi

PIANO, FLUTE = 0, 73
SOUNDFONT = "TimGM6mb.sf2"
SCORES = "scores/usr/share/games/openttd/baseset/openmsx"


def build(folder: Path) -> None:
    """Write the scores; none of them is rendered, so the SoundFont is left out."""
    scores = folder / SCORES
    write_midi(
        scores / "two_pianos.mid",
        [
            Part(PIANO, [(0, 46, 60)]),
            Part(PIANO, [(1, 10, 64)]),
            Part(0, [(0, 1, 36), (20, 21, 38)], drum=True),
            Part(FLUTE, [(4, 20.02, 72)]),
        ],
        metres=[(0, 3, 4)],
    )
    write_midi(
        scores / "slows_down.mid",
        [Part(PIANO, [(0, 30, 60)])],
        tempi=[(0, 120), (24, 60)],
        metres=[(0, 6, 8)],
    )
    write_midi(scores / "no_metre.mid", [Part(PIANO, [(0, 2, 60), (41, 60, 62)])], tempi=[(0, 120)])
    write_midi(scores / "no_notes.mid", [Part(PIANO, [])])
    (scores / "cut_off.mid").write_bytes((scores / "two_pianos.mid").read_bytes()[:40])


def enlarge(folder: Path) -> None:
    """Add the SoundFont, out of the package that the corpus takes it from."""
    sounds = folder / "soundfont/pretty_midi"
    sounds.mkdir(parents=True)
    (sounds / SOUNDFONT).symlink_to(Path(pretty_midi.__file__).with_name(SOUNDFONT))
