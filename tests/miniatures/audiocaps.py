"""AudioCaps in little: both releases, one and five captions a clip, three ways to name clips."""

from pathlib import Path

from tests.miniatures.audioset_tables import write_audiocaps
from tests.miniatures.sound import write_garbage, write_tone

TRAIN, COMMA, DEV, TEST, GONE, BROKEN = (
    "-AbCdEfGhI0",
    "YbCdEfGhIj1",
    "D_dEfGhIj_2",
    "tttttttttt3",
    "gggggggggg4",
    "xxxxxxxxxx5",
)
FIVE = [f"Caption {number}" for number in range(1, 6)]
FIRST = {
    "train": [
        (TRAIN, 130, "A woman talks nearby as water pours"),
        (COMMA, 30, "A dog barks, then a door shuts"),
        (GONE, 0, "A clock ticks"),
        (BROKEN, 0, "A clock ticks"),
    ],
    "val": [(DEV, 20, caption) for caption in FIVE],
    "test": [(TEST, 0, caption) for caption in FIVE],
}
SECOND = {
    "train": [(TRAIN, 130, "a woman speaks"), (TRAIN, 130, "water pours into a glass")],
    "val": [(DEV, 20, "rustling occurs, ducks quack")],
    "test": [(TEST, 0, "constant rattling noise")],
}
ARCHIVES: dict[str, object] = {
    **{
        f"audiocaps_{name}.csv": {"members": [f"dataset/audiocaps_{name}.csv"], "strip": "dataset/"}
        for name in FIRST
    },
    **{
        f"audiocaps2_{name}.csv": {
            "members": [f"dataset2.0/audiocaps2_{name}.csv"],
            "strip": "dataset2.0/",
        }
        for name in SECOND
    },
    "audiocaps_clips.tar": ["clips/*"],
}


def build(folder: Path) -> None:
    """Write the tree that fetching the tables and unpacking one's own clips gives."""
    clips = folder / "clips"
    write_tone(clips / f"{TRAIN}_130.flac", 1.0, rate=32000)
    write_tone(clips / f"{COMMA}.wav", 1.5, rate=32000)
    write_tone(clips / f"Y{DEV}.wav", 1.0, rate=32000)
    write_tone(clips / f"{TEST}_0.flac", 0.5, rate=32000)
    write_garbage(clips / f"{BROKEN}_0.flac")
    write_tone(clips / "Yuncaptione.flac", 1.0)
    write_audiocaps(folder / "dataset", FIRST, "\r\n")
    write_audiocaps(folder / "dataset2.0", SECOND, "\n", "audiocaps2")
