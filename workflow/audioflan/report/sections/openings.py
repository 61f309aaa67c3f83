"""With which verb accepted paraphrases begin, and what it is about."""

from collections import Counter

import polars as pl

from audioflan.files import read_jsonl
from audioflan.report.diversity import opening
from audioflan.report.plots import bars
from audioflan.report.section import Build, Figure, Section

PLACE = 54
SHOWN = 40
VERBS = 25
SCHEMA = {"verb": pl.String, "noun": pl.String, "count": pl.Int64, "share": pl.Float64}


def section(build: Build) -> Section:
    """Pairs of first verb and its noun over all tasks, most frequent first."""
    pairs = Counter(
        opening(line["text"])
        for task in build.plan.tasks.values()
        for line in read_jsonl(build.layout.pool(task.domain, task.id))
    )
    whole = pairs.total()
    ranked = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [(verb, noun, count, count / whole) for (verb, noun), count in ranked]
    table = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return Section(
        title="How paraphrases begin",
        table=table,
        note="The first word behind words of politeness, and the noun that it is about.",
        shown=SHOWN,
        figures=tuple(_figures(table)),
    )


def _figures(table: pl.DataFrame) -> list[Figure]:
    if not len(table):
        return []
    verbs = table.group_by("verb").agg(pl.col("count").sum())
    verbs = verbs.sort("count", "verb", descending=[True, False]).head(VERBS)
    image = bars(verbs["verb"].to_list(), {"count": verbs["count"].to_list()}, "paraphrases")
    return [Figure(image, "Most frequent first words.")]
