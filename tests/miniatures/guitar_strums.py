"""Guitar strums in little: the kit's misspellings, borrowed files, headings, gaps."""

from pathlib import Path
from xml.sax.saxutils import escape

from tests.miniatures.sound import write_tone

KIT = "usr/share/hydrogen/data/drumkits/belofilms_GuitarStrums"
INSTRUMENTS = {
    "\\\\\\\\ B Key \\\\\\\\ ": [],
    "A#min7b5  / B7": ["Asharp minro7b5_UP_00.flac"],
    "D#min7b5 \\ E7": ["Dsharp minor7b5_DOWN_02wav.flac"],
    "Cmajor \\ C1-F5-G4": ["Cmajor_Down_00.flac"],
    "Bbmajor   F4": ["Bflat major_00.flac"],
    "Emajor \\ E1-A5-B4": ["Emajor_00.flac"],
    "**Emajor E1-A5-B4": ["Emajor_00.flac"],
    "Gmajor   C5-D4-G1": ["Gmajor_03.flac"],
    "Knock": ["knock_00.flac"],
}
UNLISTED = "Fmajor_00.flac"
ABSENT = "Gmajor_03.flac"


def build(folder: Path) -> None:
    """Write the tree that unpacking the package gives."""
    kit = folder / KIT
    files = {file for listed in INSTRUMENTS.values() for file in listed}
    for file in sorted((files - {ABSENT}) | {UNLISTED}):
        write_tone(kit / file, 0.25, rate=96000, channels=2, subtype="PCM_24")
    (kit / "drumkit.xml").write_text(_kit(), encoding="utf-8")


def _kit() -> str:
    instruments = "".join(_instrument(name, files) for name, files in INSTRUMENTS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<drumkit_info xmlns="http://www.hydrogen-music.org/drumkit">\n'
        f" <name>strums</name>\n <instrumentList>\n{instruments} </instrumentList>\n"
        "</drumkit_info>\n"
    )


def _instrument(name: str, files: list[str]) -> str:
    layers = "".join(f"<layer><filename>{escape(file)}</filename></layer>" for file in files)
    return f"  <instrument><name>{escape(name)}</name>{layers}</instrument>\n"
