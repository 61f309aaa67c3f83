"""The report as one self-contained page."""

from collections.abc import Sequence
from pathlib import Path

import jinja2
import polars as pl

from audioflan.catalog.accounts import coverage
from audioflan.catalog.plan import Plan
from audioflan.files import write_text
from audioflan.report.funnel import Step

SHOWN_REFUSALS = 200


def write_page(
    plan: Plan,
    tasks: pl.DataFrame,
    refused: pl.DataFrame,
    pools: pl.DataFrame,
    steps: Sequence[Step],
    path: Path,
) -> None:
    """Render ``page.html`` with every value escaped, and write it atomically."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("page.html").render(
        tasks=tasks.to_dicts(),
        most=max(tasks["records"].max() or 0, 1),
        totals={name: tasks[name].sum() for name in ("records", "hours", "rejected")},
        refused=refused.head(SHOWN_REFUSALS).to_dicts(),
        pools=pools.to_dicts(),
        steps=[step for step in steps if step.stage in ("index", "prepare clips")],
        skipped=plan.skipped,
        coverage=coverage(plan),
    )
    write_text(path, page + "\n")
