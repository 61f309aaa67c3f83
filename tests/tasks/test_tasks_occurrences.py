"""Where a named sound occurs."""

from dataclasses import replace
from typing import Any

from taskbench import RECIPE, Bench, fields, make_recipe, make_task, reasons

TASK = make_task(
    "occurrences", params={"column": "events"}, input=fields(source="audio", text="text")
)


def event(label: str, start: float | None = None, end: float | None = None) -> dict[str, Any]:
    return {"label": label, "start": start, "end": end}


def test_every_label_is_asked_for_once(bench: Bench) -> None:
    events = [event("dog", 3.0, 4.125), event("cat", 0.0, 10.0), event("dog", 0.52, 1.3)]
    instances, rejects = bench.run(TASK, [{"audio_id": "a", "events": events}])
    assert instances.select("key", "part.source", "part.text", "part.target").rows() == [
        ("a+cat", "a", "cat", "0.00-10.00"),
        ("a+dog", "a", "dog", "0.52-1.30, 3.00-4.12"),
    ]
    assert rejects.is_empty()


def test_occurrences_that_overlap_or_touch_are_one(bench: Bench) -> None:
    events = [event("dog", 3.0, 4.0), event("dog", 0.0, 2.0), event("dog", 0.5, 1.0)]
    events += [event("dog", 2.0, 2.5), event("dog", 4.01, 5.0)]
    instances, _ = bench.run(TASK, [{"audio_id": "a", "events": events}])
    assert instances["part.target"].to_list() == ["0.00-2.50, 3.00-4.00, 4.01-5.00"]


def test_labels_without_times_are_not_asked_for(bench: Bench) -> None:
    rows = [
        {"audio_id": "a", "events": [event("dog"), event("cat", 1.0, 2.0)]},
        {"audio_id": "b", "events": [event("dog")]},
        {"audio_id": "c", "events": []},
        {"audio_id": "d"},
        {"audio_id": "e", "events": [event("dog", 1.0, 2.0), event("dog")]},
    ]
    instances, rejects = bench.run(TASK, rows)
    assert instances["key"].to_list() == ["a+cat"]
    without = dict.fromkeys("abe", "events without times")
    assert reasons(rejects) == without | dict.fromkeys("cd", "no events")


def test_a_composed_scene_is_asked_about_instead_of_the_clip(bench: Bench) -> None:
    composed = replace(TASK, recipe=RECIPE)
    scene = {"events": [event("cat", 1.0, 2.5), event("dog", 3.0, 4.0)], "gain": 1.0}
    made = make_recipe([{"audio_id": "a-scene", "anchor": "a", "draw": scene}])
    rows = [{"audio_id": "a", "events": [event("dog")]}, {"audio_id": "b"}]
    instances, rejects = bench.run(composed, rows, recipe=made)
    assert instances.select("key", "part.source", "part.text", "part.target").rows() == [
        ("a+cat", "a-scene", "cat", "1.00-2.50"),
        ("a+dog", "a-scene", "dog", "3.00-4.00"),
    ]
    assert reasons(rejects) == {"b": "no simulated audio"}


def test_the_sources_of_a_record_say_how_its_scene_came_to_be(bench: Bench) -> None:
    scene = {"events": [event("cat", 1.0, 2.5)]}
    made = make_recipe([{"audio_id": "a-scene", "anchor": "a", "draw": scene}])
    marked = replace(TASK, recipe=replace(RECIPE, source="composed"))
    instances, _ = bench.run(marked, [{"audio_id": "a"}], recipe=made)
    assert instances["source"].to_list() == [["studio", "composed"]]
