"""Clips sorted into classes by their labels."""

from collections import Counter
from typing import Any

import polars as pl
from taskbench import Bench, make_manifest, make_task, reasons

SPEECH = make_task(
    "presence",
    params={"column": "tags", "classes": {"yes": ["speech"], "no": ["rain", "wind"]}},
    answer="boolean",
    options=("yes", "no"),
)
SPOOF = make_task(
    "presence",
    params={"column": "spoof", "classes": {"genuine": ["false"], "fake": ["true"]}},
    answer="boolean",
    options=("genuine", "fake"),
)


def tagged(**tags: list[str] | None) -> list[dict[str, Any]]:
    return [{"audio_id": name, "tags": value} for name, value in tags.items()]


def test_a_clip_is_of_the_class_that_all_its_labels_are_of(bench: Bench) -> None:
    instances, rejects = bench.run(
        SPEECH,
        tagged(a=["speech", "speech"], b=["rain", "wind"], c=["speech", "rain"], d=["dog"], e=None),
    )
    answers = instances.select("part.source", "part.target").rows()
    assert answers == [("a", "yes"), ("b", "no")]
    assert reasons(rejects) == {
        "c": "tags is not of one class",
        "d": "tags is not of one class",
        "e": "no tags",
    }


def test_yes_and_no_are_equally_common_in_every_split(bench: Bench) -> None:
    rows = [
        {"audio_id": f"c{n:03}", "spoof": n % 5 != 0, "split": "test" if n < 50 else "train"}
        for n in range(200)
    ]
    instances, rejects = bench.run(SPOOF, rows)
    answers = instances.group_by("split", "part.target").len().sort("split", "part.target")
    assert answers.rows() == [
        ("test", "fake", 10),
        ("test", "genuine", 10),
        ("train", "fake", 30),
        ("train", "genuine", 30),
    ]
    assert set(reasons(rejects).values()) == {"left out to balance the answers"}


def test_parts_agree_on_what_gives_way(bench: Bench) -> None:
    manifest = make_manifest([{"audio_id": f"c{n:02}", "spoof": n % 3 == 0} for n in range(40)])
    whole, _ = bench.run(SPOOF, manifest)
    parts = [bench.run(SPOOF, manifest, part=part, parts=3)[0] for part in range(3)]
    assert pl.concat(parts).sort("key").equals(whole)


def test_one_class_alone_gives_no_question(bench: Bench) -> None:
    instances, rejects = bench.run(SPEECH, tagged(a=["speech"], b=["speech"]))
    assert instances.is_empty()
    assert len(rejects) == 2


def test_of_several_classes_all_clips_are_kept(bench: Bench) -> None:
    names = ("speech", "music", "noise")
    task = make_task(
        "presence",
        params={"column": "tags", "classes": {name: [name] for name in names}},
        answer="label",
        options=names,
    )
    rows = tagged(a=["speech"], b=["speech"], c=["music"], d=["music", "noise"])
    instances, rejects = bench.run(task, rows)
    assert Counter(instances["part.target"]) == {"speech": 2, "music": 1}
    assert list(reasons(rejects)) == ["d"]
