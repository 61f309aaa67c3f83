"""OpenSinger in little: singers of one number, songs of one title, clips with holes and faults."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"OpenSinger.tar.gz": ["OpenSinger"]}
LAB = "0.0 0.31 sil\n0.31\t0.42  w\n0.42 0.80 ang\n"


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / "OpenSinger"
    _clip(root, "ManRaw/0_致青春/0_致青春_0", "忘记\n", LAB)
    _clip(root, "ManRaw/0_致青春/0_致青春_2", "好\r\n", None)
    _clip(root, "ManRaw/0_致青春/0_致青春_10", None, None)
    _clip(root, "ManRaw/0_左边梦/0_左边梦_0", "再见", "")
    _clip(root, "WomanRaw/0_致青春/0_致青春_0", " 忘记 ", LAB)
    _clip(root, "WomanRaw/12_Melody/12_Melody_0", "La la", "0.0 0.5\n")
    write_garbage(root / "WomanRaw/12_Melody/12_Melody_1.wav")
    write_tone(root / "WomanRaw/12_Melody/12_Melody.wav", 0.5, rate=44100)
    (root / "WomanRaw/12_Melody/12_Melody_3.txt").write_text("La", encoding="utf-8")
    (root / "ManRaw/.DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (root / "WomanRaw/12_Melody/.DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (root / "README.md").write_text("# OpenSinger\n", encoding="utf-8")
    (root / "LICENSE").write_text("CC BY-NC-SA\n", encoding="utf-8")


def _clip(root: Path, stem: str, words: str | None, lab: str | None) -> None:
    write_tone(root / f"{stem}.wav", 1.0, rate=44100)
    for suffix, text in (("txt", words), ("lab", lab)):
        if text is not None:
            (root / f"{stem}.{suffix}").write_bytes(text.encode())
