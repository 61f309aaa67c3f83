"""What the paraphrase model wrote, and what of it was accepted."""

from collections import Counter
from pathlib import Path

import polars as pl

from audioflan.catalog.layout import Layout, rejects
from audioflan.catalog.plan import Plan
from audioflan.files import read_jsonl

SCHEMA = {
    "domain": pl.String,
    "task": pl.String,
    "seeds": pl.Int64,
    "accepted": pl.Int64,
    "refused": pl.Int64,
    "main_reason": pl.String,
}


def pool_table(plan: Plan, layout: Layout) -> pl.DataFrame:
    """Seeds, accepted and refused paraphrases of every task."""
    rows = []
    for task in plan.tasks.values():
        path = layout.pool(task.domain, task.id)
        reasons = Counter(row["reason"].split(":")[0] for row in read_jsonl(Path(rejects(path))))
        main = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common(3))
        accepted = len(read_jsonl(Path(path)))
        rows.append((task.domain, task.id, len(task.seeds), accepted, reasons.total(), main))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("domain", "task")
