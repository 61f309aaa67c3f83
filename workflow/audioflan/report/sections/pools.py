"""What the paraphrase model wrote, and what of it was accepted."""

from collections import Counter
from pathlib import Path

import polars as pl

from audioflan.catalog.layout import rejects
from audioflan.files import read_jsonl
from audioflan.report.section import Build, Section

PLACE = 50
SCHEMA = {
    "domain": pl.String,
    "task": pl.String,
    "seeds": pl.Int64,
    "accepted": pl.Int64,
    "refused": pl.Int64,
    "main_reason": pl.String,
}


def section(build: Build) -> Section:
    """Seeds, accepted and refused paraphrases of every task."""
    rows = []
    for task in build.plan.tasks.values():
        path = build.layout.pool(task.domain, task.id)
        reasons = Counter(row["reason"].split(":")[0] for row in read_jsonl(Path(rejects(path))))
        main = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common(3))
        accepted = len(read_jsonl(Path(path)))
        rows.append((task.domain, task.id, len(task.seeds), accepted, reasons.total(), main))
    table = pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("domain", "task")
    return Section(title="Paraphrases", table=table)
