"""Songs on hold in little: with a remainder kept, one dropped, none at all."""

from pathlib import Path

from tests.miniatures.sound import write_tone


def build(folder: Path) -> None:
    """Write the tree that unpacking the package gives."""
    songs = folder / "usr/share/asterisk/moh"
    write_tone(songs / "macroform-cold_day.wav", 23.5)
    write_tone(songs / "manolo_camp-morning_coffee.wav", 11.0)
    write_tone(songs / "reno_project-system.wav", 20.0)
    write_tone(songs / "untitled.wav", 1.0)
    write_tone(songs / "empty-song.wav", 0.0)
