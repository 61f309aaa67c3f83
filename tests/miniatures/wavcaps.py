"""WavCaps in little: four subsets with keys of their own, long folders, lists to leave out."""

import json
from pathlib import Path
from typing import Any

from tests.miniatures.audioset_tables import write
from tests.miniatures.sound import write_garbage, write_tone

DISK = "mnt/fast/nobackup/scratch4weeks/xm00178/WavCaps/data/waveforms"
AUDIO = "wav_path"
TABLES: dict[str, list[dict[str, Any]]] = {
    "AudioSet_SL/as_final": [
        {
            "id": "Y-AbCdEfGhI0.wav",
            "caption": "A man is speaking.",
            "audio": AUDIO,
            "duration": 10.0,
        },
        {"id": "YeEeEeEeEeE1.wav", "caption": "A dog barks.", "audio": AUDIO, "duration": 10.0},
    ],
    "BBC_Sound_Effects/bbc_final": [
        {
            "description": "Greengrocer cicada - close-up stridulation.",
            "category": "['Nature', \"Children's games\"]",
            "caption": "A bug is stridulating.",
            "id": "NHU05051026",
            "duration": 88.84353125,
            "audio": AUDIO,
            "download_link": "https://sound-effects-media.bbcrewind.co.uk/zip/NHU05051026.wav.zip",
        },
        {
            "description": "Not here.",
            "category": "[]",
            "caption": "Nothing is here.",
            "id": "NHU00000000",
            "duration": 1,
            "audio": AUDIO,
            "download_link": "",
        },
    ],
    "FreeSound/fsd_final": [
        {
            "id": "2219",
            "file_name": "door.wav",
            "href": "/people/x/sounds/2219/",
            "tags": ["door", "café"],
            "description": "A door.",
            "author": "x",
            "duration": 3,
            "download_link": "https://freesound.org/people/x/sounds/2219/download/",
            "caption": "A crowd is cheering.",
            "audio": AUDIO,
        },
        {
            "id": "990002",
            "file_name": "held.wav",
            "href": "/people/x/sounds/990002/",
            "tags": [],
            "description": "",
            "author": "x",
            "duration": 3,
            "download_link": "",
            "caption": "Rain falls.",
            "audio": AUDIO,
        },
    ],
    "SoundBible/sb_final": [
        {
            "title": "Airplane Landing Airport",
            "description": "Large commercial airplane.",
            "author": "Daniel Simion",
            "href": "2219-Airplane-Landing-Airport.html",
            "caption": "An airplane is landing.",
            "id": "2219",
            "duration": 14.1424375,
            "audio": AUDIO,
            "download_link": "http://soundbible.com/grab.php?id=2219&type=wav",
        },
        {
            "title": "Broken",
            "description": "",
            "author": "Daniel Simion",
            "href": "",
            "caption": "Glass breaks.",
            "id": "2300",
            "duration": 1,
            "audio": AUDIO,
            "download_link": "",
        },
    ],
}
BLACKLISTS = {
    "blacklist_exclude_test_ac": {"AudioSet": ["YeEeEeEeEeE1.wav"], "FreeSound": []},
    "blacklist_exclude_ub8k_esc50_vggsound": {"AudioSet": [], "FreeSound": ["990002"]},
    "blacklist_exclude_all_ac": {"AudioSet": ["Y-AbCdEfGhI0.wav"], "FreeSound": []},
}
ZIPS = ("AudioSet_SL", "BBC_Sound_Effects", "FreeSound")
ARCHIVES: dict[str, object] = {
    **{f"json_files/{name}.json": [f"json_files/{name}.json"] for name in TABLES},
    **{
        f"json_files/blacklist/{name}.json": [f"json_files/blacklist/{name}.json"]
        for name in BLACKLISTS
    },
    "Zip_files/SoundBible/SoundBible.zip": {
        "members": [f"Zip_files/SoundBible/{DISK}/SoundBible_flac/*"],
        "strip": "Zip_files/SoundBible/",
    },
    **{
        f"Zip_files/{name}/{name}.zip": {
            "members": [f"Zip_files/{name}/{DISK}/{name}_flac/*"],
            "strip": f"Zip_files/{name}/",
            "volume": 1000,
        }
        for name in ZIPS
    },
}


def clip(subset: str, name: str) -> str:
    """Where the archives put a recording."""
    return f"Zip_files/{subset}/{DISK}/{subset}_flac/{name}.flac"


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    for subset, name, seconds in [
        ("AudioSet_SL", "Y-AbCdEfGhI0", 1.0),
        ("AudioSet_SL", "YeEeEeEeEeE1", 1.0),
        ("BBC_Sound_Effects", "NHU05051026", 34.0),
        ("FreeSound", "2219", 0.5),
        ("FreeSound", "990002", 0.5),
        ("SoundBible", "2219", 0.75),
        ("SoundBible", "2400", 0.75),
    ]:
        write_tone(folder / clip(subset, name), seconds, rate=32000 if seconds < 30 else 8000)
    write_garbage(folder / clip("SoundBible", "2300"))
    for name, data in TABLES.items():
        table = {"num_captions_per_audio": 1, "data": data}
        text = json.dumps(table, ensure_ascii=False)
        write(folder / f"json_files/{name}.json", text)
    for name, lists in BLACKLISTS.items():
        write(folder / f"json_files/blacklist/{name}.json", json.dumps(lists, indent=4))
