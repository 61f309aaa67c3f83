"""A folder to build pools in, and settings that ask a local server."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat_server import completion
from writer_server import reworded

from audioflan.catalog.models import Task
from audioflan.paraphrase import Models, ParaphraseSettings, PoolFiles, PoolSummary, build_pool

NO_MODELS = Models()


@dataclass(frozen=True)
class Folder:
    """The files of a pool."""

    root: Path

    @property
    def journal(self) -> Path:
        return self.root / "journal.jsonl"

    @property
    def pool(self) -> Path:
        return self.root / "pool.jsonl"

    @property
    def rejects(self) -> Path:
        return self.root / "pool.rejects.jsonl"

    @property
    def summary(self) -> dict[str, Any]:
        return json.loads((self.root / "pool.summary.json").read_text(encoding="utf-8"))

    def build(
        self, task: Task, settings: ParaphraseSettings, models: Models = NO_MODELS
    ) -> PoolSummary:
        summary = self.root / "pool.summary.json"
        files = PoolFiles(self.pool, self.rejects, summary, self.journal)
        return build_pool(task, settings, models, files)

    def product(self) -> tuple[bytes, bytes]:
        return self.pool.read_bytes(), self.rejects.read_bytes()


def settings_of(url: str, **changes: Any) -> ParaphraseSettings:
    base = ParaphraseSettings(
        source="generate", engine="endpoint", model="m", url=url, per_seed=4, rounds=3,
        target=None, floor=0.0, sequences=8,
    )  # fmt: skip
    return dataclasses.replace(base, **changes)


def record(folder: Path, task: Task, lines: list[str]) -> ParaphraseSettings:
    path = folder / task.domain / f"{task.id}.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return ParaphraseSettings(source="recorded", recorded=str(folder))


def reworded_answer(request: dict[str, Any]) -> tuple[int, str, bytes]:
    return completion(reworded(request))
