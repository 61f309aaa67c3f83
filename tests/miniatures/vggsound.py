"""VGG-Sound in little: quoted labels, a video with two clips, ids that begin with -, a video."""

from pathlib import Path

from tests.miniatures.audioset_tables import write, write_vggsound
from tests.miniatures.sound import append, write_garbage, write_tone

TWICE, TEST, LONE, GONE, BROKEN, VIDEO = (
    "-bCdEfGhIj0",
    "YbCdEfGhIj1",
    "B_dEfGhIj_2",
    "gggggggggg3",
    "xxxxxxxxxx4",
    "mmmmmmmmmm5",
)
ROWS = [
    (TWICE, 1, "bird chirping, tweeting", "train"),
    (TWICE, 30, "waterfall burbling", "train"),
    (TEST, 120, "basketball bounce", "test"),
    (LONE, 0, "people whispering", "train"),
    (GONE, 10, "zebra braying", "test"),
    (BROKEN, 10, "zebra braying", "test"),
    (VIDEO, 10, "air horn", "train"),
]
GROUPS = (
    "basketball bounce,1050,sports\r\n"
    '"bird chirping, tweeting",1050,animals\r\n'
    "waterfall burbling,500,nature\r\n"
    "zebra braying,199,animals\r\n"
    "air horn,197,vehicle"
)
ARCHIVES: dict[str, object] = {
    "vggsound.csv": ["vggsound.csv"],
    "stat.csv": ["stat.csv"],
    "vggsound_clips.tar": ["clips/*"],
}


def build(folder: Path) -> None:
    """Write the tree that fetching the tables and unpacking one's own clips gives."""
    clips = folder / "clips"
    write_tone(clips / f"{TWICE}_000001.flac", 1.0, rate=44100, channels=2)
    write_tone(clips / f"{TWICE}_000030.flac", 1.0, rate=44100, channels=2)
    write_tone(clips / f"{TEST}_000120.flac", 1.5, rate=48000)
    write_tone(clips / f"{LONE}_000000.wav", 0.5, rate=16000)
    write_garbage(clips / f"{BROKEN}_000010.flac")
    write_tone(clips / f"{LONE}.wav", 0.5, rate=16000)
    write_tone(clips / f"{LONE}_000050.wav", 0.5, rate=16000)
    write(clips / f"{VIDEO}_000010.mp4", "video")
    write_vggsound(folder / "vggsound.csv", ROWS)
    write(folder / "stat.csv", GROUPS)


def enlarge(folder: Path) -> None:
    """Add videos of classes that others of the training split have as well."""
    rows = ("nnnnnnnnnn6", "waterfall burbling"), ("oooooooooo7", "people whispering")
    for video, label in rows:
        write_tone(folder / f"clips/{video}_000005.flac", 1.0, rate=44100)
        append(folder / "vggsound.csv", f"{video},5,{label},train\n")
