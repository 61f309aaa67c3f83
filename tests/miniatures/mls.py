"""Multilingual LibriSpeech in little: Polish in Opus, Dutch in FLAC, and the faults of tables."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {
    "mls_polish_opus.tar.gz": ["mls_polish_opus"],
    "mls_dutch_opus.tar.gz": ["mls_dutch"],
}
URL = "http://www.archive.org/download/x/y_64kb.mp3"
HEADER = (
    " SPEAKER   |   GENDER   | PARTITION  |  MINUTES   |  BOOK ID   |"
    "             TITLE              |            CHAPTER            \n"
)
METAINFO = f"""{HEADER}\
  10226     |     M      |   train    |   15.300   |   10111    |  Kraszewski | Ostatni  |  Rozdz. 1
  10226     |     M      |   train    |    9.100   |   10111    |  Kraszewski | Ostatni  |  Rozdz. 2
  6892      |     F      |    dev     |    4.000   |    8026    |  Ballady               |  Lilije
  333       |     F      |   secret   |    8.000   |    8030    |  Lalka                 |  01
"""
TRAIN = {
    "10226_10111_000000": "jakiś zmyślony tekst",
    "10226_10111_000001": "dwa",
    "10226_10111_000002": "",
    "10226_10111_000003": "nie ma nagrania",
    "10226_10111_000004": "długość jest nieznana",
    "10226_10111_000005": "uszkodzony",
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    _polish(folder / "mls_polish_opus")
    _dutch(folder / "mls_dutch")


def _polish(root: Path) -> None:
    _sounds(root / "train", "opus", "10226_10111", (0, 1, 2, 4, 6))
    write_garbage(root / "train/audio/10226/10111/10226_10111_000005.opus")
    segments = {"0": (401.76, 417.57), "1": (5.0, 5.5), "3": (6.0, 7.0), "6": (8.0, 8.5)}
    lines = [
        f"10226_10111_00000{end}\t{URL}\t{start}\t{stop}" for end, (start, stop) in segments.items()
    ]
    _write(root / "train/segments.txt", "\n".join(lines) + "\n")
    transcripts = "".join(f"{handle}\t{text}\n" for handle, text in TRAIN.items())
    _write(root / "train/transcripts.txt", transcripts + "10226_10111_000001\n")
    _write(root / "train/limited_supervision/9hr/handles.txt", "10226_10111_000000\n")
    _sounds(root / "dev", "opus", "6892_8026", (0,))
    _write(root / "dev/segments.txt", f"6892_8026_000000\t{URL}\t1.5\t2.25\n")
    _write(root / "dev/transcripts.txt", "6892_8026_000000\tlilije\r\n")
    _write(root / "metainfo.txt", METAINFO)
    _write(root / "README", "MLS Polish\n")


def _dutch(root: Path) -> None:
    """FLAC; times between blanks; a split without transcripts; no list of speakers."""
    _sounds(root / "test", "flac", "1666_1432", (0,))
    _write(root / "test/segments.txt", f"1666_1432_000000 {URL} 0.5 1.0\n")
    _write(root / "test/transcripts.txt", "1666_1432_000000\tde wind\n")
    _sounds(root / "dev", "flac", "1724_2000", (7,))


def _sounds(split: Path, suffix: str, stem: str, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        path = split / "audio" / stem.replace("_", "/") / f"{stem}_{number:06d}.{suffix}"
        if suffix == "opus":
            write_tone(path.with_suffix(".ogg"), 0.5, rate=16000, subtype="OPUS")
            path.with_suffix(".ogg").rename(path)
        else:
            write_tone(path, 0.5, rate=16000)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
