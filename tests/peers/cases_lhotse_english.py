"""English corpora that lhotse reads as well."""

from pathlib import Path

from tests.peers.compare import MISSING, Case, Difference, Spared
from tests.peers.words_lhotse import (
    NO_TEXT,
    SOUND,
    STATED,
    TORN,
    UNREADABLE,
    UNRECORDED,
    WORDS,
)

FLUENT = "fluent_speech_commands_dataset"
HIFI = "hi_fi_tts_v0"
HIFI_CLIPS = (
    "6097_clean_11111_night_01_0001",
    "6097_other_12220_night_01_0001",
    "92_clean_10425_emma_01_austen_0007",
)
VCTK = "VCTK-Corpus-0.92"
LJSPEECH = "LJSpeech-1.1"


CASES = [
    Case(
        "fluent_speech_commands",
        "slu",
        (*SOUND, "split", "text", "intent"),
        root=FLUENT,
        spared=[
            Spared(f"{FLUENT}/data/train_data.csv", TORN, line=5),
            Spared(f"{FLUENT}/data/train_data.csv", UNRECORDED, line=4),
            Spared(f"{FLUENT}/data/valid_data.csv", UNREADABLE, line=3),
        ],
        # lhotse numbers the items of each split.
        clip=lambda item: Path(item["path"]).stem,
        words={**WORDS, "intent": lambda item: " / ".join(item["frames"])},
        known=[
            Difference(
                "unlisted",
                MISSING,
                f"{FLUENT}/wavs/speakers/4BrX8aDqK2cLZRYl/unlisted.wav",
                None,
                NO_TEXT,
            )
        ],
    ),
    Case(
        "hifi_tts",
        "hifitts",
        # No splits: lhotse pairs manifests with splits in the order in which they are done.
        (*SOUND, "gender", "text"),
        root=HIFI,
        spared=[
            Spared(f"{HIFI}/92_manifest_clean_train.json", UNRECORDED, line=6),
            Spared(f"{HIFI}/92_manifest_clean_train.json", TORN, line=5),
            Spared(f"{HIFI}/92_manifest_clean_train.json", UNREADABLE, line=4),
            Spared(f"{HIFI}/92_manifest_clean_train.json", TORN, line=3),
            Spared(f"{HIFI}/92_manifest_clean_train.json", "lhotse stops at an empty line", line=2),
            Spared(f"{HIFI}/92_manifest_clean_dev.json", "lhotse wants 'text_normalized'"),
        ],
        # lhotse's id is the file's name, which returns in other books.
        clip=lambda item: (
            Path(item["path"]).with_suffix("").as_posix().removeprefix("audio/").replace("/", "_")
        ),
        words={**WORDS, "text": lambda item: item["text_punct"]},
        known=[
            *(Difference(clip, "duration", 1.3, 0.5, STATED) for clip in HIFI_CLIPS),
            Difference(
                "92_clean_10425_emma_02_austen_0001",
                MISSING,
                f"{HIFI}/audio/92_clean/10425/emma_02_austen_0001.flac",
                None,
                "without 'text_normalized', ours takes the text for recognisers",
            ),
        ],
    ),
    Case(
        "ljspeech",
        "ljspeech",
        (*SOUND, "gender", "text", "text_raw"),
        root=LJSPEECH,
        spared=[
            Spared(f"{LJSPEECH}/metadata.csv", UNREADABLE, line=6),
            Spared(f"{LJSPEECH}/metadata.csv", TORN, line=5),
        ],
        words={
            **WORDS,
            "text": lambda item: item["normalized_text"],
            "text_raw": lambda item: item["text"],
        },
        known=[
            Difference(
                "LJ002-0005",
                MISSING,
                None,
                f"{LJSPEECH}/wavs/LJ002-0005.wav",
                "ours rejects a line without the spoken text",
            ),
            Difference("LJ050-0278", MISSING, f"{LJSPEECH}/wavs/LJ050-0278.wav", None, NO_TEXT),
        ],
    ),
    Case(
        "vctk",
        "vctk",
        (*SOUND, "speaker", "gender", "age", "text"),
        root=VCTK,
        options={"use_edinburgh_vctk_url": True, "mic_id": "mic2"},
        spared=[
            Spared(f"{VCTK}/txt/s5/s5_003.txt", UNRECORDED),
            Spared(f"{VCTK}/txt/p335/p335_001.txt", UNREADABLE),
            Spared(f"{VCTK}/wav48_silence_trimmed/p335/p335_001_mic2.flac", UNREADABLE),
        ],
        clip=lambda item: item["id"].removesuffix("_mic2"),
        words={**WORDS, "age": lambda item: str(item["age"])},
        known=[
            Difference(
                "p280_001",
                MISSING,
                f"{VCTK}/wav48_silence_trimmed/p280/p280_001_mic1.flac",
                None,
                "of this speaker there is only the first microphone, which ours then takes",
            ),
            Difference(
                "p315_001",
                MISSING,
                f"{VCTK}/wav48_silence_trimmed/p315/p315_001_mic2.flac",
                None,
                NO_TEXT,
            ),
        ],
    ),
]
