"""Paraphrases from a pool made earlier, by whatever wrote it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Seed, Task
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.candidates import Candidate
from audioflan.paraphrase.settings import ParaphraseSettings


def recorded_candidates(task: Task, settings: ParaphraseSettings) -> Iterator[Candidate]:
    """Every line of ``<recorded>/<domain>/<task>.jsonl``, the faulty ones with their fault.

    A line needs ``text`` and ``parent`` (the id of one of the task's seeds); the other keys of a
    pool line are kept when present.

    Raises:
        AudioFlanError: no folder is set, or it has no pool for the task.
    """
    if settings.recorded is None:
        raise AudioFlanError(
            "recorded paraphrases need a folder",
            where="paraphrase.recorded",
            remedy="set it to a folder that holds <domain>/<task>.jsonl.",
        )
    path = Path(settings.recorded).expanduser() / task.domain / f"{task.id}.jsonl"
    if not path.is_file():
        raise AudioFlanError(
            "no recorded pool",
            where=path,
            remedy="put the pool there (an empty file when there is none), or change "
            "paraphrase.source.",
        )
    seeds = {seed.id: seed for seed in task.seeds}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
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
    return _known(data, seed, fault)


def _known(data: Mapping[str, Any], seed: Seed | None, fault: str | None) -> Candidate:
    sampling = data.get("seed")
    return Candidate(
        seed=seed,
        text=data["text"],
        style=str(data.get("style", "")),
        origin="recorded",
        model=str(data.get("model", "")),
        prompt=str(data.get("prompt", "")),
        sampling=sampling if isinstance(sampling, int) else 0,
        fault=fault,
    )


def _faulty(fault: str) -> Candidate:
    return Candidate(None, "", "", "recorded", "", "", 0, fault)
