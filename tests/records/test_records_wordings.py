from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recordbench import POOL, TRANSCRIBE

from audioflan.catalog.models import Seed
from audioflan.errors import AudioFlanError
from audioflan.records.wordings import filled, wordings

MIX = replace(
    TRANSCRIBE,
    slots={"low": "number", "high": "number"},
    seeds=(
        Seed("s01", "command", "From {low} to {high}."),
        Seed("s02", "command", "Up to {high}, from {low} or {low}."),
        Seed("s03", "command", "No bounds."),
        Seed("s04", "command", "{high}"),
        Seed("s05", "command", "{{set}} {low}"),
    ),
)


def test_seeds_come_first_then_the_instructions_of_the_pool() -> None:
    offered = wordings(TRANSCRIBE, POOL)

    assert [(entry.template, entry.paraphrase) for entry in offered] == [
        ("automatic_speech_recognition/s01", "seed"),
        ("automatic_speech_recognition/s02", "seed"),
        ("automatic_speech_recognition/s01", "p1"),
        ("automatic_speech_recognition/s02", "p3"),
    ]


@given(st.lists(st.tuples(st.integers(0, 4), st.text(), st.text()), max_size=20))
def test_slots_are_filled_as_python_formats_them(rows: list[tuple[int, str, str]]) -> None:
    types = {"chosen": pl.Int64, "slot.low": pl.String, "slot.high": pl.String}
    frame = pl.DataFrame(rows, schema=types, orient="row")

    found = frame.select(filled(wordings(MIX, ()), "chosen").alias("text"))

    assert found["text"].to_list() == [
        MIX.seeds[chosen].text.format(low=low, high=high) for chosen, low, high in rows
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("In {place}.", "names unknown slots ['place']"),
        ("In {}.", "names unknown slots ['']"),
        ("In {language", "expected '}'"),
        ("In {language!r}.", "a slot carries a format of its own"),
        ("", "it is empty"),
    ],
)
def test_a_text_that_cannot_be_filled_is_named(text: str, reason: str) -> None:
    pool = [{"id": "p9", "kind": "instruction", "parent": "s01", "text": text}]

    with pytest.raises(AudioFlanError) as broken:
        wordings(TRANSCRIBE, pool)

    assert "Instruction p9 cannot be filled" in str(broken.value)
    assert reason in str(broken.value)
    assert "{language}" in str(broken.value)


def test_a_task_without_wordings_is_an_error() -> None:
    with pytest.raises(AudioFlanError, match="offers no instruction"):
        wordings(replace(TRANSCRIBE, seeds=()), [])
