"""vocadito in little: unpadded numbers, notes in Hz, CRLF words, languages joined and missing."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"vocadito.zip": ["vocadito_metadata.csv", "Audio", "Annotations"]}
METADATA = """track_id,singer_id,average_pitch,language
1,S1,58,English
2,S1,60,Tagalog
8,S9,60,French+English
10,S10,55,Klingon
17,S12,57,none
18,S12,57,English
19,S13,57
21,S14,57,Spanish
"""
NOTES = {
    "1_notesA1": "0.1,143.742,0.2\n0.5,440.0,0.25\n",
    "1_notesA2": "0.1,220.0,0.4\n",
    "2_notesA1": "",
    "8_notesA1": "0.25,261.6255653,0.5\n",
    "10_notesA1": "0.1,0.0,0.2\n",
    "17_notesA1": "0.1,466.1637615,0.2\n",
    "18_notesA1": "0.1,440.0,0.2\n0.4,440.0\n",
    "20_notesA1": "0.1,440.0,0.2\n",
}
LYRICS = {
    1: "Row your boat\r\nGently\r\n\r\nMerrily  merrily",
    8: "Bonjour my friend",
    17: "la la",
    20: "Hum",
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives; it has no folder around it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocadito_metadata.csv").write_text(METADATA, encoding="utf-8")
    for track in (1, 2, 8, 10, 17, 18, 19, 20):
        write_tone(folder / f"Audio/vocadito_{track}.wav", 1.0, rate=44100)
    write_garbage(folder / "Audio/vocadito_3.wav")
    for kind in ("F0", "Notes", "Lyrics"):
        (folder / "Annotations" / kind).mkdir(parents=True)
    for name, notes in NOTES.items():
        (folder / f"Annotations/Notes/vocadito_{name}.csv").write_bytes(notes.encode())
    for track, lyrics in LYRICS.items():
        (folder / f"Annotations/Lyrics/vocadito_{track}_lyrics.txt").write_bytes(lyrics.encode())
    f0 = "0.0,0.0\n0.005804988662131519,0.0\n0.011609977324263039,221.3\n"
    (folder / "Annotations/F0/vocadito_1_f0.csv").write_bytes(f0.encode())
