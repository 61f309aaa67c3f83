"""Freesound in little: clips of three shards with captions good and useless."""

import json
from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

NO_OVERLAP = "freesound_no_overlap"
TRAIN = f"{NO_OVERLAP}/train_1/scratch/freesound_new"
MORE = f"{NO_OVERLAP}/train_2/scratch/freesound_new"
TEST = f"{NO_OVERLAP}/test/scratch/freesound_new/test"
CLIPS = {
    f"{TRAIN}/990001": ("door_creak_3.wav", ["Door creak 3.", "An old door in my barn."], "anna"),
    f"{TRAIN}/990002": ("DSI Tetra B4", ["DSI Tetra - pad - B4 (71-127)."], "ben"),
    f"{TRAIN}/990003": ("rain.aiff", ["Heavy rain on a tin roof.", "Rec 12."], "anna"),
    f"{MORE}/990004": ("bird", ["Bird &amp; brook<br> near the <a href='#'>mill</a>."], "cleo"),
    f"{MORE}/990005": ("bell", ["A bell rings in the tower."], "dan"),
    f"{TEST}/990006": ("Wellen am Strand", ["Wellen rauschen leise am Strand."], "eva"),
}
LICENCES = """audio_filename,caption_1,caption_2,freesound_id,username,freesound_url,license
990001.flac,Door creak 3.,"An old door, in my barn.",990001,anna,x,http://creativecommons.org/licenses/by/3.0/
990003.flac,"Heavy ""rain""
on a tin roof.",,990003,anna,x,http://creativecommons.org/publicdomain/zero/1.0/
990004.flac,Bird,,990004,cleo,x,http://creativecommons.org/licenses/sampling+/1.0/
990006.flac,Wellen
-,,,,,,
"""
ARCHIVES = {
    f"{NO_OVERLAP}/train_1/0.tar": {"members": [f"{TRAIN}/*"], "strip": f"{NO_OVERLAP}/train_1/"},
    f"{NO_OVERLAP}/train_2/460.tar": {"members": [f"{MORE}/*"], "strip": f"{NO_OVERLAP}/train_2/"},
    f"{NO_OVERLAP}/test/0.tar": {"members": [f"{TEST}/*"], "strip": f"{NO_OVERLAP}/test/"},
    f"{NO_OVERLAP}_meta.csv": [f"{NO_OVERLAP}_meta.csv"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the shards where they lie gives."""
    for name, (title, captions, user) in CLIPS.items():
        write_tone(folder / f"{name}.flac", 0.5, rate=48000)
        _write(folder / f"{name}.json", title, captions, user)
    write_tone(folder / f"{TRAIN}/990007.flac", 0.5, rate=48000, channels=2)
    write_garbage(folder / f"{TRAIN}/990008.flac")
    _write(folder / f"{TRAIN}/990008.json", "fan", ["A fan hums all day long."], "finn")
    _write(folder / f"{MORE}/990009.json", "gone", ["A clip that nobody kept here."], "gus")
    write_tone(folder / f"{MORE}/990010.flac", 0.5, rate=48000)
    (folder / f"{MORE}/990010.json").write_text('{"text": ["Torn', encoding="utf-8")
    (folder / f"{NO_OVERLAP}_meta.csv").write_text(LICENCES, encoding="utf-8")


def _write(path: Path, title: str, captions: list[str], user: str) -> None:
    number = int(path.stem)
    tags = ["field-recording", title.split(".", maxsplit=1)[0].lower()]
    original = {
        "tags": tags,
        "description": f"{captions[-1]}<br>",
        "username": user,
        "download_url": f"https://freesound.org/apiv2/sounds/{number}/download/",
        "title": title,
        "id": number,
    }
    label = {"text": captions, "tag": tags, "original_data": original}
    path.write_text(json.dumps(label, ensure_ascii=False), encoding="utf-8")
