"""``audioflan review``: what people say of what a model wrote."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.declared import declared_task
from audioflan.catalog.layout import Layout
from audioflan.catalog.models import Task
from audioflan.cli.options import BuildOption
from audioflan.errors import AudioFlanError
from audioflan.paraphrase.review import (
    BAD,
    GOOD,
    REASONS,
    Item,
    Verdict,
    add_verdicts,
    drawn,
    failure_rates,
    read_pool,
    read_verdicts,
    tombstones,
)
from audioflan.paraphrase.sheet import read_sheet, write_refused, write_sheet
from audioflan.statistics import Share, exact

app = typer.Typer(help="What people say of what a model wrote.", no_args_is_help=True)
Tasks = Annotated[list[str] | None, typer.Option("--task", help="Task; all with a pool if none.")]
Number = Annotated[int, typer.Option("-n", "--number", min=1, help="Paraphrases of each task.")]
Seed = Annotated[int, typer.Option("--seed", help="Another seed draws other paraphrases.")]
Reviewer = Annotated[str | None, typer.Option("--reviewer", help="Your name; the login if none.")]
Csv = Annotated[Path | None, typer.Option("--csv", help="Write a sheet to fill in; ask nothing.")]
Import = Annotated[Path | None, typer.Option("--import", help="Take verdicts from a filled sheet.")]
Tombstones = Annotated[
    Path | None,
    typer.Option("--tombstones", help="Folder of recorded pools: bar what failed from them."),
]
Show = Annotated[bool, typer.Option("--rates", help="Only print the failure rates.")]


@app.callback()
def review() -> None:
    """Judge what a model wrote, by hand."""


@app.command()
def pools(
    task: Tasks = None,
    number: Number = 50,
    seed: Seed = 1,
    reviewer: Reviewer = None,
    csv: Csv = None,
    import_: Import = None,
    tombstones_: Tombstones = None,
    rates: Show = False,
    build: BuildOption = Path("build"),
) -> None:
    """Judge paraphrases beside their seeds; verdicts stay when a pool is built anew.

    Examples:
      audioflan review pools --task gender_recognition -n 50 --seed 1
      audioflan review pools --csv sheet.csv
      audioflan review pools --import sheet.csv
      audioflan review pools --tombstones templates/recorded
    """
    layout, who, console = Layout(build, build, build), reviewer or getpass.getuser(), Console()
    chosen = _tasks(task)
    read = {each.id: read_pool(each, layout) for each in chosen}
    if not any(read.values()):
        what, remedy = "no pool holds a paraphrase", "build pools first: snakemake pools."
        raise AudioFlanError(what, where=build / "pools", remedy=remedy)
    if csv is not None:
        rows = write_sheet([i for t in chosen for i in drawn(read[t.id], number, seed)], who, csv)
        console.print(f"{csv}: {rows} paraphrases to judge (y or n)", highlight=False)
        return
    if import_ is not None:
        _take_sheet(import_, chosen, read, layout, who, console)
    elif tombstones_ is not None:
        _bar(tombstones_, chosen, read, layout, console)
    elif not rates:
        for each in chosen:
            if not _ask(each, drawn(read[each.id], number, seed), layout, who, console):
                break
    _show(failure_rates(chosen, layout).rows(named=True), console)


def _tasks(names: Sequence[str] | None) -> list[Task]:
    if names:
        return [declared_task(name) for name in names]
    return list(Catalog.load(HOME).tasks.values())


def _ask(task: Task, items: Sequence[Item], layout: Layout, who: str, console: Console) -> bool:
    """Ask for every item that this reviewer has not judged; False when they quit."""
    path = Path(layout.review(task.domain, task.id))
    judged = read_verdicts(path)
    waiting = [item for item in items if (item.id, who) not in judged]
    for place, item in enumerate(waiting, 1):
        head = f"\n{task.id}  {place} of {len(waiting)}"
        console.print(Text(head, style="bold"))
        console.print(Text(f"seed        {item.seed}\nparaphrase  {item.text}"), soft_wrap=True)
        answer = _answer(console, "same request? (y)es (n)o (s)kip (q)uit: ", "ynsq")
        if answer == "q":
            return False
        if answer != "s":
            reason = _why(console) if answer == "n" else ""
            verdict = Verdict(item.id, who, BAD if answer == "n" else GOOD, reason, item.text)
            add_verdicts(path, [verdict])
    return True


def _why(console: Console) -> str:
    keys = ", ".join(f"{key} {reason}" for key, reason in REASONS.items())
    answer = _answer(console, f"why? ({keys}): ", "".join(REASONS))
    return REASONS.get(answer, REASONS["o"])


def _answer(console: Console, question: str, keys: str) -> str:
    """The first letter of an answer that is one of ``keys``; the end of input quits."""
    while True:
        try:
            said = console.input(Text(question)).strip().lower()[:1]
        except EOFError:
            return "q"
        if said and said in keys:
            return said


def _take_sheet(
    sheet: Path, tasks: Sequence[Task], pools: dict[str, list[Item]], layout: Layout, who: str,
    console: Console,
) -> None:  # fmt: skip
    found = read_sheet(sheet, pools, who)
    for task in tasks:
        if task.id in found.verdicts:
            add_verdicts(Path(layout.review(task.domain, task.id)), found.verdicts[task.id])
    taken = sum(map(len, found.verdicts.values()))
    line = f"{sheet}: {found.rows} rows, {taken} verdicts, {found.blank} left blank"
    console.print(f"{line}, {len(found.refused)} refused", highlight=False)
    if found.refused:
        rejects = sheet.with_name(f"{sheet.stem}.rejects.csv")
        write_refused(found, rejects)
        console.print(f"{rejects}: the refused rows and why", highlight=False)


def _bar(
    folder: Path, tasks: Sequence[Task], pools: dict[str, list[Item]], layout: Layout,
    console: Console,
) -> None:  # fmt: skip
    """Append tombstones of failed paraphrases to recorded pools, each once."""
    for task in tasks:
        path = folder / task.domain / f"{task.id}.jsonl"
        written = path.read_bytes() if path.is_file() else b""
        lines = [orjson.dumps(line) for line in tombstones(pools[task.id], task, layout)]
        new = [line for line in lines if line not in written.splitlines()]
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
            joint = b"" if not written or written.endswith(b"\n") else b"\n"
            path.write_bytes(written + joint + b"\n".join(new) + b"\n")
            console.print(f"{path}: {len(new)} paraphrases barred", highlight=False)


def _show(rows: Sequence[dict[str, object]], console: Console) -> None:
    table = Table(title="Failure rate (95 % interval)", title_justify="left")
    for name in ("task", "pool", "failed", "reviewers", "reasons"):
        table.add_column(name)
    for row in rows:
        rate = str(_share(row))
        cells = row["task"], row["pool"], rate, row["reviewers"], row["reasons"]
        table.add_row(*map(str, cells))
    console.print(table if rows else "nothing is judged yet")


def _share(row: dict[str, object]) -> Share:
    return exact(int(str(row["failed"])), int(str(row["judged"])))
