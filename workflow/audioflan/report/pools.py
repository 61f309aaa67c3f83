"""What the paraphrase model wrote, and what of it was accepted."""

from collections import Counter
from pathlib import Path

import polars as pl

from audioflan.catalog.layout import Layout, rejects
from audioflan.catalog.plan import Plan
from audioflan.files import read_jsonl
from audioflan.paraphrase.summary import read_summary

SCHEMA = {
    "domain": pl.String,
    "task": pl.String,
    "seeds": pl.Int64,
    "accepted": pl.Int64,
    "refused": pl.Int64,
    "main_reason": pl.String,
    "ended": pl.String,
    "warning": pl.String,
}


def pool_table(plan: Plan, layout: Layout) -> pl.DataFrame:
    """Seeds, accepted and refused paraphrases of every task, and what a reader must know."""
    rows = []
    for task in plan.tasks.values():
        path = layout.pool(task.domain, task.id)
        reasons = Counter(row["reason"].split(":")[0] for row in read_jsonl(Path(rejects(path))))
        main = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common(3))
        accepted = len(read_jsonl(Path(path)))
        summary = read_summary(Path(layout.pool_summary(task.domain, task.id)))
        counts = len(task.seeds), accepted, reasons.total()
        said = summary.ended, summary.warning or ""
        rows.append((task.domain, task.id, *counts, main, *said))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("domain", "task")


def warnings(pools: pl.DataFrame) -> str:
    """Lines for the terminal about pools that are not what was asked for; "" when all are."""
    told = pools.filter(pl.col("warning") != "").group_by("warning", maintain_order=True)
    return "".join(
        f"Paraphrases of {', '.join(tasks)}: {warning}\n"
        for warning, tasks in told.agg("task").iter_rows()
    )
