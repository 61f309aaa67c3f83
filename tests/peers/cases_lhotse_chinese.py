"""Mandarin corpora that lhotse reads as well."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.miniatures.alimeeting import TIERS, write_textgrid
from tests.peers.compare import MISSING, Case, Difference, Item, Spared
from tests.peers.words_lhotse import (
    ADDED,
    EMPTY,
    NO_TEXT,
    READ,
    SOUND,
    SPOKEN,
    TORN,
    UNRECORDED,
    WORDS,
    split_of,
)

WAV = "data_aishell/wav"
GRIDS = "Train_Ali_far/textgrid_dir"
ARRAY = "Train_Ali_far/audio_dir/R0004_M0012_MS005.wav"
QUIET = "Test_Ali/Test_Ali_far/textgrid_dir/R8002_M8002"
ONE_TURN = "intervals of a speaker that overlap are one turn"
WINDOWS = "a turn is cut where a window ends"


def sort_tables(folder: Path) -> None:
    """lhotse reads the lines of all tables side by side, without a look at their keys."""
    for path in folder.glob("KeSpeech/Tasks/ASR/*/*"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(sorted(lines)), encoding="utf-8")


def mend_grids(folder: Path) -> None:
    """lhotse passes over a meeting where a speaker's intervals overlap, so here they touch.

    It stops at a set in which nobody speaks, so somebody does in the test.
    """
    meeting = "Train_Ali_far/textgrid_dir/R0004_M0012"
    tiers = {
        name: [(start, 4.0 if end == 4.5 else end, text) for start, end, text in spans]
        for name, spans in TIERS[meeting].items()
    }
    write_textgrid(folder / f"{meeting}.TextGrid", tiers)
    write_textgrid(folder / f"{QUIET}.TextGrid", {"N_SPK8020": [(1, 2, "好")]})


def turns(window: Item) -> Iterator[dict[str, Any]]:
    """The turns in a window of a meeting, in the meeting's time."""
    for event in window["events"]:
        start = window["start"] + event["start"]
        yield {
            **window,
            "id": f"{window['group']} {event['label']} {start:.2f}",
            "start": start,
            "duration": event["end"] - event["start"],
            "speaker": event["label"],
        }


def turn_of(item: Item) -> str:
    """lhotse's ids count the intervals, ours the windows; the time says which is which."""
    return f"{item['id'].partition('-')[0]} SPK{item['speaker']} {item['start']:.2f}"


CASES = [
    Case(
        "aishell1",
        "aishell",
        READ,
        spared=[Spared(f"{WAV}/test/S0764/BAC009S0764W0122.wav", EMPTY)],
        known=[
            Difference(
                "BAC009S0002W0124",
                MISSING,
                f"{WAV}/train/S0002/BAC009S0002W0124.wav",
                None,
                NO_TEXT,
            ),
            Difference(
                "BAC009S0002W0123",
                "text",
                "n b a球星k t v唱歌",
                "ＮBA球星KTＶ唱歌",
                "lhotse turns five letters of full width into ASCII, ours all; capitals and the "
                "blanks between letters are a recogniser's choice",
            ),
            Difference(
                "BAC009S0764W0121",
                "text",
                "甚至出现交易几乎停滞的情况",
                "重复的一行",
                "of two lines with one key, ours takes the first and rejects the second",
            ),
        ],
    ),
    Case(
        "aishell3",
        "aishell3",
        SPOKEN,
        spared=[
            Spared("test/wav/SSB0693/SSB06930003.wav", EMPTY),
            Spared("spk-info.txt", TORN, line=6),
        ],
        known=[
            Difference(
                "SSB00050001",
                MISSING,
                "train/wav/SSB0005/SSB00050001.wav",
                None,
                "lhotse takes the byte order mark for a part of the first name",
            ),
            Difference(
                "SSB00050003",
                "text",
                None,
                "今天很",
                "a line whose characters and syllables do not pair up is no transcript of ours",
            ),
            Difference("SSB00050004", MISSING, "train/wav/SSB0005/SSB00050004.wav", None, NO_TEXT),
        ],
    ),
    Case(
        "alimeeting",
        "ali_meeting",
        (*SOUND, "split", "speaker"),
        spared=[
            Spared(f"{GRIDS}/R0005_M0013.TextGrid", TORN),
            Spared(f"{GRIDS}/R0009_M0099.TextGrid", UNRECORDED),
            Spared(
                f"{GRIDS}/R0004_M00120.TextGrid",
                "to lhotse, R0004_M00120_MS005.wav may be the recording of R0004_M0012",
            ),
            Spared("Train_Ali_far/audio_dir/R0004_M00120_MS005.wav", "as its TextGrid"),
        ],
        arrange=mend_grids,
        ours=turns,
        clip=turn_of,
        known=[
            Difference("R0004_M0012 SPK0093 3.25", "duration", 26.75, 28.25, WINDOWS),
            Difference("R0004_M0012 SPK0093 30.00", MISSING, ARRAY, None, WINDOWS),
            Difference("R0004_M0012 SPK0094 2.00", "duration", 4.0, 2.0, ONE_TURN),
            Difference("R0004_M0012 SPK0094 4.00", MISSING, None, ARRAY, ONE_TURN),
            Difference(
                "R0004_M0012 SPK0094 29.80",
                MISSING,
                None,
                ARRAY,
                "an interval marked '<sil>' is silence",
            ),
            Difference(
                "R0004_M00120 SPK0100 1.00",
                MISSING,
                ARRAY.replace("M0012", "M00120"),
                None,
                "taken from lhotse's copy",
            ),
            Difference(
                "R8002_M8002 SPK8020 1.00",
                MISSING,
                None,
                "Test_Ali/Test_Ali_far/audio_dir/R8002_M8002_MS802.wav",
                ADDED,
            ),
        ],
        words={"split": split_of, "speaker": lambda item: f"SPK{item['speaker']}"},
    ),
    Case(
        "kespeech",
        "kespeech",
        READ,
        root="KeSpeech",
        # lhotse stops at a part without recordings, and at a transcript without words.
        options={"dataset_parts": ["train_phase1", "train_phase2", "test"]},
        spared=[Spared("KeSpeech/Tasks/ASR/train_phase1/wav.scp", UNRECORDED, line=4)],
        arrange=sort_tables,
        words=WORDS,
        known=[
            Difference(
                "1000003_22222222",
                MISSING,
                "KeSpeech/Audio/1000003/phase1/1000003_22222222.wav",
                None,
                NO_TEXT,
            ),
            Difference(
                "1000004_44444444",
                "text",
                "打开Wi-Fi",
                "打开Ｗｉ－Ｆｉ",
                "letters and hyphens of full width are ASCII in ours",
            ),
        ],
    ),
]
