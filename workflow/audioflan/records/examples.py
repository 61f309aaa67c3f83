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
        AudioFlanError: the example names a seed that the task does not have.
    """
    parts = {f"part.{role}": [text] for role, text in example["parts"].items()}
    slots = {f"slot.{name}": [value] for name, value in example.get("slots", {}).items()}
    shown = show_slots(task, pl.DataFrame(parts | slots))
    labels = example.get("label", {})
    choices = {
        WORDING: [_seed_index(task, example["seed"])],
        LEAD_IN: [example.get("lead_in", 0)],
        **{label_choice(entry): [labels.get(entry.role, 0)] for entry in task.fields},
    }
    return compose(task, wordings(task, ()), shown, pl.DataFrame(choices)).row(0, named=True)


def _seed_index(task: Task, seed: str) -> int:
    seeds = [entry.id for entry in task.seeds]
    if seed not in seeds:
        raise AudioFlanError(
            f"An example uses the seed {seed}, which the task lacks.",
            where=task.path,
            remedy=f"Use one of {', '.join(seeds)}.",
        )
    return seeds.index(seed)
