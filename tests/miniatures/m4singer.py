"""M4Singer in little: titles in three spellings, copies at 16 kHz, entries without sound."""

import json
import unicodedata
from pathlib import Path
from typing import Any

from tests.miniatures.midi import Part, write_midi
from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"m4singer.zip": ["m4singer"]}
NOTES = [0, 60, 60, 62, 62]
SECONDS = [0.2, 0.37, 0.37, 0.27, 0.27]
PHONEMES = ["<AP>", "h", "ao", "d", "e"]
OWN = [0.2, 0.06, 0.31, 0.05, 0.22]


def entry(name: str, text: str = "好的", **changes: Any) -> dict[str, Any]:
    """An entry of meta.json; ``changes`` replace its values."""
    lists = {"phs": PHONEMES, "ph_dur": OWN, "notes": NOTES, "notes_dur": SECONDS}
    return {"item_name": name, "txt": text, "is_slur": [0] * 5, **lists, **changes}


META = [
    entry("Alto-1#美错#0000"),
    entry("Alto-1#美错#0001", "van", phs=["<AP>", "van", "ao", "d", "e"]),
    entry(
        "Tenor-1#美错#0000",
        phs=["h", "ao", "d", "e"],
        notes=[60, 60, 60, 60],
        notes_dur=[1, 1, 1, 1],
        ph_dur=[0.25, 0.75, 0.5, 0.5],
    ),
    entry("Bass-1#Hey Jude#0000", notes=[0, 60]),
    entry("Soprano-2#Café#0000", "Café"),
    entry("Soprano-2#Café#0009"),
    entry("Tenor-1#美错#0000", "again"),
    {"txt": "no name"},
    "no entry",
]


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / "m4singer"
    clips = [
        "Alto-1#美错/0000",
        "Alto-1#美错/0001",
        "Alto-1#美错/0002",
        "Tenor-1##U7f8e#U9519/0000",
        "Bass-1#Hey Jude/0000",
        unicodedata.normalize("NFD", "Soprano-2#Café/0000"),
    ]
    for clip in clips:
        write_tone(root / f"{clip}.wav", 2.0, rate=48000)
        write_midi(root / f"{clip}.mid", [Part(0, [(0, 1, 60)])])
        (root / f"{clip}.TextGrid").write_text('File type = "ooTextFile"\n')
    write_tone(root / "Alto-1#美错/0000_16k.wav", 0.5, rate=16000)
    write_tone(root / "Alto-1#美错/take.wav", 0.5, rate=48000)
    write_garbage(root / "Alto-1#美错/0003.wav")
    text = json.dumps(META, ensure_ascii=False)
    (root / "meta.json").write_text(text, encoding="utf-8")
