"""Corpora made of LibriVox that lhotse reads as well."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.miniatures import librimix
from tests.peers.compare import MISSING, Case, Difference, Item, Spared
from tests.peers.words_lhotse import (
    ADDED,
    NO_TEXT,
    READ,
    SPOKEN,
    STATED,
    TORN,
    UNREADABLE,
    UNRECORDED,
    WORDS,
)

CHAPTER = "1272/128104/1272_128104"
TRIO = ("103/1240/103-1240-0000", "104/1241/104-1241-0000", "105/1242/105-1242-0000")
POLISH = "mls_polish_opus"
TRAIN = f"{POLISH}/train/audio/10226/10111/10226_10111"
TRANSCRIPTS = f"{POLISH}/train/transcripts.txt"
NO_SPEAKERS = "lhotse wants metainfo.txt of every language"


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


MIXED = Difference(
    "2074_147193_000002_000000",
    "gender",
    None,
    "male",
    "this reader's id covers voices of both genders",
)

CASES = [
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
    libritts("libritts", "LibriTTS", MIXED),
    libritts(
        "libritts_r",
        "LibriTTS_R",
        MIXED,
        Difference(
            "1382_130492_000049_000000",
            MISSING,
            None,
            "LibriTTS_R/train-clean-360/1382/130492/1382_130492_000049_000000.wav",
            "ours rejects what the list of failed restorations names",
        ),
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
                ADDED,
            ),
        ],
    ),
]
