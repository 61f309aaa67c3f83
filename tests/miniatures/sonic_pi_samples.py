"""Sonic Pi samples in little: names with one, two and three meanings, credits misspelt."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

NAMES = (
    "ambi_piano",
    "bass_thick_c",
    "drum_bass_hard",
    "elec_blip2",
    "guit_em9",
    "loop_3d_printer",
    "misc_crow",
    "tabla_ghe1",
    "vinyl_hiss",
)
README = """# Samples

* `:bass_thick_c` - http://freesound.org/people/ani_music/sounds/165314/
* `:drum_bass_hard` - http://www.freesound.org/people/menegass/sounds/100051/
* `:guit_em9` - http://www.freesound.org/people/Sub-d/sounds/46992/
* `:loop_3dprinter` - https://freesound.org/people/hullum/sounds/415571/
* `:tabla_ghe1` - http://freesound.org/people/dio_333/sounds/130406/ **(link deprecated)**
"""


def build(folder: Path) -> None:
    """Write the tree that unpacking the package gives."""
    samples = folder / "usr/share/sonic-pi/samples"
    for name in NAMES:
        write_tone(samples / f"{name}.flac", 0.5, rate=44100, channels=2)
    write_garbage(samples / "perc_bell.flac")
    (samples / "README.md").write_text(README, encoding="utf-8")
    write_tone(folder / "usr/share/sonic-pi/buffers/rand-stream.wav", 0.5, rate=44100)


def enlarge(folder: Path) -> None:
    """Add samples of instruments that are there already, sounds, and a long ambience."""
    samples = folder / "usr/share/sonic-pi/samples"
    for name in ("ambi_piano2", "bass_hard_c", "elec_bell", "misc_burp", "perc_door", "tabla_na"):
        write_tone(samples / f"{name}.flac", 0.5, rate=44100, channels=2)
    write_tone(samples / "ambi_haunted_hum.flac", 5.0, rate=44100, channels=2)
