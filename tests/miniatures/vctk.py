"""VCTK in little: two microphones or one, texts or none, and a log among the speakers."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

RELEASE = "VCTK-Corpus-0.92"
ARCHIVES = {f"{RELEASE}.zip": [RELEASE]}
INFO = """ID  AGE  GENDER  ACCENTS  REGION COMMENTS
p225  23  F    English    Southern  England
p280  25  F    Unknown    France (mic2 files unavailable)
p315  18  M    American    New  England (No text but wav available)
p326  26  M    Australian English  Sydney
p335  25  F    NewZealand English
s5  22  M    SouthAfrican
"""
TEXTS = {
    "p225/p225_001": "Please call Stella. \n",
    "p225/p225_366": "A made-up newspaper line.\n",
    "p280/p280_001": "Please call  Stella.",
    "s5/s5_001": "please call Stella.\r\n",
    "s5/s5_002": " \n",
    "s5/s5_003": "Nobody recorded this.\n",
    "p335/p335_001": "Nothing can be heard.\n",
}
SOUNDS = (
    "p225/p225_001_mic1",
    "p225/p225_001_mic2",
    "p225/p225_366_mic1",
    "p225/p225_366_mic2",
    "p280/p280_001_mic1",
    "p315/p315_001_mic1",
    "p315/p315_001_mic2",
    "s5/s5_001_mic1",
    "s5/s5_001_mic2",
    "s5/s5_002_mic2",
)


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive into its folder gives."""
    root = folder / RELEASE
    trimmed = root / "wav48_silence_trimmed"
    for name in SOUNDS:
        write_tone(trimmed / f"{name}.flac", 0.5, rate=48000)
    write_garbage(trimmed / "p335/p335_001_mic2.flac")
    (trimmed / "log.txt").write_text("p225_001 trimmed\n", encoding="utf-8")
    for name, text in TEXTS.items():
        path = root / f"txt/{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (root / "speaker-info.txt").write_text(INFO, encoding="utf-8")
    (root / "README.txt").write_text("CSTR VCTK Corpus\n", encoding="utf-8")


def build_first_release(folder: Path) -> None:
    """Write a tree of release 0.80: one microphone, and speakers without their letter."""
    write_tone(folder / "wav48/p225/p225_001.wav", 0.5, rate=48000)
    (folder / "txt/p225").mkdir(parents=True)
    (folder / "txt/p225/p225_001.txt").write_text("Please call Stella.\n", encoding="utf-8")
    info = INFO.replace("p225", "225")
    (folder / "speaker-info.txt").write_text(info, encoding="utf-8")
