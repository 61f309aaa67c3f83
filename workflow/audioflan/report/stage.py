"""The report stage: a TSV file a section, a table for the terminal, a page."""

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from audioflan.catalog.layout import Layout
from audioflan.catalog.plan import Plan
from audioflan.files import atomic_path, write_text
from audioflan.report.page import shown, write_page
from audioflan.report.section import Build, sections

WIDTH = 150


def write_report(plan: Plan, layout: Layout) -> None:
    """Write ``<section>.tsv`` of every section, ``summary.txt`` and ``index.html``.

    Raises:
        AudioFlanError: the sums of a stage do not close.
    """
    found = sections(Build(plan, layout))
    for name, section in found.items():
        with atomic_path(layout.report(f"{name}.tsv")) as temporary:
            section.table.write_csv(temporary, separator="\t", float_precision=3)
    write_text(layout.report("summary.txt"), as_text(found["summary"].table))
    write_page(found.values(), Path(layout.report("index.html")))


def as_text(tasks: pl.DataFrame) -> str:
    """The table of tasks for a terminal."""
    table = Table(show_footer=True)
    for name in tasks.columns:
        number = tasks[name].dtype.is_numeric()
        total = shown(tasks[name].sum()) if number and name != "corpora" else ""
        table.add_column(name.replace("_", " "), total, justify="right" if number else "left")
    for row in tasks.iter_rows():
        table.add_row(*(shown(value) for value in row))
    console = Console(width=WIDTH, color_system=None, file=None)
    with console.capture() as captured:
        console.print(table)
    return captured.get()
