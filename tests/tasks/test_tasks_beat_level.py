"""What sounds in a named beat."""

from typing import Any

import polars as pl
import pytest
from taskbench import Bench, Result, make_task, reasons

from audioflan.tasks.beats import sounds_by_beat, sounds_by_turn

PITCHES = {"column": "notes", "field": "pitch", "format": "note_name"}
SLOT = {"position": "label"}


def clip(name: str, beats: list[float] | None, *notes: tuple[float, float, int]) -> dict[str, Any]:
    return {
        "audio_id": name,
        "beats": beats and [{"time": time, "position": None} for time in beats],
        "notes": [dict(zip(("start", "end", "pitch"), note, strict=True)) for note in notes],
    }


def run(bench: Bench, *rows: dict[str, Any], **params: Any) -> Result:
    return bench.run(make_task("beat_level", params=PITCHES | params, slots=SLOT), list(rows))


def told(instances: pl.DataFrame) -> list[tuple[Any, ...]]:
    return instances.select("part.source", "slot.position", "part.target").rows()


def test_the_pitches_of_the_only_beat_where_something_sounds(bench: Bench) -> None:
    instances, rejects = run(
        bench, clip("a", [0.0, 1.0, 2.0], (1.2, 1.9, 64), (1.0, 1.5, 60), (1.6, 1.9, 60))
    )
    assert told(instances) == [("a", "beat 2", "C4, E4")]
    assert rejects.is_empty()


def test_every_beat_can_be_drawn_and_tells_what_sounds_in_it(bench: Bench) -> None:
    notes = [(float(n), n + 1.0, 60 + n) for n in range(4)]
    clips = [clip(f"c{n:02}", [0.0, 1.0, 2.0, 3.0, 4.0], *notes) for n in range(40)]
    instances, _ = run(bench, *clips)
    answers = dict(instances.select("slot.position", "part.target").unique().rows())
    assert answers == {"beat 1": "C4", "beat 2": "C#4", "beat 3": "D4", "beat 4": "D#4"}


@pytest.mark.parametrize(
    ("note", "beats"),
    [
        ((0.5, 1.5, 60), [1, 2]),
        ((0.5, 1.0, 60), [1]),
        ((0.97, 1.5, 60), [2]),
        ((0.98, 1.01, 60), []),
        ((0.98, 1.0, 60), [1]),
        ((-1.0, 9.0, 60), [1, 2]),
        ((-1.0, -0.5, 60), []),
        ((2.5, 3.0, 60), []),
    ],
)
def test_a_sound_counts_where_enough_of_it_lies(
    note: tuple[float, float, int], beats: list[int]
) -> None:
    row = clip("a", [0.0, 1.0, 2.0], note)
    frame = pl.DataFrame([row], schema_overrides={"beats": pl.List(pl.Struct({"time": float}))})
    assert sounds_by_beat(frame, "notes", "pitch")["number"].to_list() == beats


def test_without_beats_a_note_is_named_by_its_turn(bench: Bench) -> None:
    tune = clip("a", None, (0.5, 1.0, 62), (0.0, 0.5, 60))
    chord = clip("b", None, (0.0, 0.5, 60), (0.0, 0.5, 64))
    instances, rejects = run(bench, tune, chord, without_beats="note")
    assert told(instances)[0] in [("a", "note 1", "C4"), ("a", "note 2", "D4")]
    assert reasons(rejects) == {"b": "no notes at a place that can be named"}
    assert run(bench, tune)[0].is_empty()
    assert sounds_by_turn(pl.DataFrame([tune]), "notes", "pitch").rows() == [
        ("a", 1, 60),
        ("a", 2, 62),
    ]


def test_clips_without_sounds_or_beats_are_refused(bench: Bench) -> None:
    instances, rejects = run(
        bench, clip("a", [0.0, 1.0]), clip("b", [0.0], (0.0, 0.5, 60)), {"audio_id": "c"}
    )
    assert instances.is_empty()
    assert reasons(rejects) == {
        "a": "no notes",
        "b": "no notes at a place that can be named",
        "c": "no notes",
    }


def test_instruments_are_told_in_alphabetical_order(bench: Bench) -> None:
    events = [{"label": name, "start": 0.0, "end": 1.0} for name in ("harp", "flute")]
    task = make_task(
        "beat_level", params={"column": "events", "field": "label", "format": "label"}, slots=SLOT
    )
    instances, _ = bench.run(task, [{**clip("a", [0.0, 1.0]), "events": events}])
    assert told(instances) == [("a", "beat 1", "flute, harp")]
