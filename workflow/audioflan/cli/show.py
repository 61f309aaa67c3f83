"""``audioflan show``: records as a person reads them, with the facts of their audio."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from audioflan.catalog.layout import Layout
from audioflan.cli.options import BuildOption, ShardsOption
from audioflan.errors import AudioFlanError
from audioflan.records.checker import record_checker
from audioflan.records.lines import read_lines, record_files
from audioflan.trace import audio_facts, audio_ids, audio_line

Target = Annotated[Path, typer.Argument(help="A .jsonl or .jsonl.zst file, or a folder of them.")]
Number = Annotated[int, typer.Option("-n", "--number", min=1, help="How many records.")]
Skip = Annotated[int, typer.Option("--skip", min=0, help="How many records to pass over first.")]
REMEDY = "`audioflan validate` lists all that is wrong with a file; skip the line with --skip."


def run(
    path: Target,
    number: Number = 3,
    skip: Skip = 0,
    build: BuildOption = Path("build"),
    shards: ShardsOption = Path("shards"),
) -> None:
    """Print records and, for every audio id, its duration, rate, pack and recipe.

    Examples:
      audioflan show shards/music/beat_tracking/openmsx_rendered.train.0.jsonl.zst -n 5
      audioflan show shards/speech -n 1
    """
    layout, console = Layout(build, shards, build / "archives"), Console()
    shown = 0
    for found in islice(_lines(path), skip, skip + number):
        console.print(panel(_parse(*found), layout))
        shown += 1
    if not shown:
        console.print(f"{path}: no records")


def panel(record: dict[str, Any], layout: Layout) -> Panel:
    """One record as a panel."""
    body = [Text.assemble((f"{key:<12}", "bold"), record[key]) for key in ("instruction",)]
    for key in ("input", "output"):
        body.append(Text.assemble((f"{key:<12}", "bold"), record[key].replace("\n", f"\n{'':12}")))
    facts = audio_facts(layout, audio_ids(record))
    for row in facts.iter_rows(named=True):
        body.append(Text(audio_line(row), style="cyan"))
    kind = record["task_type"]
    title = f"{record['domain']} / {kind['major'][0]} / {kind['minor'][0]} / {record['split'][0]}"
    other = record["other"] or {}
    foot = "  ".join(f"{key}={value}" for key, value in other.items())
    body.append(Text(foot, style="dim"))
    return Panel(Group(*body), title=title, subtitle=record["uuid"], title_align="left")


def _lines(path: Path) -> Iterator[tuple[Path, int, bytes]]:
    """Every line with its file and its number there, from 1."""
    for file in record_files(path):
        for number, line in enumerate(read_lines(file), 1):
            yield file, number, line


def _parse(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        record: dict[str, Any] = orjson.loads(line)
        fault = record_checker().fault(record)
    except orjson.JSONDecodeError as problem:
        fault = f"not JSON: {problem}"
    if fault is not None:
        what = f"the line is no record: {fault}"
        raise AudioFlanError(what, where=file, line=number, remedy=REMEDY)
    return record
