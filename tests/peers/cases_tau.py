"""TAU Urban Acoustic Scenes beside soundata, which has a loader for each release."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.miniatures.sound import write_tone
from tests.miniatures.tau_urban_acoustic_scenes import CUT, write_tables
from tests.peers.compare import Case, Spared
from tests.peers.labels import FOUND, attribute, text, unfound

RELEASE = "TAU-urban-acoustic-scenes-{}-mobile"
WHOLE = f"{RELEASE.format(2020)}-development"
COLUMNS = (*FOUND, "split", "group", "device", "tags", "extra.city")
VALUES = {"values": ["tags", "city", "identifier", "source_label", "split"]}
TORN = "fails at a torn line"
SPLITS = {"train": "train", "evaluate": "test"}
WORDS: dict[str, Callable[[Any], Any]] = {
    "start": lambda item: 0.0,
    "split": attribute("split", lambda split: SPLITS.get(split.split(".")[-1])),
    "group": attribute("identifier"),
    "device": attribute("source_label"),
    "tags": attribute("tags", lambda tags: text([tags[0].replace("_", " ")])),
    "extra.city": attribute("city"),
}
PIECES: dict[str, str | None] = {
    "airport-lisbon-1000-40000-0-a": "train",
    "airport-lisbon-1000-40000-9-s1": "train",
    "metro_station-paris-74-2241-1-b": "test",
}


def nothing_to_evaluate(year: int) -> Callable[[Path], None]:
    """The library wants the evaluation set's list, too."""

    def arrange(folder: Path) -> None:
        setup = folder / f"{RELEASE.format(year)}-evaluation/evaluation_setup"
        setup.mkdir(parents=True)
        (setup / "fold1_test.csv").write_text("filename\n")

    return arrange


def build_pieces(folder: Path) -> None:
    """Write the release that is cut into pieces of a second."""
    for name in PIECES:
        write_tone(folder / CUT / "audio" / f"{name}.wav", 1.0, rate=44100, subtype="PCM_24")
    write_tables(folder / CUT, PIECES)


TAU_2020 = Case(
    "tau_urban_acoustic_scenes",
    "tau2020uas_mobile",
    COLUMNS,
    options=VALUES,
    spared=[Spared(f"{WHOLE}/meta.csv", TORN, line=9)],
    arrange=nothing_to_evaluate(2020),
    words=WORDS,
    known=[
        *unfound(
            {"airport-lisbon-1000-40000-s4": f"{WHOLE}/audio/airport-lisbon-1000-40000-s4.wav"},
            "keeps what is in no list of the official setup, without split",
        ),
        *unfound(
            {"tram-helsinki-200-6000-a": f"{WHOLE}/audio/tram-helsinki-200-6000-a.wav"},
            "lists every file of its index, readable or not",
        ),
    ],
)
TAU_2022 = Case(
    "tau_urban_acoustic_scenes",
    "tau2022uas_mobile",
    COLUMNS,
    options=VALUES,
    spared=[Spared(f"{CUT}/meta.csv", TORN, line=6)],
    arrange=nothing_to_evaluate(2023),
    words=WORDS,
)
