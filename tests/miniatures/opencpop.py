"""Opencpop in little: notes with two spellings, slurs missing, lines torn."""

from pathlib import Path

from tests.miniatures.midi import Part, write_midi
from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"opencpop.zip": ["opencpop"]}

GOOD = (
    "2001000001|我在|AP w o z ai SP|rest C#4/Db4 C#4/Db4 F4 F4 rest|"
    "0.210000 0.300000 0.300000 0.412000 0.412000 0.180000|"
    "0.21 0.05 0.25 0.07 0.342 0.18|0 0 0 0 0 0"
)
REPEATED = (
    "2001000002|啦啦|l a l a a|A4 A4 A4 A4 B4|0.300000 0.300000 0.300000 0.300000 0.200000|"
    "0.05 0.25 0.04 0.26 0.2|0 0 0 0 1"
)
FEW_SLURS = "2044000003|好|h ao|C4 C4|0.5 0.5|0.1 0.4|0"
LONG_WORDS = "2001000004|好的|h ao|C4 C4|0.5 0.5|0.1 0.4|0 0"
UNEQUAL = "2001000005|好|h ao|C4|0.5 0.5|0.1 0.4|0 0"
UNKNOWN = "2001000006|好|h ao|C4 X9|0.5 0.5|0.1 0.4|0 0"
TORN = "2001000007|好|h ao|C4 C4"
UNLISTED = "2001000008|好|h ao|C4 C4|0.5 0.5|0.1 0.4|0 0"
SILENT = "2001000009|好|h ao|C4 C4|0.5 0.5|0.1 0.4|0 0"
BROKEN = "2001000010|好|h ao|C4 C4|0.5 0.5|0.1 0.4|0 0"
TRAIN = [GOOD, REPEATED, LONG_WORDS, UNEQUAL, UNKNOWN, TORN, SILENT, BROKEN]


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / "opencpop"
    segments = root / "segments"
    for line in (GOOD, REPEATED, FEW_SLURS, LONG_WORDS, UNEQUAL, UNKNOWN, TORN, UNLISTED):
        write_tone(segments / f"wavs/{line[:10]}.wav", 2.0, rate=44100)
    write_tone(segments / "wavs/2001000011.wav", 0.5, rate=44100)
    write_garbage(segments / "wavs/2001000010.wav")
    tables = {"transcriptions": [*TRAIN, FEW_SLURS, UNLISTED], "train": TRAIN, "test": [FEW_SLURS]}
    for name, lines in tables.items():
        text = "".join(f"{line}\n" for line in lines)
        (segments / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    write_tone(root / "wavs/2001.wav", 2.0, rate=44100)
    write_midi(root / "midis/2001.midi", [Part(0, [(0, 1, 61)])])
    (root / "textgrids").mkdir()
    (root / "textgrids/2001.TextGrid").write_text('File type = "ooTextFile"\n')
    (root / "TERMS_OF_ACCESS").write_text("Research only.\n")
    (root / "readme.md").write_text("# Opencpop\n")
