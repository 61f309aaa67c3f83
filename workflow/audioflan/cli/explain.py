"""``audioflan explain``: where one record comes from, stage by stage."""

from pathlib import Path
from typing import Annotated, Any

import orjson
import polars as pl
import typer
from rich.console import Console
from rich.tree import Tree

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.catalog.layout import Layout
from audioflan.cli.options import BuildOption, ShardsOption
from audioflan.files import read_jsonl
from audioflan.trace import (
    Instance,
    audio_facts,
    audio_ids,
    audio_line,
    clip_facts,
    find_instance,
    find_record,
)

Uuid = Annotated[str, typer.Argument(help="The `uuid` of a record.")]


def run(
    uuid: Uuid, build: BuildOption = Path("build"), shards: ShardsOption = Path("shards")
) -> None:
    """Trace a record to its source files, licence, template, paraphrase and checks.

    Example:
      audioflan explain 2f0c0c5e-6a0e-5a3c-9d0f-3f5f4a3c2b1a
    """
    layout = Layout(build, shards, build / "archives")
    catalog = Catalog.load(HOME)
    instance = find_instance(layout, uuid)
    found = find_record(layout, instance)
    tree = Tree(f"[bold]{uuid}[/bold]  {instance.domain}/{instance.task}, {instance.corpus}")
    _add_instance(tree, instance)
    if found is None:
        tree.add("no shard holds it: the record was refused, see the reject files of its checks")
    else:
        path, record = found
        shard = tree.add(f"shard {path}, split {record['split'][0]}")
        for key in ("instruction", "input", "output"):
            shard.add(f"{key}: {record[key]!r}")
        _add_wording(tree, layout, catalog, instance, record)
        _add_audio(tree, layout, audio_ids(record))
    _add_checks(tree, layout, instance)
    corpus = catalog.corpora[instance.corpus]
    terms = tree.add(f"licence {instance.row['licence']}")
    terms.add(f"corpus {corpus.title}: {corpus.licence.spdx}, {corpus.homepage}")
    Console().print(tree, markup=True, highlight=False)


def _add_instance(tree: Tree, instance: Instance) -> None:
    branch = tree.add(f"instance {instance.row['key']}, group {instance.row['group']}")
    for name, value in instance.row.items():
        if name.startswith(("slot.", "part.")):
            branch.add(f"{name}: {value}")


def _add_wording(
    tree: Tree, layout: Layout, catalog: Catalog, instance: Instance, record: dict[str, Any]
) -> None:
    other = record["other"] or {}
    seed_id = other.get("template", "").rpartition("/")[2]
    task = catalog.tasks[instance.task]
    for seed in task.seeds:
        if seed.id == seed_id:
            tree.add(f"template {other['template']} ({seed.style}): {seed.text}")
    pool = Path(layout.pool(instance.domain, instance.task))
    for entry in read_jsonl(pool) if pool.is_file() else []:
        if entry["id"] == other.get("paraphrase"):
            tree.add(f"paraphrase {entry['id']}: {entry['text']} (model {entry['model'][:12]})")


def _add_audio(tree: Tree, layout: Layout, ids: list[str]) -> None:
    facts = audio_facts(layout, ids)
    clips = _clips(layout, facts)
    for row in facts.iter_rows(named=True):
        branch = tree.add(f"audio {audio_line(row)}")
        branch.add(f"sha256 of its samples {row['sha256']}, licence {row['licence']}")
        for source in dict.fromkeys([row["anchor"], *(row["parents"] or [])]):
            if source in clips:
                branch.add(_source_line(layout, clips[source]))


def _clips(layout: Layout, facts: pl.DataFrame) -> dict[str, dict[str, Any]]:
    wanted = set(facts["anchor"]) | set(facts["parents"].explode()) if len(facts) else set()
    rows = clip_facts(layout, [name for name in wanted if name])
    return {row["audio_id"]: row for row in rows.iter_rows(named=True)}


def _source_line(layout: Layout, clip: dict[str, Any]) -> str:
    start, end = clip["start"], clip["start"] + clip["duration"]
    return f"from {clip['path']} {start:.2f}-{end:.2f} s, licence {clip['licence']}"


def _add_checks(tree: Tree, layout: Layout, instance: Instance) -> None:
    names = instance.domain, instance.task, instance.corpus, instance.part
    path = Path(layout.check(*names))
    if path.is_file():
        check = orjson.loads(path.read_bytes())
        tree.add(f"checks {path}: {check['accepted']} of {check['seen']} records accepted")
