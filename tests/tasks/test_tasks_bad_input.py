"""Every task of the catalogue on corpora that lack what it needs: refusals, never a crash.

Each clip of a part is answered for by an instance or by a refusal with its reason; what is built
has all its parts, and none of them is blank.
"""

from typing import Any

import polars as pl
import pytest
from taskbench import Bench, make_manifest, make_recipe

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.models import Task
from audioflan.corpora.columns import CANONICAL
from audioflan.tasks.stage import builder_names

CATALOG = Catalog.load()
NAN = float("nan")
SPAN = {"label": "bell", "start": 0.2, "end": 0.4}
FULL: dict[str, Any] = {
    "start": 0.0,
    "duration": 2.0,
    "sample_rate": 16000,
    "channels": 1,
    "speaker": "amy",
    "gender": "female",
    "age": "30",
    "accent": "Irish",
    "dialect": "Beijing",
    "language": "en",
    "emotion": "happy",
    "intent": "increase volume",
    "sentence": "s1",
    "text": "good morning",
    "text_raw": "Good morning.",
    "phonemes": "g ʊ d",
    "caption": "A bell rings.",
    "device": "phone",
    "vocoder": "wavenet",
    "spoof": True,
    "tempo": 120.0,
    "key": "C",
    "mode": "major",
    "genre": ["rock"],
    "mood": ["calm"],
    "tags": ["speech"],
    "instruments": ["piano"],
    "technique": "vibrato",
    "pitch": 60,
    "notes": [{"start": 0.0, "end": 0.5, "pitch": 60}],
    "beats": [{"time": 0.1, "position": 1}],
    "chords": [{"label": "C:maj", "start": 0.0, "end": 1.0}],
    "events": [SPAN],
    "lyrics": "la la",
    "stems": [{"name": "piano", "path": "p.wav"}],
}
EMPTY = dict.fromkeys(FULL) | {"start": 0.0, "duration": 2.0}
BLANK = {name: " " if dtype == pl.String else None for name, dtype in CANONICAL.items()}
BLANK = {name: value for name, value in BLANK.items() if name in FULL}
LISTS = {name: [] for name, value in FULL.items() if isinstance(value, list)}
ODD = {
    **{"tempo": NAN, "duration": 0.0, "language": "xx-unknown", "gender": "robot", "pitch": 999},
    **{"key": "H", "mode": "", "emotion": "\n", "text": "<|EOA|>", "extra": "{}"},
    **{"events": [{"label": None, "start": None, "end": None}], "tags": [None, ""]},
    **{"beats": [{"time": NAN, "position": None}], "chords": [{**SPAN, "label": "?"}]},
    **{"notes": [{"start": 0.5, "end": 0.5, "pitch": None}]},
}
CORPORA: dict[str, list[dict[str, Any]]] = {
    "nothing is known": [EMPTY] * 4,
    "columns are blank": [BLANK] * 4,
    "lists are empty": [{**FULL, **LISTS}] * 4,
    "one clip alone": [FULL],
    "one speaker and one class": [FULL] * 4,
    "values that make no sense": [{**FULL, **ODD}] * 4,
    "half of it is missing": [FULL, EMPTY, FULL, EMPTY],
    "every clip in a split of its own": [
        {**FULL, "split": split} for split in ("train", "dev", "test")
    ],
    "no clip at all": [],
}
# What two clips that differ in nothing cannot be asked: which of them, or whether they differ.
NEEDS_OTHERS = {"candidates", "comparison", "conversion", "pair"}


def rows_of(clips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**clip, "audio_id": f"90_Tiny_{number}", "path": f"{number}.wav", "group": str(number)}
        for number, clip in enumerate(clips)
    ]


def recipe_of(task: Task, rows: list[dict[str, Any]], draw: str) -> pl.DataFrame | None:
    if task.recipe is None:
        return None
    made = [
        {"audio_id": f"{row['audio_id']}-{task.id}", "anchor": row["audio_id"], "draw": draw}
        for row in rows
    ]
    return make_recipe(made)


def check(task: Task, rows: list[dict[str, Any]], bench: Bench, draw: str = "{}") -> pl.DataFrame:
    """Run the stage and hold it to its promise; give back the instances."""
    recipe = recipe_of(task, rows, draw)
    instances, rejects = bench.run(task, make_manifest(rows), recipe=recipe)
    known = {row["audio_id"] for row in rows}
    parts = [name for name in instances.columns if name.startswith("part.")]
    answered = {key for key in known if any(key in text for text in instances["key"])}
    assert known <= answered | set(rejects["item"])
    assert all(reason.strip() for reason in rejects["reason"])
    for name in parts:
        values = instances[name].cast(pl.String)
        assert values.null_count() == 0
        assert values.str.strip_chars().ne("").all(), name
    return instances


def test_every_builder_serves_a_task() -> None:
    used = {task.builder for task in CATALOG.tasks.values()}
    assert used == set(builder_names())


@pytest.mark.parametrize("corpus", sorted(CORPORA))
@pytest.mark.parametrize("task_id", sorted(CATALOG.tasks))
def test_clips_are_answered_for_whatever_the_corpus_lacks(
    bench: Bench, task_id: str, corpus: str
) -> None:
    task = CATALOG.tasks[task_id]
    instances = check(task, rows_of(CORPORA[corpus]), bench)
    if corpus in ("nothing is known", "columns are blank") and task.recipe is None:
        asked_of_nothing = instances.select(pl.exclude("uuid"))
        assert asked_of_nothing.is_empty(), asked_of_nothing.to_dicts()[:1]
    if corpus == "one clip alone" and task.builder in NEEDS_OTHERS:
        assert instances.is_empty()


SIMULATED = sorted(task.id for task in CATALOG.tasks.values() if task.recipe is not None)


@pytest.mark.parametrize("draw", ["{}", '{"gap_start":null,"speech":[],"snr_db":"loud"}', "[]"])
@pytest.mark.parametrize("task_id", SIMULATED)
def test_a_draw_without_what_the_text_needs_is_refused(
    bench: Bench, task_id: str, draw: str
) -> None:
    task = CATALOG.tasks[task_id]
    instances = check(task, rows_of([FULL] * 3), bench, draw)
    if {"slots", "text", "reference", "value"} & set(task.params):
        assert instances.is_empty()


@pytest.mark.parametrize("task_id", SIMULATED)
def test_a_clip_the_recipe_refused_is_refused(bench: Bench, task_id: str) -> None:
    task = CATALOG.tasks[task_id]
    rows = rows_of([FULL] * 3)
    instances, rejects = bench.run(task, make_manifest(rows), recipe=make_recipe([]))
    assert instances.is_empty()
    assert set(rejects["item"]) == {row["audio_id"] for row in rows}
