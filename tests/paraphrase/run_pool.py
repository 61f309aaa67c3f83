"""Build a pool in a process of its own, to be killed: ``python run_pool.py <request as JSON>``."""

import dataclasses
import json
import sys
from pathlib import Path

from audioflan.catalog.tasks import load_task
from audioflan.paraphrase import Models, ParaphraseSettings, PoolFiles, build_pool

SCHEMA = Path(__file__).resolve().parents[2] / "config" / "schemas" / "task.schema.json"


def main() -> None:
    request = json.loads(sys.argv[1])
    folder = Path(request["folder"])
    task = load_task(Path(request["task"]), SCHEMA)
    build_pool(
        dataclasses.replace(task, seeds=task.seeds[: request["seeds"]]),
        ParaphraseSettings.of(request["settings"]),
        Models(writer=Path(request["model"]) if request["model"] else None),
        PoolFiles(
            pool=folder / "pool.jsonl",
            rejects=folder / "pool.rejects.jsonl",
            summary=folder / "pool.summary.json",
            journal=folder / "journal.jsonl",
        ),
    )


if __name__ == "__main__":
    main()
