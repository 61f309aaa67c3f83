"""Values as answers: choices in a drawn order, balance, fields of ``extra``."""

from collections import Counter

import polars as pl
import pytest
from taskbench import Bench, make_manifest, make_task, reasons

from audioflan.errors import AudioFlanError

CHOICES = ["happy", "sad", "angry"]
CHOOSING = make_task(
    "attribute",
    params={"column": "emotion", "format": "label", "choices": CHOICES},
    slots={"choices": "text"},
    answer="label",
)
FAKES = make_task(
    "attribute",
    params={
        "column": "spoof",
        "format": "boolean",
        "yes": "spoofed",
        "no": "bona fide",
        "balance": True,
    },
    answer="boolean",
    options=("bona fide", "spoofed"),
)


def trials(fakes: int, genuine: int, split: str = "train") -> pl.DataFrame:
    return make_manifest(
        [
            {"audio_id": f"{split}_{index:03}", "spoof": index < fakes, "split": split}
            for index in range(fakes + genuine)
        ]
    )


def test_choices_are_all_there_in_an_order_that_tells_nothing(bench: Bench) -> None:
    rows = [{"audio_id": f"c{index:04}", "emotion": CHOICES[index % 3]} for index in range(900)]
    instances, rejects = bench.run(CHOOSING, rows)
    assert rejects.is_empty()
    orders = instances["slot.choices"].str.split(", ")
    assert set(map(frozenset, orders)) == {frozenset(CHOICES)}
    first = Counter(orders.list.first())
    assert all(200 < first[choice] < 400 for choice in CHOICES)
    right = (orders.list.first() == instances["part.target"]).mean()
    assert right == pytest.approx(1 / 3, abs=0.06)


def test_a_value_outside_the_choices_is_refused(bench: Bench) -> None:
    _, rejects = bench.run(CHOOSING, [{"audio_id": "a", "emotion": "bored"}, {"audio_id": "b"}])
    assert reasons(rejects) == {"a": "'bored' is not among the choices", "b": "no emotion"}


def test_a_limit_takes_the_choices_in_turn(bench: Bench) -> None:
    rows = [{"audio_id": f"h{index}", "emotion": "happy"} for index in range(50)]
    rows += [{"audio_id": f"s{index}", "emotion": "sad"} for index in range(5)]
    instances, _ = bench.run(CHOOSING, rows, limit=10)
    assert Counter(instances["part.target"]) == {"happy": 5, "sad": 5}


def test_balanced_answers_are_equally_common_in_every_split(bench: Bench) -> None:
    manifest = pl.concat([trials(20, 3), trials(2, 6, "dev")])
    instances, rejects = bench.run(FAKES, manifest)
    counts = Counter(instances.select("split", "part.target").rows())
    assert counts == {
        ("train", "spoofed"): 3,
        ("train", "bona fide"): 3,
        ("dev", "spoofed"): 2,
        ("dev", "bona fide"): 2,
    }
    assert set(reasons(rejects).values()) == {"left out to balance the answers"}
    pieces = [bench.run(FAKES, manifest, part=part, parts=3)[0] for part in range(3)]
    assert pl.concat(pieces).sort("key").equals(instances.sort("key"))


def test_one_class_alone_cannot_be_balanced(bench: Bench) -> None:
    instances, rejects = bench.run(FAKES, trials(4, 0))
    assert instances.is_empty()
    assert len(rejects) == 4


def test_a_field_of_extra_is_a_column_too(bench: Bench) -> None:
    task = make_task("attribute", params={"column": "extra.city", "format": "label"})
    instances, rejects = bench.run(
        task,
        [
            {"audio_id": "a", "extra": '{"city": "Chengdu"}'},
            {"audio_id": "b", "extra": '{"city": null}'},
            {"audio_id": "c"},
        ],
    )
    assert instances["part.target"].to_list() == ["Chengdu"]
    assert reasons(rejects) == {"b": "no city", "c": "no city"}


def test_an_unknown_column_is_an_error_with_the_nearest(bench: Bench) -> None:
    task = make_task("attribute", params={"column": "emotoin", "format": "label"})
    with pytest.raises(AudioFlanError) as caught:
        bench.run(task, [{"audio_id": "a"}])
    assert caught.value.remedy == "did you mean 'emotion'?"
