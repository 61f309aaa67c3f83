"""``audioflan show``: records as a person reads them, with the facts of their audio."""

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
from audioflan.records.lines import read_lines
from audioflan.trace import audio_facts, audio_ids, audio_line

Target = Annotated[Path, typer.Argument(help="A .jsonl or .jsonl.zst file, or a folder of them.")]
Number = Annotated[int, typer.Option("-n", "--number", min=1, help="How many records.")]
Skip = Annotated[int, typer.Option("--skip", min=0, help="How many records to pass over first.")]


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
    for line in islice(_lines(path), skip, skip + number):
        console.print(panel(_parse(line, path), layout))
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


def _lines(path: Path) -> Any:
    if not path.exists():
        raise AudioFlanError("no such file or folder", where=path)
    files = sorted(path.rglob("*.jsonl.zst")) if path.is_dir() else [path]
    for file in files:
        yield from read_lines(file)


def _parse(line: bytes, path: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = orjson.loads(line)
    except orjson.JSONDecodeError as problem:
        raise AudioFlanError(f"a line is not JSON: {problem}", where=path) from problem
    return record
