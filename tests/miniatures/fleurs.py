"""FLEURS in little: three languages of the repository, its float recordings and their faults."""

from pathlib import Path

from tests.miniatures.sound import write_tone

ARCHIVES = {
    **{
        f"data/{code}/{split}.tsv": [f"data/{code}/{split}.tsv"]
        for code, split in (
            ("en_us", "train"),
            ("en_us", "dev"),
            ("de_de", "train"),
            ("cmn_hans_cn", "train"),
            ("cmn_hans_cn", "test"),
        )
    },
    "data/en_us/audio/train.tar.gz": ["data/en_us/audio/train"],
    "data/en_us/audio/dev.tar.gz": ["data/en_us/audio/dev"],
    "data/de_de/audio/train.tar.gz": ["data/de_de/audio/train"],
    "data/cmn_hans_cn/audio/train.tar.gz": ["data/cmn_hans_cn/audio/train"],
}


def line(sentence: int, file: str, text: str, samples: int, gender: str) -> str:
    """One line of a table."""
    letters = " ".join(text.lower().replace(" ", "|"))
    fields = (sentence, f"{file}.wav", text, text.lower(), letters, samples, gender)
    return "\t".join(map(str, fields)) + "\n"


TABLES = {
    "en_us/train": [
        line(902, "10004088536354799741", 'A made-up "sentence. ', 108800, "MALE"),
        line(902, "777", 'A made-up "sentence.', 8000, "FEMALE"),
        line(903, "888", "Another one.", 8000, "OTHER"),
        line(904, "999", "Nobody recorded this.", 8000, "MALE"),
        "905\t1000.wav\tA torn line.\n",
    ],
    "en_us/dev": [line(1600, "1001", "Held out.", 8000, "MALE")],
    "de_de/train": [line(902, "2001", "Ein erfundener Satz.", 8000, "FEMALE")],
    "cmn_hans_cn/train": [line(902, "3001", "一个虚构的句子。", 8000, "FEMALE")],
    "cmn_hans_cn/test": [line(1700, "3002", "没有录音。", 8000, "FEMALE")],
}
SOUNDS = {
    "en_us/train": ("10004088536354799741", "777", "888", "1000", "555"),
    "en_us/dev": ("1001",),
    "de_de/train": ("2001",),
    "cmn_hans_cn/train": ("3001",),
}


def build(folder: Path) -> None:
    """Write the tree that the repository and its archives give."""
    lay(folder / "data", "{code}/{split}.tsv", "{code}/audio/{split}")


def lay(folder: Path, table: str, audio: str) -> None:
    """Write tables and recordings where the patterns say."""
    for name, lines in TABLES.items():
        code, split = name.split("/")
        path = folder / table.format(code=code, split=split)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("".join(lines).encode())
    for name, stems in SOUNDS.items():
        code, split = name.split("/")
        for stem in stems:
            place = folder / audio.format(code=code, split=split) / f"{stem}.wav"
            write_tone(place, 0.5, rate=16000, subtype="FLOAT")
