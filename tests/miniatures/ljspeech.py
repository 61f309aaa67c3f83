"""LJ Speech in little: unbalanced quotes, a letter beyond ASCII, and lines that went wrong."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"LJSpeech-1.1.tar.bz2": ["LJSpeech-1.1"]}
METADATA = (
    'LJ001-0001|It cost $5 in 1868, "it was said,|It cost five dollars, "it was said,\n'
    "LJ001-0002|It rained, Mr. Brown.|It rained, Mr. Brown.\n"
    "LJ002-0001|A naïve reader’s fiancée.|A naïve reader’s fiancée.\n"
    "LJ002-0002|Nobody recorded this.|Nobody recorded this.\n"
    "LJ002-0003|The line is torn.\n"
    "LJ002-0004|Nothing can be heard.|Nothing can be heard.\n"
    "LJ002-0005|1868|\n"
)


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / "LJSpeech-1.1"
    for name in ("001-0001", "001-0002", "002-0001", "002-0003", "002-0005", "050-0278"):
        write_tone(root / f"wavs/LJ{name}.wav", 0.5, rate=22050)
    write_garbage(root / "wavs/LJ002-0004.wav")
    (root / "metadata.csv").write_bytes(METADATA.encode())
    (root / "README").write_text("The LJ Speech Dataset\n", encoding="utf-8")
