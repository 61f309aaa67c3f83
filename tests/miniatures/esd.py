"""ESD in little: every encoding of the texts, and lines that are broken, alone or strange."""

from pathlib import Path

from tests.miniatures.sound import write_tone

RATE = 16000
TOP = "Emotion Speech Dataset"
RECORDINGS = (
    "0001/Neutral/0001_000001",
    "0001/Angry/0001_000351",
    "0003/Happy/0003_000701",
    "0004/Surprise/0004_001401",
    "0011/Neutral/0011_000020",
    "0011/Neutral/0011_000021",
    "0012/Sad/0012_001071",
    "0015/Neutral/0015_000050",
    "0015/Neutral/0015_000051",
    "0015/Angry/0015_000371",
    "0016/Neutral/0016_000021",
    "0016/Surprise/0016_001750",
    "0020/Happy/0020_000750",
)
TEXTS = {
    "0001": ("gb2312", "0001_000001\t打远一看，\t中立\r\n0001_000351\t打远 一看，\t生气\r\n"),
    "0003": ("utf-16", "0003_000701\t打远一看，\t快乐\r\n"),
    "0004": ("gb2312", "0004_001401\t打远一看，\t惊喜\r\n"),
    "0011": ("utf-8", "0011_000020\tThe twentieth.\tNeutral\n0011_000021\tIt’s late.\tNeutral\n"),
    "0012": ("utf-16", "0012_001071\tIt’s late.\tSad\n0012_001072\tNobody spoke this.\tSad\n"),
    "0015": (
        "utf-8",
        "0015_000050 The fiftieth.\tNeutral\n"
        "0015_000051\tＯne more.\tNeutral\n"
        "0015_000371\tIt's\tlate.\tAngry\n"
        "(0015) end of the list\n",
    ),
    "0016": ("cp1252", "0016_000021\tIt’s late.\tNeutral\n0016_001750\tThe café’s.\tSurprise\n"),
    "0020": ("utf-8-sig", "0020_000750\tThe fiftieth.\tHappy\n"),
}
ARCHIVES = {"Emotional Speech Dataset (ESD).zip": [TOP]}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    top = folder / TOP
    for name in RECORDINGS:
        write_tone(top / f"{name}.wav", 0.3, rate=RATE)
    for speaker, (encoding, text) in TEXTS.items():
        (top / speaker / f"{speaker}.txt").write_bytes(text.encode(encoding))
    (top / "ReadMe.txt").write_text("0001 Mandarin female\n", encoding="utf-8")


def build_first_release(folder: Path) -> None:
    """Write the same corpus with the folders of its first release below each emotion."""
    build(folder)
    (folder / TOP).rename(folder / "ESD")
    for path in sorted((folder / "ESD").rglob("*.wav")):
        place = (int(path.stem[5:]) - 1) % 350
        split = "evaluation" if place < 20 else "test" if place < 50 else "train"
        (path.parent / split).mkdir(exist_ok=True)
        path.rename(path.parent / split / path.name)


def enlarge(folder: Path) -> None:
    """Add a second sentence of the test split, read by two speakers in one emotion."""
    for speaker, encoding in (("0011", "utf-8"), ("0016", "cp1252")):
        name = f"{speaker}_000022"
        write_tone(folder / TOP / speaker / f"Neutral/{name}.wav", 0.3, rate=RATE)
        with (folder / TOP / speaker / f"{speaker}.txt").open("a", encoding=encoding) as table:
            table.write(f"{name}\tCome in.\tNeutral\n")
