"""Children's Song Dataset in little: two keys of a song, both languages, every kind of label."""

import json
from pathlib import Path

from tests.miniatures.midi import Part, write_midi
from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"CSD.zip": ["CSD"]}
PIANO = 0

TWINKLE = (
    "start,end,pitch,syllable\n0.1,0.3,61,t_w_i_ng\n0.3,0.5,61,k_eo_l\n\n0.6,0.95,68,s_t_a_r\n"
)
KOREAN = "start,end,pitch,syllable\n0.2,0.5,60,n_a\n0.5,0.9,62,b_i\n"
METADATA = {
    "english": {
        "en001a": {"name": "Twinkle Twinkle", "tempo": 100, "time_signature": "4/4"},
        "en001b": {"name": "Twinkle Twinkle", "tempo": 100, "time_signature": "4/4"},
        "en003a": {"name": "No tempo", "tempo": None, "time_signature": "3/4"},
    },
    "korean": {"kr001a": {"name": "나비야", "tempo": 92.5, "time_signature": "4/4"}},
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / "CSD"
    english, korean = root / "english", root / "korean"
    for key in "ab":
        _song(english, f"en001{key}", "twinkle\n\nstar \n", "t_w_i_ng k_eo_l\n\ns_t_a_r\n", TWINKLE)
    _song(
        english, "en002a", "la la\n", "l_a l_a l_a\n", "start,end,pitch,syllable\n0.1,0.2,60,l_a\n"
    )
    _song(english, "en003a", "", "", "start,end,pitch,syllable\n")
    _song(english, "en004a", "la\n", "l_a\n", "start,end,pitch,syllable\n0.1,0.2,60\n")
    _song(korean, "kr001a", "\ufeff나비야\r\n", "n_a b_i\r\n", KOREAN)
    write_tone(english / "wav/en005a.wav", 0.5, rate=44100)
    write_tone(english / "wav/warm-up.wav", 0.5, rate=44100)
    write_garbage(english / "wav/en006a.wav")
    write_tone(root / "utterances/en001a/en001a_1.wav", 0.3, rate=44100)
    _labels(korean, "kr002b", "나", "n_a", "start,end,pitch,syllable\n0.1,0.2,60,n_a\n")
    for language, songs in METADATA.items():
        text = json.dumps(songs, ensure_ascii=False, indent=4)
        (root / language / "metadata.json").write_text(text, encoding="utf-8")
    (root / "README").write_text("Children's Song Dataset\n", encoding="utf-8")


def _song(folder: Path, song: str, lyric: str, txt: str, csv: str) -> None:
    write_tone(folder / f"wav/{song}.wav", 1.0, rate=44100)
    write_midi(folder / f"mid/{song}.mid", [Part(PIANO, [(0.2, 0.6, 61)])])
    _labels(folder, song, lyric, txt, csv)


def _labels(folder: Path, song: str, lyric: str, txt: str, csv: str) -> None:
    texts = {f"lyric/{song}.txt": lyric, f"txt/{song}.txt": txt, f"csv/{song}.csv": csv}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
