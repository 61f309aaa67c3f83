"""The report stage: tables as TSV, a table for the terminal, a page."""

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from audioflan.catalog.layout import Layout
from audioflan.catalog.plan import Plan
from audioflan.files import atomic_path, write_text
from audioflan.report.funnel import funnel, refusals
from audioflan.report.page import write_page
from audioflan.report.pools import pool_table, warnings
from audioflan.report.summary import summary

WIDTH = 150


def write_report(plan: Plan, layout: Layout) -> None:
    """Write ``summary.tsv``, ``summary.txt``, ``refusals.tsv``, ``pools.tsv`` and ``index.html``.

    Raises:
        AudioFlanError: the sums of a stage do not close.
    """
    steps = funnel(plan, layout)
    tasks, refused = summary(plan, layout, steps), refusals(steps)
    pools = pool_table(plan, layout)
    for name, table in (("summary", tasks), ("refusals", refused), ("pools", pools)):
        with atomic_path(layout.report(f"{name}.tsv")) as temporary:
            table.write_csv(temporary, separator="\t", float_precision=3)
    write_text(layout.report("summary.txt"), as_text(tasks) + warnings(pools))
    write_page(plan, tasks, refused, pools, steps, Path(layout.report("index.html")))


def as_text(tasks: pl.DataFrame) -> str:
    """The table of tasks for a terminal."""
    table = Table(show_footer=True)
    for name in tasks.columns:
        number = tasks[name].dtype.is_numeric()
        total = _shown(tasks[name].sum()) if number and name != "corpora" else ""
        table.add_column(name.replace("_", " "), total, justify="right" if number else "left")
    for row in tasks.iter_rows():
        table.add_row(*(_shown(value) for value in row))
    console = Console(width=WIDTH, color_system=None, file=None)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
