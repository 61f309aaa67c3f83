"""``audioflan catalog``: corpora, tasks, coverage of the paper, and what is missing."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from audioflan.catalog.accounts import corpus_accounts, coverage, missing_parts
from audioflan.catalog.plan import Plan
from audioflan.cli.options import ConfigOption, read_plan

Missing = Annotated[bool, typer.Option("--missing", help="List what the paper has and we lack.")]


def run(config: ConfigOption = None, missing: Missing = False) -> None:
    """List what can be built: corpora, access, licences, tasks, coverage against the paper.

    Examples:
      audioflan catalog
      audioflan catalog --config my.yaml --missing
    """
    plan, console = read_plan(config), Console()
    console.print(_corpora(plan))
    for account in corpus_accounts(plan):
        if account.step:
            console.print(f"  {account.corpus.id}: {account.step}", markup=False, highlight=False)
    console.print(_tasks(plan))
    found = coverage(plan)
    for name in ("tasks", "majors", "corpora", "pairs"):
        have, total = getattr(found, name)
        console.print(f"paper's {name}: {have} of {total}")
    absent = missing_parts(plan)
    if missing:
        console.print("\n".join(absent), highlight=False)
    elif absent:
        console.print(
            f"{len(absent)} of the paper's tasks and corpora are missing: --missing lists them"
        )


def _corpora(plan: Plan) -> Table:
    table = Table(title="Corpora", title_justify="left")
    for name in ("corpus", "domain", "access", "licence", "items", "hours", "tasks", "state"):
        number = name in ("items", "hours", "tasks")
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    for account in corpus_accounts(plan):
        corpus = account.corpus
        table.add_row(
            corpus.id,
            corpus.domain,
            corpus.access,
            corpus.licence.spdx,
            _count(corpus.counts.get("items")),
            _count(corpus.counts.get("hours")),
            str(account.tasks),
            account.state,
        )
    return table


def _tasks(plan: Plan) -> Table:
    table = Table(title="Tasks", title_justify="left")
    for name in ("domain", "task", "U/G", "corpora built"):
        table.add_column(name, no_wrap=name != "corpora built")
    built: dict[str, list[str]] = {}
    for task, corpus in plan.pairs:
        built.setdefault(task.id, []).append(corpus.id)
    for task in sorted(plan.catalog.tasks.values(), key=lambda task: (task.domain, task.id)):
        lacking = plan.lacking_companions(task)
        shown = ", ".join(built.get(task.id, [])) or "none"
        if lacking:
            shown = f"none: no corpus for {', '.join(lacking)}"
        table.add_row(task.domain, task.id, task.direction[0].upper(), shown)
    return table


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:,g}"
