"""Builders of one clip each: tiny manifests in, exact instances out."""

from typing import Any

import polars as pl
import pytest
from taskbench import CORPUS, RECIPE, Bench, fields, make_recipe, make_task, reasons

from audioflan.randomness import instance_uuid

LANGUAGE = {"language": "language"}


def test_an_attribute_becomes_the_answer(bench: Bench) -> None:
    task = make_task("attribute", params={"column": "language", "format": "language"})
    instances, rejects = bench.run(
        task,
        [
            {"audio_id": "90_Tiny_a", "language": "en", "split": "dev", "group": "amy"},
            {"audio_id": "90_Tiny_b", "language": "it"},
        ],
    )
    assert instances.columns == [
        *("uuid", "key", "split", "group", "licence", "source"),
        *("part.source", "part.target"),
    ]
    assert instances.row(0, named=True) == {
        "uuid": instance_uuid(CORPUS.id, task.id, "90_Tiny_a"),
        "key": "90_Tiny_a",
        "split": "dev",
        "group": "amy",
        "licence": "CC-BY-4.0",
        "source": ["studio"],
        "part.source": "90_Tiny_a",
        "part.target": "English",
    }
    assert instances["part.target"].to_list() == ["English", "Italian"]
    assert rejects.is_empty()


@pytest.mark.parametrize(
    ("params", "value", "answer"),
    [
        ({"column": "pitch", "format": "note_name"}, 69, "A4"),
        ({"column": "instruments", "format": "list"}, ["piano", "drums"], "piano, drums"),
        ({"column": "tempo", "format": "number", "decimals": 0}, 119.9, "120"),
        (
            {"column": "events", "format": "labels"},
            [{"label": name, "start": None, "end": None} for name in ("dog", "cat", "dog")],
            "dog, cat",
        ),
    ],
)
def test_attributes_take_any_format(
    bench: Bench, params: dict[str, Any], value: Any, answer: str
) -> None:
    instances, _ = bench.run(
        make_task("attribute", params=params), [{"audio_id": "a", params["column"]: value}]
    )
    assert instances["part.target"].to_list() == [answer]


def test_attributes_that_cannot_be_told_are_refused(bench: Bench) -> None:
    task = make_task(
        "attribute",
        params={"column": "gender", "format": "label"},
        answer="label",
        options=("female", "male"),
    )
    instances, rejects = bench.run(
        task,
        [
            {"audio_id": "a", "gender": "female"},
            {"audio_id": "b"},
            {"audio_id": "c", "gender": "robot"},
            {"audio_id": "d", "gender": " "},
        ],
    )
    assert instances["key"].to_list() == ["a"]
    assert reasons(rejects) == {
        "b": "no gender",
        "c": "'robot' is not among the options",
        "d": "gender cannot be written as label",
    }


def test_transcripts_and_synthesis_mirror_each_other(bench: Bench) -> None:
    rows = [{"audio_id": "a", "text": "hello\nthere ", "language": "en-US"}]
    heard, _ = bench.run(make_task("transcript", slots=LANGUAGE), rows)
    spoken, _ = bench.run(
        make_task(
            "synthesis",
            slots=LANGUAGE,
            input=fields(text="text"),
            output=fields(target="audio"),
        ),
        rows,
    )
    columns = ["slot.language", "part.source", "part.target"]
    assert heard.select(columns).rows() == [("en-US", "a", "hello there")]
    columns = ["slot.language", "part.text", "part.target"]
    assert spoken.select(columns).rows() == [("en-US", "hello there", "a")]


@pytest.mark.parametrize("builder", ["transcript", "synthesis"])
def test_clips_without_text_or_language_are_refused(bench: Bench, builder: str) -> None:
    text_first = {"input": fields(text="text"), "output": fields(target="audio")}
    task = make_task(builder, slots=LANGUAGE, **(text_first if builder == "synthesis" else {}))
    instances, rejects = bench.run(
        task,
        [
            {"audio_id": "a", "language": "en"},
            {"audio_id": "b", "language": "en", "text": " "},
            {"audio_id": "c", "text": "hello"},
            {"audio_id": "d", "text": "hello", "language": "xx"},
        ],
    )
    assert instances.is_empty()
    assert reasons(rejects) == {
        "a": "no text",
        "b": "no text",
        "c": "no language",
        "d": "language 'xx' is no known language",
    }


def test_timestamps_are_listed(bench: Bench) -> None:
    task = make_task("timestamps", params={"column": "beats", "field": "time", "decimals": 2})
    instances, rejects = bench.run(
        task,
        [
            {
                "audio_id": "a",
                "beats": [{"time": 0.5, "position": 1}, {"time": 1.0, "position": 2}],
            },
            {"audio_id": "b", "beats": []},
            {"audio_id": "c"},
        ],
    )
    assert instances["part.target"].to_list() == ["0.50, 1.00"]
    assert reasons(rejects) == {"b": "no beats", "c": "no beats"}


def test_a_time_that_is_written_as_the_end_of_the_clip_is_left_out(bench: Bench) -> None:
    task = make_task("timestamps", params={"column": "beats", "field": "time"})
    beats = {
        "a": [0.5, 9.994, 9.996],
        "b": [9.996, 10.0],
        "c": [0.5, None],
    }
    instances, rejects = bench.run(
        task,
        [
            {
                "audio_id": name,
                "duration": 10.0,
                "beats": [{"time": time, "position": None} for time in times],
            }
            for name, times in beats.items()
        ],
    )
    assert instances["part.target"].to_list() == ["0.50, 9.99"]
    assert reasons(rejects) == dict.fromkeys("bc", "no beats at a time that can be told")


def test_restoration_leads_back_to_the_clean_clip(bench: Bench) -> None:
    task = make_task(
        "restoration",
        params={"slots": {"source_rate": "source_rate", "target_rate": "target_rate"}},
        slots={"source_rate": "rate", "target_rate": "rate"},
        output=fields(target="audio"),
        recipe=RECIPE,
    )
    drawn = {"source_rate": 8000, "target_rate": 44100}
    recipe = make_recipe([{"audio_id": "a-recipe", "anchor": "a", "draw": drawn}])
    instances, rejects = bench.run(task, [{"audio_id": "a"}, {"audio_id": "b"}], recipe=recipe)
    columns = ["slot.source_rate", "slot.target_rate", "part.source", "part.target"]
    assert instances.select("key", *columns).rows() == [("a", 8000.0, 44100.0, "a-recipe", "a")]
    assert reasons(rejects) == {"b": "no simulated audio"}


def test_restoration_prefers_the_targets_of_the_recipe(bench: Bench) -> None:
    task = make_task(
        "restoration",
        params={"text": "stem"},
        input=fields(source="audio", text="text"),
        output=fields(target="audio"),
        recipe=RECIPE,
    )
    recipe = make_recipe(
        [
            {"audio_id": "a-recipe", "anchor": "a", "draw": {"stem": 'Grand "Piano"'}},
            {"audio_id": "a-recipe-target", "anchor": "a", "role": "target"},
            {"audio_id": "b-recipe", "anchor": "b", "draw": {"gain": 1}},
        ]
    )
    instances, rejects = bench.run(task, [{"audio_id": "a"}, {"audio_id": "b"}], recipe=recipe)
    columns = ["part.source", "part.text", "part.target"]
    assert instances.select(columns).rows() == [("a-recipe", 'Grand "Piano"', "a-recipe-target")]
    assert reasons(rejects) == {"b": "no text"}


def test_a_measure_is_written_with_its_unit(bench: Bench) -> None:
    task = make_task(
        "measure", params={"value": "snr_db", "decimals": 1, "unit": "dB"}, recipe=RECIPE
    )
    recipe = make_recipe(
        [
            {"audio_id": "a-recipe", "anchor": "a", "draw": {"snr_db": 12.44}},
            {"audio_id": "b-recipe", "anchor": "b", "draw": {"snr_db": -5}},
            {"audio_id": "c-recipe", "anchor": "c", "draw": {"snr_db": None}},
        ]
    )
    rows = [{"audio_id": name} for name in "abc"]
    instances, rejects = bench.run(task, rows, recipe=recipe)
    assert instances.select("part.source", "part.target").rows() == [
        ("a-recipe", "12.4 dB"),
        ("b-recipe", "-5.0 dB"),
    ]
    assert reasons(rejects) == {"c": "no snr_db in the draw"}


def test_segments_are_written_as_spans(bench: Bench) -> None:
    task = make_task("segments", params={"value": "speech", "decimals": 2}, recipe=RECIPE)
    recipe = make_recipe(
        [
            {"audio_id": "a-r", "anchor": "a", "draw": {"speech": [[0.52, 2.309], [3, 4.12]]}},
            {"audio_id": "b-r", "anchor": "b", "draw": {"speech": []}},
            {"audio_id": "c-r", "anchor": "c", "draw": {}},
        ]
    )
    rows = [{"audio_id": name} for name in "abcd"]
    instances, rejects = bench.run(task, rows, recipe=recipe)
    assert instances["part.target"].to_list() == ["0.52-2.31, 3.00-4.12"]
    assert reasons(rejects) == {
        "b": "no speech in the draw",
        "c": "no speech in the draw",
        "d": "no simulated audio",
    }


def test_derived_audio_carries_the_strictest_licence(bench: Bench) -> None:
    task = make_task("restoration", output=fields(target="audio"), recipe=RECIPE)
    recipe = make_recipe(
        [{"audio_id": "a-recipe", "anchor": "a", "draw": {}, "licence": "CC-BY-NC-4.0"}]
    )
    instances, _ = bench.run(task, [{"audio_id": "a", "licence": "CC0-1.0"}], recipe=recipe)
    assert instances["licence"].to_list() == ["CC-BY-NC-4.0"]


SHAPES: dict[str, dict[str, Any]] = {
    "attribute": {"params": {"column": "gender", "format": "label"}},
    "transcript": {"slots": LANGUAGE},
    "timestamps": {"params": {"column": "beats", "field": "time"}},
    "synthesis": {"input": fields(text="text"), "output": fields(target="audio")},
    "translation": {
        "params": {"target": "text"},
        "slots": {"source_language": "language", "target_language": "language"},
    },
    "pair": {
        "params": {"match": "speaker", "answers": {"same": "yes", "different": "no"}},
        "input": fields(source_1="audio", source_2="audio"),
    },
    "comparison": {
        "params": {
            "column": "tempo",
            "margin": 1.1,
            "answers": {"first": "the first", "second": "the second"},
        },
        "input": fields(source_1="audio", source_2="audio"),
    },
    "restoration": {"recipe": RECIPE, "output": fields(target="audio")},
    "measure": {"recipe": RECIPE, "params": {"value": "snr_db", "unit": "dB"}},
    "segments": {"recipe": RECIPE, "params": {"value": "speech"}},
}


@pytest.mark.parametrize("builder", SHAPES)
@pytest.mark.parametrize("rows", [[], [{"audio_id": "a"}], [{"audio_id": "a"}, {"audio_id": "b"}]])
def test_clips_without_any_label_are_refused_and_nothing_breaks(
    bench: Bench, builder: str, rows: list[dict[str, Any]]
) -> None:
    task = make_task(builder, **SHAPES[builder])
    recipe = make_recipe([]) if task.recipe else None
    instances, rejects = bench.run(task, rows, recipe=recipe)
    assert instances.is_empty()
    assert rejects["item"].to_list() == [row["audio_id"] for row in rows]
    assert rejects["reason"].null_count() == 0
    assert instances.schema["source"] == pl.List(pl.String)
    assert all(instances.schema[f"part.{entry.role}"] == pl.String for entry in task.fields)
    assert all(f"slot.{name}" in instances.columns for name in task.slots)
