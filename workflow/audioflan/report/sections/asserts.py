"""What the asserts on task data found."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.asserts.names import OFF, WARN
from audioflan.report.section import Build, Card, Section

PLACE = 20
SCHEMA = dict.fromkeys(("domain", "task", "corpus", "assert", "found", "examples"), pl.String)


def section(build: Build) -> Section:
    """One row a warning: ``domain, task, corpus, assert, found, examples``."""
    rows: list[tuple[str, ...]] = []
    judged = 0
    for task in build.plan.tasks.values():
        verdict = orjson.loads(Path(build.layout.asserts(task.domain, task.id)).read_bytes())
        judged += sum(its["verdict"] != OFF for its in verdict["asserts"].values())
        rows += [(task.domain, task.id, *row) for row in _warnings(verdict)]
    held = judged - len({(row[1], row[3]) for row in rows})
    return Section(
        title="Asserts on task data",
        table=pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("domain", "task", "assert"),
        note=f"{held:,} of {judged:,} asserts held. Those that did not are warnings; a task that "
        "fails an assert has no shards.",
        empty="Every assert held.",
        cards=(Card(f"{len(rows):,}", "warnings on task data"),),
    )


def _warnings(verdict: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, its in verdict["asserts"].items():
        if its["verdict"] == WARN:
            for found in its["problems"]:
                yield found["corpus"], name, found["what"], ", ".join(found["examples"])
