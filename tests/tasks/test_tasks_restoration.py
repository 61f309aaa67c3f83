"""Simulated audio with a hint: a text of the manifest, another recording."""

import pytest
from taskbench import RECIPE, Bench, fields, make_recipe, make_task, reasons

from audioflan.errors import AudioFlanError

ROWS = [{"audio_id": name, "caption": caption} for name, caption in (("a", "A bell"), ("b", None))]
MADE = make_recipe(
    [
        {"audio_id": "a-recipe", "anchor": "a", "draw": {"reference": "b"}},
        {"audio_id": "b-recipe", "anchor": "b", "draw": {}},
    ]
)


def test_a_column_fills_the_text(bench: Bench) -> None:
    task = make_task(
        "restoration",
        params={"column": "caption"},
        input=fields(text="text", source="audio"),
        output=fields(target="audio"),
        recipe=RECIPE,
    )
    instances, rejects = bench.run(task, ROWS, recipe=MADE)
    columns = ["part.text", "part.source", "part.target"]
    assert instances.select(columns).rows() == [("A bell", "a-recipe", "a")]
    assert reasons(rejects) == {"b": "no text"}


def test_another_recording_is_an_input_whose_licence_counts(bench: Bench) -> None:
    task = make_task(
        "restoration",
        params={"reference": "reference"},
        input=fields(source="audio", reference="audio"),
        output=fields(target="audio"),
        recipe=RECIPE,
    )
    rows = [ROWS[0], {**ROWS[1], "licence": "CC-BY-NC-4.0"}]
    instances, rejects = bench.run(task, rows, recipe=MADE)
    columns = ["part.source", "part.reference", "part.target", "licence"]
    assert instances.select(columns).rows() == [("a-recipe", "b", "a", "CC-BY-NC-4.0")]
    assert reasons(rejects) == {"b": "no reference"}


def test_a_hint_needs_a_field(bench: Bench) -> None:
    task = make_task(
        "restoration",
        params={"reference": "reference"},
        output=fields(target="audio"),
        recipe=RECIPE,
    )
    with pytest.raises(AudioFlanError, match="needs 2 audio input"):
        bench.run(task, ROWS, recipe=MADE)
