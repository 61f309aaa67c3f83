"""``audioflan guards``: how well the guards judge texts labelled by hand, and what they learn."""

from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.errors import AudioFlanError
from audioflan.files import atomic_path
from audioflan.paraphrase.evaluation import (
    HALVES,
    SEALED,
    TUNING,
    judge,
    load_half,
    measure,
    misjudged,
)
from audioflan.paraphrase.fitting import examples, fit
from audioflan.paraphrase.guards._odds import FITTED
from audioflan.statistics import wilson

Half = Annotated[
    str | None, typer.Option("--half", help=f"{TUNING} or {SEALED}; both when not given.")
]
Show = Annotated[bool, typer.Option("--show", help="Print the misjudged texts of the tuning half.")]
Fit = Annotated[
    bool,
    typer.Option("--fit", help="First have the guard 'odds' learn from the tuning half anew."),
]


def run(half: Half = None, show: Show = False, fit_odds: Fit = False) -> None:
    """Recall of drifted texts and share of good ones lost, with 95 % intervals.

    The texts of the sealed half are never shown: whoever has seen them cannot be measured on them.

    Examples:
      audioflan guards
      audioflan guards --half tuning --show
      audioflan guards --fit
    """
    if half not in (None, *HALVES):
        raise AudioFlanError(f"there is no half '{half}'", remedy=f"name {' or '.join(HALVES)}.")
    if show and half != TUNING:
        what = "the texts of the sealed half stay sealed"
        raise AudioFlanError(what, remedy=f"add --half {TUNING} to --show.")
    catalog, console = Catalog.load(HOME), Console()
    if fit_odds:
        found = examples(HOME, catalog.tasks)
        with atomic_path(FITTED) as temporary:
            temporary.write_text(fit(found).text(), encoding="utf-8")
        console.print(f"{FITTED.name}: fitted to {len(found):,} texts")
    for name in HALVES if half is None else (half,):
        verdicts = judge(load_half(HOME, catalog.tasks, name))
        console.print(_table(measure(verdicts, name), name))
        if show:
            for row in misjudged(verdicts).iter_rows(named=True):
                console.print(Text(_line(row)), soft_wrap=True)


def _table(measures: pl.DataFrame, half: str) -> Table:
    table = Table(title=f"Guards on the {half} half", title_justify="left")
    for name in ("measure", "of", "share (95 % interval)"):
        table.add_column(name)
    for row in measures.iter_rows(named=True):
        table.add_row(row["measure"], row["of"], str(wilson(row["count"], row["total"])))
    return table


def _line(row: dict[str, str | None]) -> str:
    verdict = row["reason"] or "passed"
    return f"{row['task']} {row['seed']} {row['kind']} [{verdict}] {row['text']}"
