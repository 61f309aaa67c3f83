"""Who speaks when."""

from typing import Any

import pytest
from taskbench import Bench, make_task, reasons

TASK = make_task("diarization", params={"column": "events", "decimals": 2})


def turn(label: str | None, start: float | None, end: float | None) -> dict[str, Any]:
    return {"label": label, "start": start, "end": end}


@pytest.mark.parametrize(
    ("turns", "answer"),
    [
        ([turn("bob", 0.0, 1.25)], "speaker 1: 0.00-1.25"),
        (
            [turn("bob", 0.0, 1.25), turn("amy", 1.1, 2.75), turn("bob", 3.1, 4.0)],
            "speaker 1: 0.00-1.25, 3.10-4.00; speaker 2: 1.10-2.75",
        ),
        (
            [turn("bob", 5.0, 6.0), turn("amy", 1.0, 2.0)],
            "speaker 1: 1.00-2.00; speaker 2: 5.00-6.00",
        ),
        (
            [turn("bob", 1.0, 2.0), turn("amy", 1.0, 2.0)],
            "speaker 1: 1.00-2.00; speaker 2: 1.00-2.00",
        ),
        (
            [turn("bob", 0.0, 1.5), turn("amy", 0.5, 2.0), turn("bob", 1.5, 8.0)],
            "speaker 1: 0.00-8.00; speaker 2: 0.50-2.00",
        ),
    ],
)
def test_speakers_are_numbered_by_first_appearance(
    bench: Bench, turns: list[dict[str, Any]], answer: str
) -> None:
    instances, _ = bench.run(TASK, [{"audio_id": "a", "events": turns}])
    assert instances["part.target"].to_list() == [answer]


def test_numbers_begin_anew_in_every_clip(bench: Bench) -> None:
    turns = [turn("amy", 0.5, 1.0)], [turn("bob", 0.0, 2.0)]
    rows = [{"audio_id": name, "events": events} for name, events in zip("ab", turns, strict=True)]
    instances, _ = bench.run(TASK, rows)
    assert instances["part.target"].to_list() == ["speaker 1: 0.50-1.00", "speaker 1: 0.00-2.00"]


def test_clips_whose_turns_are_not_told_are_refused(bench: Bench) -> None:
    broken = [turn("amy", 0.0, None)], [turn(None, 0.0, 1.0)], [turn("amy", 2.0, 1.0)]
    rows: list[dict[str, Any]] = [{"audio_id": "a"}, {"audio_id": "b", "events": []}]
    rows += [
        {"audio_id": name, "events": events} for name, events in zip("cde", broken, strict=True)
    ]
    instances, rejects = bench.run(TASK, rows)
    assert instances.is_empty()
    told = "events without speaker or time"
    assert reasons(rejects) == {"a": "no events", "b": "no events", "c": told, "d": told, "e": told}
