"""ESC-50 in little: five folds, both licences, two takes of one source, padding of silence."""

from pathlib import Path

import numpy as np
import soundfile
from tests.miniatures.audioset_tables import write
from tests.miniatures.sound import write_garbage, write_tone

ROOT = "ESC-50-master"
ROWS = [
    "1-100032-A-0.wav,1,0,dog,True,100032,A",
    "2-999002-A-11.wav,2,11,sea_waves,True,999002,A",
    "2-999002-B-11.wav,2,11,sea_waves,True,999002,B",
    "3-999003-B-15.wav,3,15,water_drops,False,999003,B",
    "4-999004-A-37.wav,4,37,clock_alarm,False,999004,A",
    "5-999005-A-30.wav,5,30,door_wood_knock,False,999005,A",
    "5-999006-A-44.wav,5,44,engine,False,999006,A",
    "5-999007-A-44.wav,5,44,engine,False,999007,A",
]
GONE, BROKEN, UNLISTED = "5-999006-A-44.wav", "5-999007-A-44.wav", "1-888888-A-0.wav"
ARCHIVES: dict[str, object] = {
    "ESC-50-master.zip": [f"{ROOT}/audio/*", f"{ROOT}/meta/*", f"{ROOT}/LICENSE"]
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / ROOT
    for row in ROWS:
        name = row.split(",")[0]
        if name not in (GONE, BROKEN):
            write_tone(root / "audio" / name, 0.5, rate=44100)
    padded = np.concatenate([np.full(4410, 0.1), np.zeros(17640)])
    soundfile.write(root / "audio/1-100032-A-0.wav", padded, 44100)
    write_garbage(root / "audio" / BROKEN)
    write_tone(root / "audio" / UNLISTED, 0.5, rate=44100)
    header = "filename,fold,target,category,esc10,src_file,take"
    write(root / "meta/esc50.csv", "\n".join([header, *ROWS]) + "\n")
    write(root / "LICENSE", "# ESC-50: Dataset for Environmental Sound Classification\n")
