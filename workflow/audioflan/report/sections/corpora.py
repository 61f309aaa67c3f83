"""How many clips each corpus gave, and what was lost on the way."""

from collections.abc import Mapping

import polars as pl

from audioflan.catalog.accounts import coverage
from audioflan.report.section import Build, Card, Section

PLACE = 30
STAGES = ("index", "prepare clips")
SCHEMA = {
    "corpus": pl.String,
    "stage": pl.String,
    "part": pl.Int64,
    "entered": pl.Int64,
    "left": pl.Int64,
    "refused": pl.String,
}


def section(build: Build) -> Section:
    """The steps before any task: ``corpus, stage, part, entered, left, refused``."""
    rows = [
        (step.corpus, step.stage, step.part, step.entered, step.left, _told(step.refused))
        for step in build.steps
        if step.stage in STAGES
    ]
    have, all_pairs = coverage(build.plan).pairs
    return Section(
        title="Corpora",
        table=pl.DataFrame(rows, schema=SCHEMA, orient="row"),
        cards=(Card(f"{have} / {all_pairs}", "the paper's task-corpus pairs"),),
    )


def _told(refused: Mapping[str, int]) -> str:
    return "; ".join(f"{count:,} {reason}" for reason, count in refused.items())
