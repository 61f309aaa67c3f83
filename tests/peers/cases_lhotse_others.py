"""Corpora of many languages, of music and of rooms that lhotse reads as well."""

import shutil
from pathlib import Path

from tests.peers.compare import MISSING, Case, Difference, Spared
from tests.peers.words_lhotse import (
    NO_TEXT,
    SOUND,
    SPOKEN,
    TORN,
    UNREADABLE,
    UNRECORDED,
    WORDS,
)

VOICES = "cv-corpus-25.0-2026-03-09"
CLIPS = f"{VOICES}/en/clips/common_voice_en"
POLISH = "mls_polish_opus"
TRAIN = f"{POLISH}/train/audio/10226/10111/10226_10111"
TRANSCRIPTS = f"{POLISH}/train/transcripts.txt"
STATED = "ours is the length stated beside the transcript, which saves opening every file"
NO_SPEAKERS = "lhotse wants metainfo.txt of every language"
AIR = "air_type1_air_binaural_aula_carolina_0_1_3"


def add_test(folder: Path) -> None:
    """lhotse wants all three splits of a language, so it gets a test of one clip."""
    audio = folder / POLISH / "test/audio/6892/8026"
    audio.mkdir(parents=True)
    shutil.copy(
        folder / POLISH / "dev/audio/6892/8026/6892_8026_000000.opus",
        audio / "6892_8026_000009.opus",
    )
    transcripts = folder / POLISH / "test/transcripts.txt"
    transcripts.write_text("6892_8026_000009\tdodane\n", encoding="utf-8")


def lay_as_lhotse(folder: Path) -> None:
    """lhotse reads the tree that it downloads itself, and wants all three splits."""
    english = folder / "data/en_us"
    (folder / "metadata").mkdir()
    (english / "audio").rename(folder / "en_us")
    english.rename(folder / "metadata/en_us")
    (folder / "metadata/en_us/test.tsv").touch()


CASES = [
    Case(
        "common_voice",
        "commonvoice",
        SPOKEN,
        root=VOICES,
        # lhotse stops at a table without rows, and at one of an older release.
        options={"languages": ["en"], "splits": ["train", "dev"]},
        spared=[Spared(f"{VOICES}/en/train.tsv", UNREADABLE, line=11)],
        words={**WORDS, "speaker": lambda item: item["speaker"][:16]},
        known=[
            Difference("common_voice_en_101", "duration", 4.212, 0.5, STATED),
            Difference(
                "common_voice_en_102", "gender", None, "other", "ours knows female and male"
            ),
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
                "common_voice_en_107",
                MISSING,
                None,
                f"{CLIPS}_107.mp3",
                "ours believes a stated length of 0 ms, lhotse the file",
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
    ),
    Case(
        "mls",
        "mls",
        SPOKEN,
        spared=[
            Spared("mls_dutch", NO_SPEAKERS),
            Spared(f"{TRAIN}_000005.opus", UNREADABLE),
            Spared(TRANSCRIPTS, TORN, line=7),
            Spared(TRANSCRIPTS, UNRECORDED, line=6),
            Spared(TRANSCRIPTS, UNRECORDED, line=4),
        ],
        arrange=add_test,
        words=WORDS,
        known=[
            Difference("10226_10111_000000", "duration", 15.81, 0.5, STATED),
            Difference("6892_8026_000000", "duration", 0.75, 0.5, STATED),
            Difference(
                "10226_10111_000002",
                MISSING,
                None,
                f"{TRAIN}_000002.opus",
                "ours rejects a line without a transcript",
            ),
            Difference("10226_10111_000006", MISSING, f"{TRAIN}_000006.opus", None, NO_TEXT),
            Difference(
                "1666_1432_000000",
                MISSING,
                "mls_dutch/test/audio/1666/1432/1666_1432_000000.flac",
                None,
                NO_SPEAKERS,
            ),
            Difference(
                "1724_2000_000007",
                MISSING,
                "mls_dutch/dev/audio/1724/2000/1724_2000_000007.flac",
                None,
                NO_SPEAKERS,
            ),
            Difference(
                "6892_8026_000009",
                MISSING,
                None,
                f"{POLISH}/test/audio/6892/8026/6892_8026_000009.opus",
                "added for lhotse",
            ),
        ],
    ),
    Case(
        "musan",
        "musan",
        SOUND,
        root="musan",
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
