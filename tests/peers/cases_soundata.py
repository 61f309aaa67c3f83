"""Corpora that soundata reads as well: how its copy is prepared, and where the two differ."""

import csv
import json
import re
from pathlib import Path

from tests.peers.cases_tau import TAU_2020
from tests.peers.compare import Case, Difference, Item
from tests.peers.labels import FOUND, attribute, unfound, whole

ANY_FILE = "lists every file of its index, readable or not"
UNLISTED = "lists a file that is in no table"
SALIENCE = {1: "foreground", 2: "background"}
CREATIVE_COMMONS = {
    "publicdomain/zero/1.0": "CC0-1.0",
    "licenses/by/3.0": "CC-BY-3.0",
    "licenses/by-nc/3.0": "CC-BY-NC-3.0",
    "licenses/sampling+/1.0": "LicenseRef-CC-Sampling-Plus-1.0",
}
CROP = ("extra.uploader", "extra.begin", "extra.end")
GATE = "development__gate"
HIDDEN = "test_hidden_test"


def collections(folder: Path) -> None:
    """The library wants every clip in the tables of the collection, and rated."""
    rated = {}
    for part in ("dev", "eval"):
        truth = folder / f"FSD50K.ground_truth/{part}.csv"
        with truth.open(newline="") as file:
            rows = [row[:3] for row in csv.reader(file)]
        with (folder / f"FSD50K.metadata/collection/collection_{part}.csv").open("w") as file:
            csv.writer(file).writerows(rows)
        rated.update({row[0]: {} for row in rows[1:]})
    (folder / "FSD50K.metadata/pp_pnp_ratings_FSD50K.json").write_text(json.dumps(rated))


def licence(url: str) -> str | None:
    return CREATIVE_COMMONS.get(url.partition("creativecommons.org/")[2].strip("/"))


def caption(metadata: dict[str, list[str]]) -> str | None:
    """The first of five; the library reads UTF-8 as ISO-8859-1."""
    captions = metadata.get("captions")
    return captions[0].encode("iso-8859-1").decode().strip() if captions else None


def sample(number: int) -> dict[str, object]:
    def seconds(span: str) -> float | None:
        ends = re.findall(r"\d+", span)
        return int(ends[number]) / 44100 if ends else None

    return attribute("start_end_samples", seconds)


def start(item: Item) -> float:
    return 0.0


CASES = [
    Case(
        "esc50",
        "esc50",
        (*FOUND, "split", "group", "events", "licence", "extra.fold"),
        root="ESC-50-master",
        options={"values": ["tags", "fold", "src_file", "esc10"]},
        words={
            "start": start,
            "split": attribute("fold", lambda fold: {4: "dev", 5: "test"}.get(fold, "train")),
            "group": attribute("src_file"),
            "events": attribute("tags", lambda tags: whole([tags[0].replace("_", " ")])),
            "licence": attribute("esc10", lambda free: "CC-BY-3.0" if free else "CC-BY-NC-3.0"),
            "extra.fold": attribute("fold", str),
        },
        known=[
            *unfound({"1-888888-A-0": "ESC-50-master/audio/1-888888-A-0.wav"}, UNLISTED),
            *unfound({"5-999007-A-44": "ESC-50-master/audio/5-999007-A-44.wav"}, ANY_FILE),
        ],
    ),
    Case(
        "urbansound8k",
        "urbansound8k",
        (*FOUND, "split", "group", "events", "extra.fold", "extra.salience"),
        root="UrbanSound8K",
        options={"values": ["tags", "fold", "freesound_id", "salience"]},
        words={
            "start": start,
            "split": attribute("fold", lambda fold: {9: "dev", 10: "test"}.get(fold, "train")),
            "group": attribute("freesound_id"),
            "events": attribute("tags", lambda tags: whole([tags[0].replace("_", " ")])),
            "extra.fold": attribute("fold", str),
            "extra.salience": attribute("salience", SALIENCE.get),
        },
        known=[
            *unfound({"unlisted": "UrbanSound8K/audio/fold1/unlisted.wav"}, UNLISTED),
            *unfound({"7061-6-0-1": "UrbanSound8K/audio/fold10/7061-6-0-1.wav"}, ANY_FILE),
        ],
    ),
    Case(
        "fsd50k",
        "fsd50k",
        (*FOUND, "split", "extra.labels", "extra.title"),
        options={"values": ["tags", "split", "title"]},
        arrange=collections,
        words={
            "start": start,
            "split": attribute("split", lambda split: {"validation": "dev"}.get(split, split)),
            "extra.labels": attribute("tags", ",".join),
            "extra.title": attribute("title"),
        },
        known=[
            *unfound({"990003": "clips/dev/990003.wav"}, ANY_FILE),
            *unfound({"990009": "clips/dev/990009.wav"}, UNLISTED),
        ],
    ),
    TAU_2020,
    Case(
        "clotho",
        "dcase23_task6a",
        (
            *FOUND,
            "split",
            "group",
            "caption",
            "licence",
            "extra.uploader",
            "extra.begin",
            "extra.end",
        ),
        options={
            "values": [
                *("_clip_metadata", "sound_id", "license", "manufacturer", "start_end_samples"),
            ]
        },
        clip=lambda item: re.sub("[^A-Za-z0-9_-]", "_", item["id"]),
        words={
            "start": start,
            "split": lambda item: {"development": "train", "validation": "dev"}.get(
                item["id"].split("/")[0], "test"
            ),
            "group": attribute("sound_id"),
            "caption": attribute("_clip_metadata", caption),
            "licence": attribute("license", licence),
            "extra.uploader": attribute("manufacturer"),
            "extra.begin": sample(0),
            "extra.end": sample(1),
        },
        known=[
            *unfound({"development_bare": "development/bare.wav"}, "keeps what has no captions"),
            *unfound({"development_broken": "development/broken.wav"}, ANY_FILE),
            Difference(
                GATE, "group", "development/_gate.wav", "Not found", "ours: no group of the unknown"
            ),
            Difference(HIDDEN, "group", "990005", None, "reads no such column of the test subset"),
            Difference(
                "evaluation_Fu_ball",
                "caption",
                "Fußball.wav is heard, then heard again",
                None,
                "reads captions as ISO-8859-1, so that the name is not that of the metadata",
            ),
        ],
    ),
]
