"""English corpora that lhotse reads as well."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.miniatures import librimix
from tests.peers.compare import MISSING, Case, Difference, Item, Spared
from tests.peers.words_lhotse import (
    NO_TEXT,
    READ,
    SOUND,
    SPOKEN,
    TORN,
    UNREADABLE,
    UNRECORDED,
    WORDS,
    split_of,
)

FLUENT = "fluent_speech_commands_dataset"
HIFI = "hi_fi_tts_v0"
VCTK = "VCTK-Corpus-0.92"
LJSPEECH = "LJSpeech-1.1"
CHAPTER = "1272/128104/1272_128104"
TRIO = ("103/1240/103-1240-0000", "104/1241/104-1241-0000", "105/1242/105-1242-0000")


def write_speakers(folder: Path) -> None:
    """lhotse reads ``SPEAKERS.txt``, which has no rows in the miniature, ours ``speakers.tsv``."""
    for path in folder.glob("*/speakers.tsv"):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        lines = [f"{row[0]} | {row[1]} | {row[2]} | 25.03 | Somebody\n" for row in rows]
        path.with_name("SPEAKERS.txt").write_text("".join(lines), encoding="utf-8")


def libritts(corpus: str, root: str, *known: Difference) -> Case:
    """LibriTTS or LibriTTS-R; lhotse stops at a subset without recordings."""
    return Case(
        corpus,
        "libritts",
        SPOKEN,
        root=root,
        options={"dataset_parts": ["dev-clean", "train-clean-360", "train-other-500"]},
        spared=[Spared(f"{root}/dev-clean/{CHAPTER}.trans.tsv", TORN, line=4)],
        arrange=write_speakers,
        words=WORDS,
        known=[
            Difference(
                "1272_128104_000005_000000",
                MISSING,
                f"{root}/dev-clean/{CHAPTER}_000005_000000.wav",
                None,
                NO_TEXT,
            ),
            *known,
        ],
    )


def sources(clip: Item) -> Iterator[dict[str, Any]]:
    """A source with its gain, which ours states for all sources of the mixture together."""
    number = int(clip["id"].rpartition("_s")[2])
    yield {**clip, "gain": json.loads(clip["extra"])["gains"][number - 1]}


def source_of(item: Item) -> str:
    """lhotse's id is the mixture's, whose name is that of its sources in their order."""
    number = item["id"].split("_").index(Path(item["path"]).stem) + 1
    return f"{item['id']}_s{number}"


CASES = [
    Case(
        "fluent_speech_commands",
        "slu",
        (*SOUND, "split", "text"),
        root=FLUENT,
        spared=[
            Spared(f"{FLUENT}/data/train_data.csv", TORN, line=5),
            Spared(f"{FLUENT}/data/train_data.csv", UNRECORDED, line=4),
            Spared(f"{FLUENT}/data/valid_data.csv", UNREADABLE, line=3),
        ],
        # lhotse numbers the items of each split.
        clip=lambda item: Path(item["path"]).stem,
        words=WORDS,
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
        # lhotse may take one manifest for another: it pairs them in the order they were read in.
        (*SOUND, "gender", "text", "text_raw"),
        root=HIFI,
        spared=[
            Spared(f"{HIFI}/92_manifest_clean_train.json", UNRECORDED, line=7),
            Spared(f"{HIFI}/92_manifest_clean_train.json", TORN, line=6),
            Spared(f"{HIFI}/92_manifest_clean_train.json", UNREADABLE, line=5),
            Spared(f"{HIFI}/92_manifest_clean_train.json", TORN, line=3),
        ],
        # lhotse's id is the file's name, which returns in other books.
        clip=lambda item: (
            Path(item["path"]).with_suffix("").as_posix().removeprefix("audio/").replace("/", "_")
        ),
        words={**WORDS, "text": lambda item: item["text_punct"]},
    ),
    Case(
        "librimix",
        "librimix",
        (*READ, "gain"),
        options={"subset": "dev-clean"},
        spared=[
            Spared("LibriSpeech/dev-clean/3536/8226/3536-8226-0027.flac", UNREADABLE),
            Spared("metadata/Libri2Mix/libri2mix_dev-clean.csv", TORN, line=5),
            Spared("metadata/Libri2Mix/libri2mix_dev-clean.csv", UNREADABLE, line=4),
            Spared("metadata/Libri2Mix/libri2mix_dev-clean.csv", UNRECORDED, line=3),
        ],
        # lhotse mixes the noise in as well, and stops without it.
        arrange=librimix.write_noise,
        ours=sources,
        clip=source_of,
        words=WORDS,
        known=[
            Difference(
                f"{librimix.TRIO}_s{number}",
                MISSING,
                f"LibriSpeech/train-clean-100/{source}.flac",
                None,
                "lhotse makes mixtures of two readers or of three at a time; here of two",
            )
            for number, source in enumerate(TRIO, start=1)
        ],
    ),
    libritts("libritts", "LibriTTS"),
    libritts(
        "libritts_r",
        "LibriTTS_R",
        Difference(
            "1382_130492_000049_000000",
            MISSING,
            None,
            "LibriTTS_R/train-clean-360/1382/130492/1382_130492_000049_000000.wav",
            "ours rejects what the list of failed restorations names",
        ),
        Difference(
            "2074_147193_000002_000000",
            "gender",
            None,
            "male",
            "this reader's id covers voices of both genders",
        ),
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
        (*SOUND, "speaker", "gender", "text"),
        root=VCTK,
        options={"use_edinburgh_vctk_url": True, "mic_id": "mic2"},
        spared=[
            Spared(f"{VCTK}/txt/s5/s5_003.txt", UNRECORDED),
            Spared(f"{VCTK}/txt/p335/p335_001.txt", UNREADABLE),
            Spared(f"{VCTK}/wav48_silence_trimmed/p335/p335_001_mic2.flac", UNREADABLE),
        ],
        clip=lambda item: item["id"].removesuffix("_mic2"),
        words=WORDS,
    ),
]
