"""How melodies and labels over time are written."""

from typing import Any

import polars as pl
import pytest

from audioflan.tasks.notation import NOTATIONS

NOTE = pl.List(pl.Struct({"start": pl.Float64, "end": pl.Float64, "pitch": pl.Int32}))
SPAN = pl.List(pl.Struct({"label": pl.String, "start": pl.Float64, "end": pl.Float64}))


def written(form: str, value: Any, dtype: pl.DataType | type[pl.DataType], **options: Any) -> Any:
    frame = pl.DataFrame({"value": [value, None]}, schema={"value": dtype})
    result = frame.select(NOTATIONS[form].write(pl.col("value"), **options)).to_series()
    assert result[1] is None
    return result[0]


def note(start: float, end: float, pitch: int) -> dict[str, Any]:
    return {"start": start, "end": end, "pitch": pitch}


def span(label: str | None, start: float | None = None, end: float | None = None) -> dict[str, Any]:
    return {"label": label, "start": start, "end": end}


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ([note(0, 0.5, 60), note(0.5, 0.75, 61)], "C4 0.50, C#4 0.25"),
        ([note(0.3, 0.5, 60), note(1.0, 2.0, 62)], "rest 0.30, C4 0.20, rest 0.50, D4 1.00"),
        ([note(0.5, 1, 62), note(0, 0.5, 60)], "C4 0.50, D4 0.50"),
        ([note(0, 0.5, 60), note(0.52, 1.0, 60)], "C4 0.50, C4 0.48"),
        ([note(0, 0.5, 60), note(0, 0.5, 64)], None),
        ([note(0, 0.5, 60), note(0.5, 1.0, 200)], None),
        ([], None),
    ],
)
def test_a_melody_is_notes_and_rests_in_turn(notes: list[Any], text: str | None) -> None:
    assert written("melody", notes, NOTE) == text


def test_spans_stand_before_their_labels_by_start() -> None:
    chords = [span("A:min", 1.92, 3.84), span("C:maj", 0, 1.92)]
    assert written("spans", chords, SPAN) == "0.00-1.92 C:maj, 1.92-3.84 A:min"
    assert written("spans", chords, SPAN, decimals=1) == "0.0-1.9 C:maj, 1.9-3.8 A:min"


def test_spans_in_which_there_is_nothing_are_left_out() -> None:
    chords = [span("C:maj", 0, 2), span("N", 2, 4), span("A:min", 4, 5)]
    assert written("spans", chords, SPAN, leave_out=["N"]) == "0.00-2.00 C:maj, 4.00-5.00 A:min"
    assert written("spans", [span("N", 2, 4)], SPAN, leave_out=["N"]) is None
    assert written("spans", [span(None, 0, 1)], SPAN, leave_out=["N"]) is None


def test_lengths_stand_behind_their_labels_by_start() -> None:
    phonemes = [span("ang", 0.42, 0.8), span("w", 0.31, 0.42)]
    assert written("lengths", phonemes, SPAN) == "w 0.11, ang 0.38"
    assert written("lengths", [span("w")], SPAN) is None


@pytest.mark.parametrize("spans", [[], [span("C:maj")], [span(None, 0, 1)]])
def test_spans_without_times_or_labels_are_not_written(spans: list[Any]) -> None:
    assert written("spans", spans, SPAN) is None


def test_a_label_that_follows_itself_stands_once() -> None:
    events = [span("dog", 2, 3), span("cat", 0, 9), span("dog", 3, 4), span("cat", 5, 6)]
    assert written("by_start", events, SPAN) == "cat, dog, cat"
    assert written("by_start", events, SPAN, separator="; ") == "cat; dog; cat"
    assert written("by_start", [span("dog"), span("cat")], SPAN) is None


def test_labels_as_listed_keep_their_order_and_repeats() -> None:
    degrees = [span("I"), span("vi"), span("I")]
    assert written("as_listed", degrees, SPAN, separator="-") == "I-vi-I"
    assert written("as_listed", [], SPAN) is None
