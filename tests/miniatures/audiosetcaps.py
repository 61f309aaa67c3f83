"""AudioSetCaps in little: three forms of ids, and lists of what others test with."""

from pathlib import Path

from tests.miniatures.audioset_tables import (
    SPEECH,
    write_audiocaps,
    write_audiosetcaps,
    write_segments,
    write_vggsound,
)
from tests.miniatures.sound import write_garbage, write_tone

PLAIN, EVAL, VGG_Y, VGG_TEST, EIGHT, CAPS_DEV, GONE, BROKEN = (
    "-AbCdEfGhI0",
    "eeeeeeeeee1",
    "YbCdEfGhIj2",
    "vvvvvvvvvv3",
    "Y_dEfGhIj_4",
    "cccccccccc5",
    "gggggggggg6",
    "xxxxxxxxxx7",
)
CAPTIONS = {
    "AudioSetCaps": {
        f"Y{PLAIN}": "A man speaks while water runs.",
        f"Y{EVAL}": "A bell rings, and a train passes.",
        f"Y{CAPS_DEV}": " A bird sings. ",
        f"Y{GONE}": "Rain falls.",
        f"Y{BROKEN}": "Rain falls.",
    },
    "VGGSound_AudioSetCaps": {
        f"{VGG_Y}_000030": "A piano is played.",
        f"{VGG_TEST}_000001": "A dog barks.",
        f"Y{PLAIN}": "An id of another subset.",
    },
    "YouTube-8M_AudioSetCaps": {f"{EIGHT}_84_10": "A guitar is strummed."},
}
AUDIOCAPS = {
    "train": [(PLAIN, 0, "A man speaks")],
    "val": [(CAPS_DEV, 0, "A bird")],
    "test": [(EVAL, 0, "A bell")],
}
ARCHIVES: dict[str, object] = {
    **{f"Dataset/{name}_caption.csv": [f"Dataset/{name}_caption.csv"] for name in CAPTIONS},
    "eval_segments.csv": {"members": ["metadata/eval_segments.csv"], "strip": "metadata/"},
    "vggsound.csv": {"members": ["metadata/vggsound.csv"], "strip": "metadata/"},
    **{
        f"audiocaps_{name}.csv": {"members": [f"dataset/audiocaps_{name}.csv"], "strip": "dataset/"}
        for name in AUDIOCAPS
    },
    "audiosetcaps_clips.tar": ["clips/*"],
}


def build(folder: Path) -> None:
    """Write the tree that fetching the tables and unpacking one's own clips gives."""
    clips = folder / "clips"
    write_tone(clips / f"Y{PLAIN}.wav", 1.0, rate=32000)
    write_tone(clips / f"{EVAL}.flac", 1.0, rate=48000)
    write_tone(clips / f"{CAPS_DEV}_0.flac", 1.0, rate=48000)
    write_tone(clips / f"{VGG_Y}_000030.wav", 0.5, rate=16000)
    write_tone(clips / f"{VGG_TEST}_000001.wav", 0.5, rate=16000)
    write_tone(clips / f"{EIGHT}_84_10.wav", 0.5, rate=16000)
    write_tone(clips / f"{VGG_Y}_000099.wav", 0.5, rate=16000)
    write_garbage(clips / f"Y{BROKEN}.wav")
    for name, captions in CAPTIONS.items():
        write_audiosetcaps(folder / f"Dataset/{name}_caption.csv", captions)
    write_segments(folder / "metadata/eval_segments.csv", {EVAL: (30.0, 40.0, SPEECH)})
    rows = [(VGG_Y, 30, "playing piano", "train"), (VGG_TEST, 1, "dog barking, yapping", "test")]
    write_vggsound(folder / "metadata/vggsound.csv", rows)
    write_audiocaps(folder / "dataset", AUDIOCAPS, "\r\n")
