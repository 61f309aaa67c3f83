"""``audioflan guards``: how well the guards judge labelled texts, and what they learn."""

from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.errors import AudioFlanError
from audioflan.files import atomic_path
from audioflan.paraphrase.evaluation import (
    CALIBRATION,
    MEASURED,
    SEALED,
    SETS,
    judge,
    load_set,
    measure,
    misjudged,
)
from audioflan.paraphrase.fitting import examples, fit
from audioflan.paraphrase.guards._weighing import FITTED, fitted
from audioflan.statistics import wilson

Which = Annotated[str | None, typer.Option("--set", help=f"{', '.join(SETS)}; all when not given.")]
Show = Annotated[bool, typer.Option("--show", help="Print the misjudged texts of the set.")]
Fit = Annotated[
    bool,
    typer.Option("--fit", help=f"First weigh the guards' doubts anew on the {CALIBRATION} set."),
]


def run(which: Which = None, show: Show = False, fit_weights: Fit = False) -> None:
    """Recall of drifted texts and share of good ones lost, with 95 % intervals.

    The texts of the sealed set are never shown: whoever has seen them cannot be measured on them.

    Examples:
      audioflan guards
      audioflan guards --set tuning --show
      audioflan guards --fit
    """
    if which not in (None, *SETS):
        raise AudioFlanError(f"there is no set '{which}'", remedy=f"name {' or '.join(SETS)}.")
    if show and which in (None, SEALED):
        what = "the texts of the sealed set stay sealed"
        raise AudioFlanError(what, remedy=f"add --set {' or '.join(SETS[:-1])} to --show.")
    catalog, console = Catalog.load(HOME), Console()
    if fit_weights:
        labelled = load_set(HOME, catalog.tasks, CALIBRATION)
        found, lost = examples(track(labelled, "weighing", console=console, transient=True))
        with atomic_path(FITTED) as temporary:
            temporary.write_text(fit(found, lost).text(), encoding="utf-8")
        fitted.cache_clear()
        console.print(f"{FITTED.name}: fitted to {len(found):,} texts")
    for name in MEASURED if which is None else (which,):
        labelled = load_set(HOME, catalog.tasks, name)
        verdicts = judge(track(labelled, name, console=console, transient=True))
        console.print(_table(measure(verdicts, name), name))
        if show:
            for row in misjudged(verdicts).iter_rows(named=True):
                console.print(Text(_line(row)), soft_wrap=True)


def _table(measures: pl.DataFrame, which: str) -> Table:
    table = Table(title=f"Guards on the {which} set", title_justify="left")
    for name in ("measure", "of", "share (95 % interval)"):
        table.add_column(name)
    for row in measures.iter_rows(named=True):
        table.add_row(row["measure"], row["of"], str(wilson(row["count"], row["total"])))
    return table


def _line(row: dict[str, str | None]) -> str:
    verdict = row["reason"] or "passed"
    return f"{row['task']} {row['seed']} {row['kind']} [{verdict}] {row['text']}"
