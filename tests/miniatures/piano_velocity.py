"""Piano notes in little: a sharp, both ends of the keyboard, a name without a note."""

from pathlib import Path

from tests.miniatures.sound import write_tone


def build(folder: Path) -> None:
    """Write the tree that unpacking the tarball gives."""
    for name in ("A0v10", "D#4v10", "C8v10", "pedal"):
        write_tone(folder / f"package/audio/{name}.ogg", 0.5, rate=48000, channels=2)
    (folder / "package/package.json").write_text("{}", encoding="utf-8")
