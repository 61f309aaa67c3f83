"""MoisesDB in little: stems listed twice, tracks of several lengths, rates and channels."""

import json
from pathlib import Path
from typing import Any

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"moisesdb.zip": ["moisesdb"]}
ROOT = "moisesdb/moisesdb_v0.1"
BAND, DUO, SOLO, TORN, BARE = (f"{letter * 8}-0000-4000-8000-000000000000" for letter in "abcde")


def track(name: str, kind: str) -> dict[str, Any]:
    """A track as data.json lists it."""
    return {"id": name, "trackType": kind, "extension": "wav", "has_bleed": False}


def stem(name: str, *tracks: dict[str, Any]) -> dict[str, Any]:
    """A stem as data.json lists it."""
    return {"id": f"stem-{name}", "stemName": name, "tracks": list(tracks)}


DATA = {
    BAND: {
        "song": "Demo",
        "artist": "Nobody",
        "genre": "singer_songwriter",
        "stems": [
            stem("vocals", track("v1", "lead female singer")),
            stem("other_keys", track("k1", "other sounds (hapischord, melotron etc)")),
            stem("drums", track("d1", "hi-hat"), track("d2", "hi-hat"), track("d3", "toms")),
            stem("vocals", track("v2", "background vocals")),
            stem("other", track("o1", "other"), track("o2", "other")),
        ],
    },
    DUO: {
        "song": "Ünfinished",
        "artist": "Nobody",
        "genre": "rock",
        "stems": [
            stem("bass", track("b1", "contrabass/double bass (bass of instrings)")),
            stem("piano", track("p1", "grand piano")),
        ],
    },
    SOLO: {
        "song": "Alone",
        "artist": None,
        "genre": "jazz",
        "stems": [stem("wind", track("w1", "flutes (piccolo, bamboo flute)"))],
    },
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / ROOT
    band = root / BAND
    write_tone(band / "vocals/v1.wav", 12.5, rate=4000, channels=2)
    write_tone(band / "vocals/v2.wav", 12.48, rate=4000, channels=2)
    write_tone(band / "other_keys/k1.wav", 12.5, rate=4000)
    write_tone(band / "drums/d1.wav", 11.0, rate=4800, channels=2)
    write_garbage(band / "drums/d2.wav")
    write_tone(band / "other/o1.wav", 12.0, rate=4000)
    write_tone(band / "other/mixdown.wav", 1.0, rate=4000)
    write_tone(root / DUO / "bass/b1.wav", 2.0, rate=4000, channels=2)
    write_tone(root / DUO / "piano/p1.wav", 3.0, rate=4000, channels=2)
    write_tone(root / SOLO / "wind/w1.wav", 3.0, rate=4000, channels=2)
    write_tone(root / TORN / "wind/w2.wav", 1.0, rate=4000)
    write_tone(root / BARE / "wind/w3.wav", 1.0, rate=4000)
    for song, data in DATA.items():
        text = json.dumps(data, ensure_ascii=False)
        (root / song / "data.json").write_text(text, encoding="utf-8")
    (root / TORN / "data.json").write_text('{"song": "Torn", "stems": [', encoding="utf-8")
