"""Corpora of many languages, of music and of rooms that lhotse reads as well."""

import shutil
from pathlib import Path

from tests.miniatures import fleurs
from tests.peers.compare import MISSING, Case, Difference, Spared
from tests.peers.words_lhotse import (
    ADDED,
    NO_OTHER,
    SOUND,
    SPOKEN,
    STATED,
    TORN,
    UNREADABLE,
    UNRECORDED,
    WORDS,
)

VOICES = "cv-corpus-25.0-2026-03-09"
CLIPS = f"{VOICES}/en/clips/common_voice_en"
AIR = "air_type1_air_binaural_aula_carolina_0_1_3"


def lay_as_lhotse(folder: Path) -> None:
    """lhotse reads the tree that it downloads itself, and wants all three splits."""
    english = folder / "data/en_us"
    (folder / "metadata").mkdir()
    (english / "audio").rename(folder / "en_us")
    english.rename(folder / "metadata/en_us")
    (folder / "en_us/test").mkdir()
    shutil.copy(folder / "en_us/dev/1001.wav", folder / "en_us/test/1009.wav")
    row = fleurs.line(1601, "1009", "Added.", 8000, "MALE")
    (folder / "metadata/en_us/test.tsv").write_text(row, encoding="utf-8")


CASES = [
    Case(
        "common_voice",
        "commonvoice",
        (*SPOKEN, "age", "accent", "language"),
        root=VOICES,
        # lhotse stops at a table without rows, and at one of an older release.
        options={"languages": ["en"], "splits": ["train", "dev"]},
        spared=[Spared(f"{VOICES}/en/train.tsv", UNREADABLE, line=11)],
        words={
            **WORDS,
            "speaker": lambda item: item["speaker"][:16],
            "accent": lambda item: item["accents"],
        },
        known=[
            Difference("common_voice_en_101", "duration", 4.212, 0.5, STATED),
            Difference(
                "common_voice_en_101",
                "age",
                "forties",
                "fourties",
                "the releases misspell this age; ours does not",
            ),
            Difference("common_voice_en_102", "gender", None, "other", NO_OTHER),
            Difference(
                "common_voice_en_103",
                "text",
                'He said "left" at C:\\dawn.',
                'He said \\"left\\" at C:\\\\dawn.',
                "old releases escape quotes and backslashes; ours undoes it",
            ),
            Difference(
                "common_voice_en_104",
                MISSING,
                None,
                f"{CLIPS}_104.mp3",
                "ours rejects a row without a sentence",
            ),
            Difference(
                "common_voice_en_105",
                MISSING,
                None,
                f"{CLIPS}_105.mp3",
                "a tab in the sentence moves all later fields; lhotse takes them as they come",
            ),
            Difference(
                "common_voice_zh-CN_1",
                MISSING,
                f"{VOICES}/zh-CN/clips/common_voice_zh-CN_1.mp3",
                None,
                "lhotse wants the columns of a recent release, ours reads older ones too",
            ),
        ],
    ),
    Case(
        "fleurs",
        "fleurs",
        (*SOUND, "split", "gender", "text"),
        options={"languages": ["en_us"]},
        spared=[
            Spared("data/en_us/train.tsv", TORN, line=5),
            Spared("data/en_us/train.tsv", UNRECORDED, line=4),
        ],
        arrange=lay_as_lhotse,
        clip=lambda item: f"en_us_{Path(item['path']).stem}",
        words={
            **WORDS,
            "path": lambda item: f"data/{item['path'].replace('en_us', 'en_us/audio')}",
            "text": lambda item: item["raw_text"].strip(),
        },
        known=[
            Difference("en_us_10004088536354799741", "duration", 6.8, 0.5, STATED),
            Difference("en_us_888", "gender", None, "OTHER", NO_OTHER),
            Difference("en_us_1009", MISSING, None, "data/en_us/audio/test/1009.wav", ADDED),
            *(
                Difference(
                    f"{code}_{number}",
                    MISSING,
                    f"data/{code}/audio/train/{number}.wav",
                    None,
                    "lhotse wants all three splits of a language",
                )
                for code, number in (("de_de", 2001), ("cmn_hans_cn", 3001))
            ),
        ],
    ),
    Case(
        "musan",
        "musan",
        (*SOUND, "genre"),
        root="musan",
        words={"genre": lambda item: item.get("genres")},
        spared=[
            Spared("musan/music/fma/ANNOTATIONS", TORN, line=4),
            Spared("musan/music/fma/ANNOTATIONS", UNRECORDED, line=3),
            Spared("musan/noise/free-sound/noise-free-sound-0001.wav", UNREADABLE),
        ],
    ),
    Case(
        "rirs_noises",
        "rir_noise",
        SOUND,
        root="RIRS_NOISES",
        spared=[Spared("RIRS_NOISES/pointsource_noises/noise-free-sound-0002.wav", UNREADABLE)],
        known=[
            Difference(
                AIR,
                MISSING,
                f"RIRS_NOISES/real_rirs_isotropic_noises/{AIR}.wav",
                None,
                "lhotse takes names with 'rir' for responses, ours those that rir_list names",
            )
        ],
    ),
]
