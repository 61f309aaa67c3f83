"""Paraphrases from a pool made earlier, by whatever wrote it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.candidates import RECORDED, REMOVED, Candidate
from audioflan.paraphrase.settings import ParaphraseSettings


def recorded_path(task: Task, folder: str | None) -> Path:
    """Where the recorded pool of a task lies; it need not exist when ``folder`` is None.

    Args:
        task: whose pool it is.
        folder: of the user's own pools; None for those that come with the templates.

    Raises:
        AudioFlanError: the user's folder has no pool for the task.
    """
    shipped = task.path.parent.parent / "recorded"
    root = shipped if folder is None else Path(folder).expanduser()
    path = root / task.domain / f"{task.id}.jsonl"
    if folder is not None and not path.is_file():
        raise AudioFlanError(
            "no recorded pool",
            where=path,
            remedy="put the pool there (an empty file when there is none), or change "
            "paraphrase.source.",
        )
    return path


def recorded_candidates(task: Task, settings: ParaphraseSettings) -> Iterator[Candidate]:
    """Every line of the task's recorded pool, the faulty ones with their fault.

    A line needs ``text`` and ``parent`` (the id of one of the task's seeds); the other keys of a
    pool line are kept when present. A line with ``removed`` (the reason) is a tombstone: its text
    is refused wherever it comes from.

    Raises:
        AudioFlanError: the user's folder has no pool for the task.
    """
    path = recorded_path(task, settings.recorded)
    seeds = {seed.id: seed for seed in task.seeds}
    lines = path.read_bytes().splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _candidate(line, number, seeds)


def _candidate(line: bytes, number: int, seeds: Mapping[str, Seed]) -> Candidate:
    try:
        data = json.loads(line)
    except ValueError:
        return _faulty(f"line {number}: not JSON")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return _faulty(f"line {number}: no text")
    seed = seeds.get(str(data.get("parent")))
    fault = None if seed else f"line {number}: no seed {data.get('parent')!r}"
    if "removed" in data:
        fault = f"{REMOVED}: {data['removed']}"
    return _known(data, seed, fault)


def _known(data: Mapping[str, Any], seed: Seed | None, fault: str | None) -> Candidate:
    sampling = data.get("seed")
    return Candidate(
        seed=seed,
        text=data["text"],
        style=str(data.get("style", "")),
        origin=RECORDED,
        model=str(data.get("model", "")),
        prompt=str(data.get("prompt", "")),
        sampling=sampling if isinstance(sampling, int) else 0,
        fault=fault,
    )


def _faulty(fault: str) -> Candidate:
    return Candidate(None, "", "", RECORDED, "", "", 0, fault)
