"""Saraga beside mirdata, which has a track where we have windows."""

import math
import re
from pathlib import Path
from typing import Any

from tests.peers.compare import Case, Difference, Item
from tests.peers.labels import FOUND, attribute, text, unfound

COLUMNS = (*FOUND, "group", "genre", "instruments", "tempo")
FACTS = ("extra.title", "extra.raga", "extra.section")
CHAITRA, PLAYER = "Chaitra at Arkay by Chaitra", "New Signature by B. Player"
ANY_FILE = "lists every file of its index, readable or not"
NO_METADATA = "keeps a track without metadata"
SEVERAL = "ours: which of two mixes the metadata are of is not known"


def windows(tracks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tracks cut as ours are, each window with what the library says of its middle."""
    cut = []
    for track in tracks:
        length = track["duration"] or 0.0
        named = (track["metadata"] or {}).get("mbid") or Path(track["path"]).parent.name
        for number in range(max(1, math.ceil((length - 10) / 30))):
            span = {"start": 30.0 * number, "duration": min(30.0, length - 30 * number)}
            middle = span["start"] + span["duration"] / 2
            cut.append({**track, **span, "id": f"{named}_{number:03d}", "middle": middle})
    return cut


def section(item: Item) -> str | None:
    """Hindustani sections end in their number; ``-`` is a span without name."""
    for start, end, label in item["sections"] or []:
        if start <= item["middle"] < end:
            return None if label == "-" else re.sub(r"-\d+$", "", label)
    return None


def tempo(item: Item) -> float | None:
    """Beats a minute; what the library calls the duration of a section's tempo is its end."""
    found = item["tempo"] or {}
    if "tempo_bpm" in found:
        return found["tempo_bpm"]
    spans = [(part["start_time"], part["duration"], part["tempo"]) for part in found.values()]
    return next((bpm for start, end, bpm in spans if start <= item["middle"] < end), None)


def names(key: str) -> Any:
    def listed(metadata: dict[str, Any]) -> str | None:
        return text([entry["common_name"].capitalize() for entry in metadata[key]])

    return attribute("metadata", listed)


def played(metadata: dict[str, Any]) -> str | None:
    lead_first = sorted(metadata["artists"], key=lambda artist: not artist["lead"])
    return text(list(dict.fromkeys(artist["instrument"]["name"] for artist in lead_first)))


def artist(metadata: dict[str, Any]) -> str:
    lead = [entry["artist"]["name"] for entry in metadata["artists"] if entry["lead"]]
    return (metadata["album_artists"] or [{"name": lead[0]}])[0]["name"]


def saraga(tradition: str, raga: str) -> dict[str, Any]:
    return {
        "genre": lambda item: text([tradition]),
        "group": attribute("metadata", artist),
        "instruments": attribute("metadata", played),
        "tempo": tempo,
        "extra.title": attribute("metadata", lambda metadata: metadata["title"]),
        "extra.raga": names(raga),
        "extra.section": section,
    }


VALUES = {"values": ["metadata", "tempo", "sections"]}
CARNATIC = Case(
    "compmusic",
    "saraga_carnatic",
    (*COLUMNS, *FACTS),
    name="compmusic-carnatic",
    root="saraga1.5_carnatic",
    options=VALUES,
    clip=lambda item: re.sub("[^A-Za-z0-9_-]", "_", item["id"]),
    words=saraga("Carnatic", "raaga"),
    known=[
        *unfound({"66666666-f_000": f"saraga1.5_carnatic/{CHAITRA}/Torn/Torn.mp3.mp3"}, ANY_FILE),
        *unfound({"Lone_000": f"saraga1.5_carnatic/{CHAITRA}/Lone/Lone.mp3.mp3"}, NO_METADATA),
        *unfound(
            {"_l_pana_000": f"saraga1.5_carnatic/{CHAITRA}/Ālāpana/Ālāpana.mp3.mp3"}, NO_METADATA
        ),
    ],
)
HINDUSTANI = Case(
    "compmusic",
    "saraga_hindustani",
    (*COLUMNS, *FACTS),
    name="compmusic-hindustani",
    root="saraga1.5_hindustani",
    options=VALUES,
    clip=lambda item: re.sub("[^A-Za-z0-9_-]", "_", item["id"]),
    words=saraga("Hindustani", "raags"),
    known=[
        *unfound({"44444444-d_000": f"saraga1.5_hindustani/{PLAYER}/Twice/Twice.mp3.mp3"}, SEVERAL),
        *unfound({"Twice_000": f"saraga1.5_hindustani/{PLAYER}/Twice/Twice again.mp3"}, SEVERAL),
        Difference(
            "33333333-c_001",
            "extra.section",
            "Khyāl (drut, ēktāl)",
            "Khyāl (drut",
            "takes the comma in a name for the end of the field",
        ),
    ],
)
