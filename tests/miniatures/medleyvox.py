"""MedleyVox in little: both names of the third kind, voices missing, segments unconfigured."""

import json
from pathlib import Path
from typing import Any

from tests.miniatures.sound import write_garbage, write_tone

CODE = "code/MedleyVox-a185cd5/testset/testset_config"
ARCHIVES = {
    "MedleyVox.zip": {"inner": {"MedleyVox_4_upload.zip": ["MedleyVox"]}},
    "MedleyVox-code.tar.gz": ["code"],
}


def segment(kind: str, main: str, *others: str) -> dict[str, Any]:
    """A segment's configuration, as the authors write it."""
    return {
        "song_name": main.split("_RAW", maxsplit=1)[0],
        "type": kind,
        "num_of_singers": 1,
        "num_of_voices": 1 + len(others),
        "start_sec": 12.5,
        "end_sec": 20,
        "main_vocal": main,
        "other_vocals": list(others),
        "gain_adjustment": dict.fromkeys((main, *others), -6),
    }


CAT, LIZ = "CatMartino_IPromise", "LizNelson_Rainfall"
CONFIGS = {
    f"V2_vocals_only_config/{CAT}.json": {
        "seg_1": segment("duet", f"{CAT}_RAW_06_01", f"{CAT}_RAW_08_02"),
        "seg_2": segment(
            "main_vs_rest", f"{CAT}_RAW_08_02", f"{CAT}_RAW_06_01", f"{CAT}_RAW_12_03"
        ),
        "seg_3": segment("duet", f"{CAT}_RAW_06_01", f"{CAT}_RAW_08_02"),
        "seg_4": segment("duet", f"{CAT}_RAW_06_01", f"{CAT}_RAW_08_02"),
    },
    f"V1_rest_vocals_only_config/{LIZ}.json": {
        "seg_1": segment("unison", f"{LIZ}_RAW_01_01", f"{LIZ}_RAW_02_01"),
        "seg_2": segment(
            "main_vs_rest", f"{LIZ}_RAW_01_01", f"{LIZ}_RAW_02_01", f"{LIZ}_RAW_03_01"
        ),
        "seg_3": segment("unison", f"{LIZ}_RAW_01_01", f"{LIZ}_RAW_02_01"),
        "seg_5": segment("unison", f"{LIZ}_RAW_01_01", f"{LIZ}_RAW_02_01"),
    },
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    root = folder / "MedleyVox"
    _cut(root / f"duet/{CAT}/seg_1", CAT, "06_01", "08_02")
    _cut(root / f"rest/{CAT}/seg_2", CAT, "06_01", "08_02", "12_03")
    _cut(root / f"duet/{CAT}/seg_3", CAT, "06_01")
    _cut(root / f"duet/{CAT}/seg_4", CAT, "06_01", "08_02", "09_01")
    _cut(root / f"unison/{LIZ}/seg_1", LIZ, "01_01", "02_01")
    _cut(root / f"main_vs_rest/{LIZ}/seg_2", LIZ, "01_01", "02_01", "03_01")
    _cut(root / f"unison/{LIZ}/seg_4", LIZ, "01_01", "02_01")
    write_garbage(root / f"unison/{LIZ}/seg_5/mix/{LIZ} - seg_5.wav")
    for voice in ("01_01", "02_01"):
        write_garbage(root / f"unison/{LIZ}/seg_5/gt/{LIZ}_RAW_{voice} - seg_5.wav")
    for name, segments in CONFIGS.items():
        file = folder / CODE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(segments, indent=4), encoding="utf-8")


def _cut(folder: Path, song: str, *voices: str) -> None:
    write_tone(folder / f"mix/{song} - {folder.name}.wav", 1.0, rate=44100)
    for voice in voices:
        write_tone(folder / f"gt/{song}_RAW_{voice} - {folder.name}.wav", 1.0, rate=44100)
