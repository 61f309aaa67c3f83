"""``audioflan validate``: check records wherever they come from."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.table import Table

from audioflan.cli.options import BuildOption
from audioflan.errors import AudioFlanError
from audioflan.records import Check, Expectation, validate_file
from audioflan.records.lines import record_files
from audioflan.trace import tables

Target = Annotated[Path, typer.Argument(help="A .jsonl or .jsonl.zst file, or a folder of them.")]
Resolve = Annotated[
    bool, typer.Option("--resolve", help="Also look every audio id up in the build folder.")
]


def run(path: Target, resolve: Resolve = False, build: BuildOption = Path("build")) -> None:
    """Check every record: JSON, schema, key order, spans, direction, split, uuids.

    Ends with status 1 when any record is refused.

    Examples:
      audioflan validate shards --resolve
      audioflan validate other/records.jsonl
    """
    expectation = Expectation(audio_ids=_known_ids(build) if resolve else None)
    table = Table()
    for name in ("file", "records", "accepted", "refused"):
        table.add_column(name, justify="left" if name == "file" else "right", overflow="fold")
    checks = {file: validate_file(file, expectation) for file in record_files(path)}
    for file, check in checks.items():
        table.add_row(str(file), f"{check.seen:,}", f"{check.accepted:,}", _reasons(check))
    console = Console()
    console.print(table)
    for file, check in checks.items():
        for refusal in check.offending:
            where = f"{file}:{refusal.line}: {refusal.rule}: {refusal.reason}"
            console.print(where, markup=False, highlight=False, soft_wrap=True)
    if not all(check.passed for check in checks.values()):
        raise typer.Exit(1)


def _known_ids(build: Path) -> set[str]:
    indexes = tables(build / "audio", "*/*/*.*.parquet")
    if not indexes:
        raise AudioFlanError("no audio indexes", where=build, remedy="name the build with --build.")
    return set(pl.scan_parquet(indexes).select("audio_id").collect()["audio_id"])


def _reasons(check: Check) -> str:
    return ", ".join(f"{count} {rule}" for rule, count in check.refused.items()) or "0"
