"""FMA in little: a table of three header lines and quoted line breaks, and clips of two subsets."""

import csv
from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

GROUPS = ("", "album", "album", "artist", "artist", "artist", "set", "set", *("track",) * 6)
NAMES = (
    *("", "id", "title", "bio", "id", "name", "split", "subset"),
    *("genre_top", "genres", "interest", "license", "tags", "title"),
)
SHARE = "Attribution-Noncommercial-Share Alike 3.0 United States"
NO_REMIX = "Attribution-NonCommercial-NoDerivatives (aka Music Sharing) 3.0 International"
BIO = 'A way of life,\nAWOL for short.\r\n"Loud", they say.'
AWOL = (1, "AWOL", BIO, 1, "AWOL")
NOBODY = (7, "", "", 11, "")
ELAN = (-1, "", "", 9, "Élan")
FREE = "Free Art License"
TRACKS = (
    (2, *AWOL, "training", "small", "Hip-Hop", "[21]", 4656, SHARE, "[]", "Food"),
    (3, *AWOL, "training", "medium", "", "[]", 1, NO_REMIX, "['x']", "Age, of"),
    (10, 6, "Hit", "", 6, "Kurt Vile", "validation", "small", "Pop", "[10]", 1, "", "[]", "Free"),
    (155320, *ELAN, "test", "large", "Rock", "[12]", 1, "CC0 1.0 Universal", "[]", "é"),
    (80015, *ELAN, "test", "large", "", "[]", 1, FREE, "[]", "silence"),
    (115235, *NOBODY, "test", "large", "", "[]", 1, "Attribution", "[]", "nobody"),
    (1440, 8, "", "", 12, "Lost", "test", "large", "", "[]", 1, "Attribution", "[]", "unheard"),
)
SECONDS = {"000002": 1.0, "000003": 1.0, "000010": 2.0, "155320": 1.0, "115235": 1.0, "000777": 1.0}
ARCHIVES = {
    "fma_metadata.zip": ["fma_metadata/**"],
    "fma_large.zip": ["fma_large/**"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    audio = folder / "fma_large"
    for name, seconds in SECONDS.items():
        write_tone(audio / name[:3] / f"{name}.mp3", seconds, rate=44100, channels=2)
    write_garbage(audio / "080/080015.mp3")
    (audio / "README.txt").write_text("30 s clips.\n", encoding="utf-8")
    (audio / "checksums").write_text("0" * 40 + "  000/000002.mp3\n", encoding="utf-8")
    table = folder / "fma_metadata/tracks.csv"
    table.parent.mkdir()
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([GROUPS, NAMES, ["track_id", *[""] * (len(NAMES) - 1)], *TRACKS])
    (table.parent / "README.txt").write_text("Tables.\n", encoding="utf-8")


def enlarge(folder: Path) -> None:
    """Add tracks of further artists, enough for a choice among four."""
    names = ("Abra Moor", "Brass Lane", "Cold Pine", "Dust & Sons", "Echo Four")
    with (folder / "fma_metadata/tracks.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, name in enumerate(names, start=20):
            write_tone(folder / f"fma_large/000/0000{number}.mp3", 1.0, rate=44100, channels=2)
            album = (number, "Songs", "", number, name)
            facts = ("training", "small", "Rock", "[12]", 9, "Attribution", "[]", f"Song {number}")
            writer.writerow([number, *album, *facts])
