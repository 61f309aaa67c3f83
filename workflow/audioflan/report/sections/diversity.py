"""How varied the accepted paraphrases are, and how many of those offered were accepted."""

from pathlib import Path

import polars as pl

from audioflan.catalog.layout import rejects
from audioflan.catalog.models import STYLES
from audioflan.files import read_jsonl
from audioflan.report.diversity import SAMPLE, measures, style_shares
from audioflan.report.plots import bars, points
from audioflan.report.section import Build, Figure, Section

PLACE = 52
SCHEMA = {
    "domain": pl.String, "task": pl.String, "accepted": pl.Int64, "yield": pl.Float64,
    **dict.fromkeys(("distinct_1", "distinct_2", "self_bleu", "compression", *STYLES), pl.Float64),
}  # fmt: skip


def section(build: Build) -> Section:
    """One row a task; measures are null in pools smaller than the sample."""
    rows = []
    for task in build.plan.tasks.values():
        path = build.layout.pool(task.domain, task.id)
        lines = read_jsonl(path)
        offered = len(lines) + len(read_jsonl(Path(rejects(path))))
        share = len(lines) / offered if offered else None
        place = {"domain": task.domain, "task": task.id, "accepted": len(lines), "yield": share}
        rows.append(place | measures(lines) | style_shares(lines))
    table = pl.DataFrame(rows, schema=SCHEMA).sort("domain", "task")
    return Section(
        title="Diversity of paraphrases",
        table=table,
        note=f"Of {SAMPLE} accepted paraphrases of every task that has so many: different words "
        "and pairs of words as a share of all, BLEU of each text against the others (0 to 100, "
        "low is varied), size over compressed size; then the share of each style.",
        figures=tuple(_figures(table)),
    )


def _figures(table: pl.DataFrame) -> list[Figure]:
    full, filled = table.drop_nulls("self_bleu"), table.filter(pl.col("accepted") > 0)
    figures = []
    if len(full):
        image = points(
            full["self_bleu"].to_list(), full["distinct_2"].to_list(), full["task"].to_list(),
            "self-BLEU", "distinct-2",
        )  # fmt: skip
        figures.append(Figure(image, "Variety of each task's paraphrases: up and left is varied."))
    if len(filled):
        shares = {style: filled[style].to_list() for style in STYLES}
        image = bars(filled["task"].to_list(), shares, "share of accepted paraphrases", 1.0)
        figures.append(Figure(image, "Styles that the accepted paraphrases were asked for."))
    return figures
