"""GiantSteps+ in little: every form of key label, names full of signs, one track without meta."""

import json
from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

KEYS = {
    "10089 Jason Sparks - Close My Eyes feat. J. Little (Original Mix)": "D major",
    "10090 Jason Sparks, Mia & Co - It's Über [Live] (Dub, Vol. 2)": "F minor aeolian",
    "10091 Solo - Trailing (Original Mix)": "G minor ",
    "10092 Solo - Sharp (Original Mix)": "F# minor",
    "10093 No-Meta - Star (Original Mix)*": "Bb major ionian",
    "10094 Duo - Same (Mix)": "A minor | A minor dorian",
    "10095 Duo - Two (Mix)": "E major | E minor",
    "10096 Duo - Other (Mix)": "Bb other",
    "10097 Duo - None (Mix)": "X",
    "10098 Duo - Silent (Mix)": "C major",
    "10099 Duo - Broken (Mix)": "C major",
}
UNLABELLED = "10100 Duo - Unlabelled (Mix)"
ARCHIVES = {
    "audio.zip": ["audio/**"],
    "keys.zip": ["keys_gs+/**"],
    "original_metadata.zip": ["meta/**"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the three archives gives."""
    for place in ("keys_gs+", "meta"):
        (folder / place).mkdir()
    for name in (*KEYS, UNLABELLED):
        if "Silent" not in name:
            write_tone(folder / "audio" / f"{name}.mp3", 1.0, rate=44100, channels=2)
    for name, key in KEYS.items():
        (folder / "keys_gs+" / f"{name}.txt").write_text(key, encoding="utf-8")
        if not name.endswith("*"):
            write_meta(folder / "meta" / f"{name}.json", name)
    write_garbage(folder / "audio" / "10099 Duo - Broken (Mix).mp3")


def write_meta(path: Path, name: str) -> None:
    """Write what Beatport's interface gave of a track."""
    number, rest = name.split(" ", 1)
    artists, title = rest.split(" - ", 1)
    content = {
        "id": int(number),
        "title": title,
        "artists": [{"id": 1, "name": artist} for artist in artists.split(", ")],
        "genres": [{"id": 5, "name": "Indie Dance / Nu Disco", "slug": "indie-dance-nu-disco"}],
        "sub_genres": [],
        "bpm": 128,
        "key": None,
    }
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def build_original(folder: Path) -> None:
    """Write the tree of the data set of 2015, which has one genre a track and no names."""
    for number, key, genre in ((10089, "D major", "breaks"), (61415, "Eb minor", "pop rock")):
        write_tone(folder / f"audio/{number}.LOFI.mp3", 1.0, rate=44100, channels=2)
        for kind, label in (("key", key), ("genre", genre)):
            path = folder / f"annotations/{kind}/{number}.LOFI.{kind}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(label, encoding="utf-8")


def enlarge(folder: Path) -> None:
    """Add tracks in keys that others have as well."""
    keys = {"10101 Solo - Again (Mix)": "G minor", "10102 Solo - Sharper (Mix)": "F# minor"}
    for name, key in keys.items():
        write_tone(folder / "audio" / f"{name}.mp3", 1.0, rate=44100, channels=2)
        (folder / "keys_gs+" / f"{name}.txt").write_text(key, encoding="utf-8")
        write_meta(folder / "meta" / f"{name}.json", name)
