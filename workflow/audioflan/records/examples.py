"""Worked examples of a task file, rendered with the choices that they spell out."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.records.render import LEAD_IN, WORDING, compose, label_choice, show_slots
from audioflan.records.wordings import wordings


def render_example(task: Task, example: Mapping[str, Any]) -> dict[str, str]:
    """Render one entry of ``task.examples``; choices it leaves out are the first.

    Returns:
        ``instruction``, ``input`` and ``output``, to compare with ``example["record"]``.

    Raises:
        AudioFlanError: the example names a seed that the task does not have, or lacks a value.
    """
    labels = example.get("label", {})
    choices = {
        WORDING: [_seed_index(task, example["seed"])],
        LEAD_IN: [example.get("lead_in", 0)],
        **{label_choice(entry): [labels.get(entry.role, 0)] for entry in task.fields},
    }
    shown = show_slots(task, _values(task, example))
    return compose(task, wordings(task, ()), shown, pl.DataFrame(choices)).row(0, named=True)


def _values(task: Task, example: Mapping[str, Any]) -> pl.DataFrame:
    """One row: ``part.<role>`` and, typed, ``slot.<name>``."""
    parts, slots = example["parts"], example.get("slots", {})
    missing = {entry.role for entry in task.fields} - set(parts) | set(task.slots) - set(slots)
    if missing:
        raise AudioFlanError(
            f"An example gives no value for {', '.join(sorted(missing))}.",
            where=task.path,
            remedy="Add it to the example's parts or slots.",
        )
    columns = {f"part.{role}": [text] for role, text in parts.items()}
    return pl.DataFrame(columns | {f"slot.{name}": [value] for name, value in slots.items()})


def _seed_index(task: Task, seed: str) -> int:
    seeds = [entry.id for entry in task.seeds]
    if seed not in seeds:
        raise AudioFlanError(
            f"An example uses the seed {seed}, which the task lacks.",
            where=task.path,
            remedy=f"Use one of {', '.join(seeds)}.",
        )
    return seeds.index(seed)
