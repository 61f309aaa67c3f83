"""What was refused at every stage, and why."""

import polars as pl

from audioflan.report.section import Build, Section

PLACE = 90
KEYS = ("stage", "task", "corpus", "reason")


def section(build: Build) -> Section:
    """Refusals by ``stage``, ``task``, ``corpus``, ``reason``; most frequent first."""
    rows = [
        (step.stage, step.task or "-", step.corpus, reason, count)
        for step in build.steps
        for reason, count in step.refused.items()
    ]
    schema = {**dict.fromkeys(KEYS, pl.String), "count": pl.Int64}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    summed = table.group_by(KEYS, maintain_order=True).agg(pl.col("count").sum())
    return Section(
        title="Refusals",
        table=summed.sort("count", *KEYS, descending=[True, False, False, False, False]),
    )
