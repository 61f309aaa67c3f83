"""EmoV-DB in little: a recording an archive, in the encodings and under the names that occur."""

from pathlib import Path

from tests.miniatures.sound import write_tone

RECORDINGS = {
    "bea_Amused": ("amused_1-15_0001", 44100, "DOUBLE"),
    "bea_Angry": ("anger_1-28_0011", 44100, "DOUBLE"),
    "bea_Disgusted": ("disgust_1-28_0011", 44100, "PCM_16"),
    "bea_Neutral": ("neutral_1-28_0001", 44100, "PCM_16"),
    "bea_Sleepy": ("sleepiness_1-28_0001_part", 44100, "PCM_16"),
    "jenie_Amused": ("amused_1-15_0001", 16000, "PCM_16"),
    "jenie_Angry": ("anger_1-28_0002", 16000, "PCM_16"),
    "jenie_Disgusted": ("disgust_1-28_0001", 16000, "PCM_16"),
    "jenie_Neutral": ("neutral_1-28_0001", 16000, "PCM_16"),
    "jenie_Sleepy": ("sleepiness_1-28_0001", 16000, "PCM_16"),
    "josh_Amused": ("amused_1-15_0001", 16000, "PCM_16"),
    "josh_Neutral": ("neutral_1-28_0001", 16000, "PCM_16"),
    "josh_Sleepy": ("sleepiness_1-28_0001", 16000, "PCM_16"),
    "sam_Amused": ("amused_1-15_0001", 44100, "PCM_16"),
    "sam_Angry": ("anger_1-28_0001", 44100, "PCM_16"),
    "sam_Disgusted": ("disgust_1-28_0593", 44100, "PCM_16"),
    "sam_Neutral": ("neutral_1-28_0001", 44100, "PCM_16"),
    "sam_Sleepy": ("sleepiness_1-28_0001", 44100, "PCM_16"),
}
PROMPTS = r"""( arctic_a0001 "A made up sentence, nothing more." )
( arctic_a0002 "She said \"no\" to it." )
( arctic_a0011 "The river was low." )
( arctic_b0001 "A sentence nobody read with feeling." )
( arctic_a0011 "The same number again." )
( arctic_a05
"""
ARCHIVES = {
    **{
        f"{folder}.tar.gz": {"members": [f"{folder}/*"], "strip": f"{folder}/"}
        for folder in RECORDINGS
    },
    "cmuarctic.data": ["cmuarctic.data"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking each archive into a folder of its name gives."""
    for name, (stem, rate, subtype) in RECORDINGS.items():
        write_tone(folder / name / f"{stem}.wav", 0.3, rate=rate, subtype=subtype)
    (folder / "cmuarctic.data").write_text(PROMPTS, encoding="utf-8")
