"""MUSAN in little: annotations of two forms, with lines too many, too long and without audio."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {"musan.tar.gz": ["musan/**/*", "musan/README"]}
ANNOTATIONS = {
    "music/fma": (
        "music-fma-0000 ambient,electronic N some_artist\n"
        "music-fma-0001 pop Y some_artist more fields that follow\r\n"
        "music-fma-9999 rock N never_recorded\n"
        "music-fma-0003\n"
    ),
    "music/hd-classical": "music-hd-0022 baroque  N\tBach_Ensemble\n",
    "speech/librivox": "speech-librivox-0000 m english\nspeech-librivox-0001 f klingon\n",
    "noise/sound-bible": "noise-sound-bible-0004 written by nobody\n",
}
CLIPS = (
    "music/fma/music-fma-0000",
    "music/fma/music-fma-0001",
    "music/hd-classical/music-hd-0022",
    "music/rfm/music-rfm-0000",
    "speech/librivox/speech-librivox-0000",
    "speech/librivox/speech-librivox-0001",
    "speech/us-gov/speech-us-gov-0000",
    "noise/free-sound/noise-free-sound-0000",
    "noise/sound-bible/noise-sound-bible-0004",
)


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    top = folder / "musan"
    for clip in CLIPS:
        write_tone(top / f"{clip}.wav", 1.0, rate=16000)
    write_garbage(top / "noise/free-sound/noise-free-sound-0001.wav")
    (top / "README").write_text("MUSAN\n", encoding="utf-8")
    (top / "noise/free-sound/LICENSE").write_text("CC0\n", encoding="utf-8")
    for place, text in ANNOTATIONS.items():
        (top / place / "ANNOTATIONS").write_text(text, encoding="utf-8", newline="")
