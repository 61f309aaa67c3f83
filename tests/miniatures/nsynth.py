"""NSynth in little: three archives, one of them with notes and labels that miss each other."""

import json
from pathlib import Path
from typing import Any

from tests.miniatures.sound import write_garbage, write_tone

FAMILIES = (
    *("bass", "brass", "flute", "guitar", "keyboard", "mallet"),
    *("organ", "reed", "string", "synth_lead", "vocal"),
)
SOURCES = ("acoustic", "electronic", "synthetic")
NOTES = {
    "train": (
        "bass_synthetic_068-049-025",
        "guitar_acoustic_010-060-100",
        "synth_lead_synthetic_001-009-127",
        "mallet_acoustic_005-120-050",
        "vocal_acoustic_000-055-075",
    ),
    "valid": ("bass_electronic_018-036-050",),
    "test": ("bass_electronic_018-037-100",),
}
SILENT = "mallet_acoustic_005-120-050"
BROKEN = "vocal_acoustic_000-055-075"
UNLISTED = "flute_acoustic_002-077-100"
ARCHIVES = {f"nsynth-{split}.jsonwav.tar.gz": [f"nsynth-{split}/**"] for split in NOTES}


def build(folder: Path) -> None:
    """Write the tree that unpacking the three archives gives."""
    for split, notes in NOTES.items():
        place = folder / f"nsynth-{split}"
        for note in notes:
            write_tone(place / f"audio/{note}.wav", 0.25, rate=16000)
        examples = {note: entry(note, number) for number, note in enumerate(notes, start=200000)}
        (place / "examples.json").write_text(json.dumps(examples, indent=2), encoding="utf-8")
    train = folder / "nsynth-train/audio"
    (train / f"{SILENT}.wav").unlink()
    write_garbage(train / f"{BROKEN}.wav")
    write_tone(train / f"{UNLISTED}.wav", 0.25, rate=16000)


def entry(name: str, number: int) -> dict[str, Any]:
    """What ``examples.json`` says of a note; ``note`` is a running number."""
    instrument, pitch, velocity = name.rsplit("-", 2)
    family, source, _ = instrument.rsplit("_", 2)
    return {
        "note": number,
        "sample_rate": 16000,
        "pitch": int(pitch),
        "velocity": int(velocity),
        "note_str": name,
        "instrument": number % 1006,
        "instrument_str": instrument,
        "instrument_family": FAMILIES.index(family),
        "instrument_family_str": family,
        "instrument_source": SOURCES.index(source),
        "instrument_source_str": source,
        "qualities": [0, 1, 0, 0, 0, 0, 0, 1, 0, 0] if family == "bass" else [0] * 10,
        "qualities_str": ["dark", "percussive"] if family == "bass" else [],
    }


def enlarge(folder: Path) -> None:
    """Add notes of families that the training split has already."""
    place = folder / "nsynth-train"
    examples = json.loads((place / "examples.json").read_text(encoding="utf-8"))
    notes = ("bass_electronic_003-040-100", "guitar_electronic_028-064-075")
    for number, note in enumerate(notes, start=210000):
        write_tone(place / f"audio/{note}.wav", 0.25, rate=16000)
        examples[note] = entry(note, number)
    (place / "examples.json").write_text(json.dumps(examples, indent=2), encoding="utf-8")
