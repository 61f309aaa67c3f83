"""Freesound Loop Dataset in little: annotators that agree, disagree and discard."""

import json
from pathlib import Path
from typing import Any

from tests.miniatures.sound import write_garbage, write_tone

WAV = "FSL10K/audio/wav"
BY = "http://creativecommons.org/licenses/by/3.0/"
ZERO = "http://creativecommons.org/publicdomain/zero/1.0/"
SOUNDS = {
    "1001_77.wav": ("anna", ["loop", "bass", "dub"], BY),
    "1002_77.aiff": ("anna", ["drums"], ZERO),
    "1003_88.mp3": ("ben", ["pad"], BY),
    "1004_99.wav": ("cleo", ["voice"], ZERO),
    "1005_99.wav": ("cleo", ["loops"], "unknown"),
    "492982_5187472.wav": ("dan", ["synth"], BY),
}
ANNOTATIONS = {
    "3/sound-1001": {"bpm": "140", "key": "f#", "mode": "min", "genres": ["hip hop"]},
    "7/sound-1002": {"bpm": "None", "key": "none", "mode": "none", "genres": ["electronic"]},
    "3/sound-1003": {"bpm": "90", "key": "c", "mode": "maj", "genres": ["cinematic", "global"]},
    "7/sound-1003": {"bpm": "180", "key": "c", "mode": "unknown", "genres": ["global"]},
    "3/sound-1004": {"discard": True},
    "7/sound-1001": {"bpm": "1", "save_for_later": True},
}
ARCHIVES = {
    "FSL10K.zip": {"members": ["FSL10K/*"], "strip": "FSL10K/"},
    "annotations.zip": {"members": ["annotations/*"], "strip": "annotations/"},
}


def build(folder: Path) -> None:
    """Write the tree that unpacking both archives gives."""
    for name in SOUNDS:
        if not name.startswith("492982"):
            write_tone(folder / f"{WAV}/{name}.wav", 1.0, rate=44100)
    write_garbage(folder / f"{WAV}/492982_5187472.wav.wav")
    write_tone(folder / f"{WAV}/1009_5.wav.wav", 0.5, rate=44100)
    write_tone(folder / f"{WAV}/untitled.wav", 0.5, rate=44100)
    sounds = {name.split("_")[0]: _entry(name, *facts) for name, facts in SOUNDS.items()}
    sounds["1008"] = _entry("1008_5.wav", "eva", ["gone"], BY)
    (folder / "FSL10K/metadata.json").write_text(json.dumps(sounds), encoding="utf-8")
    for place, told in ANNOTATIONS.items():
        path = folder / f"annotations/annotations/{place}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(_annotation(**told)), encoding="utf-8")
    (folder / "annotations/annotations/3/sound-1002.json").write_text("{", encoding="utf-8")


def _entry(name: str, user: str, tags: list[str], licence: str) -> dict[str, Any]:
    stem = name.split(".", maxsplit=1)[0]
    return {
        "id": int(stem.split("_", maxsplit=1)[0]),
        "name": f"demo {stem}",
        "tags": tags,
        "annotations": {"bpm": 120},
        "description": "made up",
        "preview_url": f"https://freesound.org/data/previews/{stem}-hq.mp3",
        "username": user,
        "pack": None,
        "license": licence,
        "type": "wav",
    }


def _annotation(**told: Any) -> dict[str, Any]:
    roles = ("percussion", "bass", "chords", "melody", "fx", "vocal")
    return {
        "instrumentation": {role: role in ("percussion", "bass") for role in roles},
        "defined_tempo": True,
        "bpm": "",
        "signature": "4/4",
        "well_cut": True,
        "key": "unknown",
        "mode": "unknown",
        "genres": [],
        "comments": "",
        "discard": False,
        **told,
    }


def enlarge(folder: Path) -> None:
    """Add slower and faster loops of the same user, in keys of their own."""
    path = folder / "FSL10K/metadata.json"
    sounds = json.loads(path.read_text(encoding="utf-8"))
    for number, (bpm, key, genre) in enumerate(
        (("90", "a", "electronic"), ("170", "d", "cinematic")), start=1010
    ):
        name = f"{number}_77.wav"
        write_tone(folder / f"{WAV}/{name}.wav", 1.0, rate=44100)
        sounds[str(number)] = _entry(name, "anna", ["loop", "beat"], ZERO)
        told = _annotation(bpm=bpm, key=key, mode="min", genres=[genre])
        place = folder / f"annotations/annotations/3/sound-{number}.json"
        place.write_text(json.dumps(told), encoding="utf-8")
    path.write_text(json.dumps(sounds), encoding="utf-8")
