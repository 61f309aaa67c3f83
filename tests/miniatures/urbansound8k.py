"""UrbanSound8K in little: rates and widths as uploaded, folds, hidden files."""

from pathlib import Path

from tests.miniatures.audioset_tables import write
from tests.miniatures.sound import write_garbage, write_tone

ROOT = "UrbanSound8K"
ROWS = [
    "100032-3-0-0.wav,100032,0.0,0.317551,1,5,3,dog_bark",
    "24347-8-0-88.wav,24347,44.0,48.0,2,1,8,siren",
    "24347-8-0-89.wav,24347,44.5,48.5,2,1,8,siren",
    "99812-1-2-0.wav,99812,159.522205,163.522205,2,9,1,car_horn",
    "7061-6-0-0.wav,7061,0.0,3.0,1,10,6,gun_shot",
    "7061-6-0-1.wav,7061,0.0,3.0,1,10,6,gun_shot",
    "9031-3-1-0.wav,9031,0.0,3.0,1,2,3,dog_bark",
]
FORMS = {
    "fold5/100032-3-0-0.wav": (0.3, 44100, 2, "PCM_16"),
    "fold1/24347-8-0-88.wav": (0.5, 8000, 1, "PCM_U8"),
    "fold1/24347-8-0-89.wav": (0.5, 96000, 1, "PCM_24"),
    "fold9/99812-1-2-0.wav": (0.5, 192000, 2, "FLOAT"),
    "fold10/7061-6-0-0.wav": (0.5, 22050, 1, "MS_ADPCM"),
    "fold1/unlisted.wav": (0.5, 8000, 1, "PCM_16"),
}
BROKEN = "fold10/7061-6-0-1.wav"
ARCHIVES: dict[str, object] = {
    "UrbanSound8K.tar.gz": [
        f"{ROOT}/audio/fold*/*",
        f"{ROOT}/audio/fold1/.DS_Store",
        f"{ROOT}/metadata/*",
        f"{ROOT}/UrbanSound8K_README.txt",
    ]
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / ROOT
    for name, (seconds, rate, channels, subtype) in FORMS.items():
        path = root / "audio" / name
        write_tone(path, seconds, rate=rate, channels=channels, subtype=subtype)
    write_garbage(root / "audio" / BROKEN)
    write(root / "audio/fold1/.DS_Store", "Bud1")
    header = "slice_file_name,fsID,start,end,salience,fold,classID,class"
    write(root / "metadata/UrbanSound8K.csv", "\n".join([header, *ROWS]) + "\n")
    write(root / "UrbanSound8K_README.txt", "UrbanSound8k.csv\n")
