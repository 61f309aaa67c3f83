"""``audioflan catalog``: corpora, tasks, coverage of the paper, and what is missing."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from audioflan.catalog.accounts import (
    corpora_page,
    corpus_accounts,
    coverage,
    missing_parts,
    task_coverage,
)
from audioflan.catalog.documents import unknown_name
from audioflan.catalog.layout import Layout
from audioflan.catalog.plan import Plan
from audioflan.cli.options import ConfigOption, read_plan
from audioflan.errors import AudioFlanError

Missing = Annotated[bool, typer.Option("--missing", help="List what the paper has and we lack.")]

Covered = Annotated[
    bool, typer.Option("--coverage", help="Count against the paper; end with 1 if it lacks any.")
]

Check = Annotated[
    str | None,
    typer.Option("--check", metavar="CORPUS", help="Count your copy against the catalogue."),
]
Root = Annotated[
    Path | None,
    typer.Option("--root", help="Where that copy lies; the config's or the build's if not given."),
]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print docs/corpora.md.")]


def run(
    config: ConfigOption = None,
    missing: Missing = False,
    covered: Covered = False,
    check: Check = None,
    root: Root = None,
    markdown: Markdown = False,
) -> None:
    """List what can be built: corpora, access, licences, tasks, coverage against the paper.

    Examples:
      audioflan catalog
      audioflan catalog --config my.yaml --missing
      audioflan catalog --coverage
      audioflan catalog --check vctk --root /data/VCTK
    """
    plan = read_plan(config)
    if check is not None:
        _check(plan, check, root)
    elif covered:
        _cover(plan)
    elif markdown:
        print(corpora_page(plan), end="")
    else:
        _list(plan, missing)


def _check(plan: Plan, name: str, root: Path | None) -> None:
    """Print the census of a copy; end with 1 when something is missing from it."""
    from audioflan.catalog.census import census, census_lines

    corpora = plan.catalog.corpora
    if name not in corpora:
        what, remedy = unknown_name("corpus", name, corpora)
        raise AudioFlanError(what, remedy=remedy)
    choice = plan.config.choice(name)
    corpus = replace(corpora[name], options={**corpora[name].options, **choice.options})
    built = Path(Layout.of(plan.config).corpus_root(name))
    found = census(corpus, root or choice.root or built)
    print("\n".join(census_lines(found)))
    if found.broken:
        raise typer.Exit(1)


def _cover(plan: Plan) -> None:
    """Print how much of the paper there is; end with 1 when something of it is missing."""
    console, found = Console(), coverage(plan)
    for name in ("tasks", "majors", "corpora", "pairs"):
        have, total = getattr(found, name)
        console.print(f"{name:8}{have:>4}/{total}", highlight=False)
    table = Table(title="Pairs of the paper", title_justify="left")
    for name in ("domain", "task", "pairs", "corpora"):
        table.add_column(name, no_wrap=name != "corpora")
    for row in task_coverage(plan):
        total = len(row.served) + len(row.missing)
        shown = [*row.served, *(f"{corpus} (missing)" for corpus in row.missing)]
        table.add_row(row.domain, row.task, f"{len(row.served)}/{total}", ", ".join(shown))
    console.print(table)
    if not found.complete:
        console.print("\n".join(missing_parts(plan)), highlight=False, markup=False)
        raise typer.Exit(1)


def _list(plan: Plan, missing: bool) -> None:
    console = Console()
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
            f"{len(absent)} of the paper's tasks, corpora, pairs are missing: --missing lists them"
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
        if lacking and task.id not in built:
            shown = f"none: no corpus for {', '.join(lacking)}"
        table.add_row(task.domain, task.id, task.direction[0].upper(), shown)
    return table


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:,g}"
