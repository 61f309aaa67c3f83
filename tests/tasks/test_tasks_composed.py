"""Clips beside texts composed of their columns."""

from dataclasses import replace
from typing import Any

import pytest
from taskbench import RECIPE, Bench, fields, make_recipe, make_task, reasons

from audioflan.errors import AudioFlanError


def answer_task(**params: Any) -> Any:
    return make_task("composed", params=params)


def test_columns_make_an_answer(bench: Bench) -> None:
    task = answer_task(texts={"target": ["{key} {mode}"]})
    instances, rejects = bench.run(
        task, [{"audio_id": "a", "key": "F#", "mode": "minor"}, {"audio_id": "b", "key": "C"}]
    )
    assert instances.select("key", "part.source", "part.target").rows() == [("a", "a", "F# minor")]
    assert reasons(rejects) == {"b": "not enough is known for '{key} {mode}'"}


def test_the_first_pattern_that_a_clip_can_fill_is_taken(bench: Bench) -> None:
    patterns = ["{caption}", "Music for {instruments:list} at {tempo:number} BPM."]
    task = make_task(
        "composed",
        params={"texts": {"text": patterns}},
        input=fields(text="text"),
        output=fields(target="audio"),
    )
    facts = {"instruments": ["flute", "harp"], "tempo": 90.0}
    instances, rejects = bench.run(
        task,
        [
            {"audio_id": "a", "caption": "A waltz.\n", **facts},
            {"audio_id": "b", **facts},
            {"audio_id": "c", "tempo": 90.0, "instruments": []},
        ],
    )
    assert instances.select("part.text", "part.target").rows() == [
        ("A waltz.", "a"),
        ("Music for flute, harp at 90 BPM.", "b"),
    ]
    assert list(reasons(rejects)) == ["c"]


def test_two_texts_and_formats_with_options(bench: Bench) -> None:
    task = make_task(
        "composed",
        params={
            "texts": {"text_1": ["{lyrics}"], "text_2": ["{events:by_start}"]},
            "formats": {"by_start": {"separator": "; "}},
        },
        input=fields(text_1="text", text_2="text"),
        output=fields(target="audio"),
    )
    events = [{"label": name, "start": at, "end": at + 1} for name, at in (("b", 1.0), ("a", 0.0))]
    instances, rejects = bench.run(
        task,
        [{"audio_id": "a", "lyrics": "la la", "events": events}, {"audio_id": "b", "lyrics": "la"}],
    )
    parts = instances.select("part.text_1", "part.text_2", "part.target").rows()
    assert parts == [("la la", "a; b", "a")]
    assert reasons(rejects) == {"b": "not enough is known for '{events:by_start}'"}


def test_a_slot_says_which_pattern_was_taken(bench: Bench) -> None:
    params = {
        "texts": {"text": ["{caption}", "{lyrics}"]},
        "words": {"kind": {"text": ["description", "words"]}},
    }
    fits = {"input": fields(text="text"), "output": fields(target="audio")}
    task = make_task("composed", params=params, slots={"kind": "text"}, **fits)
    rows = [{"audio_id": "a", "caption": "A tune."}, {"audio_id": "b", "lyrics": "la la"}]
    instances, _ = bench.run(task, rows)
    assert instances.select("part.text", "slot.kind").rows() == [
        ("A tune.", "description"),
        ("la la", "words"),
    ]


def test_a_composed_scene_stands_for_the_clip(bench: Bench) -> None:
    task = replace(answer_task(texts={"target": ["{events:spans}"]}), recipe=RECIPE)
    scene = {"events": [{"label": "cat", "start": 1.0, "end": 2.5}]}
    made = make_recipe([{"audio_id": "a-scene", "anchor": "a", "draw": scene}])
    instances, rejects = bench.run(task, [{"audio_id": "a"}, {"audio_id": "b"}], recipe=made)
    parts = instances.select("key", "part.source", "part.target").rows()
    assert parts == [("a", "a-scene", "1.00-2.50 cat")]
    assert reasons(rejects) == {"b": "no simulated audio"}


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{moods}", "there is no column 'moods'.* Remedy: did you mean 'mood'"),
        ("{key:lable}", "there is no format 'lable'.* Remedy: did you mean 'label'"),
    ],
)
def test_a_pattern_of_unknown_names_is_an_error(bench: Bench, pattern: str, message: str) -> None:
    with pytest.raises(AudioFlanError, match=message):
        bench.run(answer_task(texts={"target": [pattern]}), [{"audio_id": "a"}])


def test_two_clips_are_an_error(bench: Bench) -> None:
    task = make_task(
        "composed",
        params={"texts": {"target": ["{key}"]}},
        input=fields(source_1="audio", source_2="audio"),
    )
    with pytest.raises(AudioFlanError, match="takes one audio field, the template declares 2"):
        bench.run(task, [{"audio_id": "a", "key": "C"}])
