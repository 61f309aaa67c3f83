"""Corpora that were asked for and could not be had."""

import polars as pl

from audioflan.report.section import Build, Section

PLACE = 40


def section(build: Build) -> Section:
    """One row a skipped corpus: ``corpus, step`` (what would add it)."""
    schema = {"corpus": pl.String, "step": pl.String}
    rows = list(build.plan.skipped.items())
    return Section(title="Corpora not built", table=pl.DataFrame(rows, schema=schema, orient="row"))
