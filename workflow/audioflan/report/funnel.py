"""How many items entered and left every stage, per task and corpus."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import polars as pl

from audioflan.catalog.layout import Layout, frames, rejects
from audioflan.catalog.models import CLEAN, Corpus
from audioflan.catalog.plan import Plan, Unit
from audioflan.errors import AudioFlanError
from audioflan.files import read_jsonl
from audioflan.paraphrase.chosen import chosen
from audioflan.paraphrase.settings import ParaphraseSettings
from audioflan.parts import part_range
from audioflan.reasons import alike
from audioflan.records.check import Check

REWORD = "reword"


@dataclass(frozen=True)
class Step:
    """One stage of one corpus or unit: ``entered`` = ``left`` + all of ``refused``.

    ``entered`` is counted where the items come from, not from ``left`` and ``refused``.
    """

    stage: str
    task: str
    corpus: str
    part: int
    entered: int
    left: int
    refused: Mapping[str, int] = field(default_factory=dict)

    @property
    def closes(self) -> bool:
        """Whether nothing was lost or made from nothing."""
        return self.entered == self.left + sum(self.refused.values())


def funnel(plan: Plan, layout: Layout) -> list[Step]:
    """Every step of a finished build.

    Raises:
        AudioFlanError: the sums of a step do not close.
    """
    steps = [
        step for corpus in plan.corpora.values() for step in _corpus_steps(plan, layout, corpus)
    ]
    steps += [step for unit in plan.units for step in _unit_steps(plan, layout, unit)]
    for step in steps:
        if not step.closes:
            raise AudioFlanError(
                f"sums do not close at {step.stage}: {step.entered} entered, {step.left} left, "
                f"{sum(step.refused.values())} refused",
                where=f"{step.task or CLEAN}/{step.corpus}.{step.part}",
                remedy="delete that stage's files and build again.",
            )
    return steps


def _corpus_steps(plan: Plan, layout: Layout, corpus: Corpus) -> Iterator[Step]:
    manifest = layout.manifest(corpus.id)
    clips, refused = _height(manifest), _reasons(rejects(manifest))
    yield Step("index", "", corpus.id, 0, clips + sum(refused.values()), clips, refused)
    for part in range(plan.parts(corpus)):
        stem = layout.audio(corpus.domain, corpus.id, CLEAN, part)
        yield _audio_step(
            "prepare clips", "", corpus, part, stem, _slice(plan, corpus, part, clips)
        )


def _unit_steps(plan: Plan, layout: Layout, unit: Unit) -> Iterator[Step]:
    domain, task, corpus, part = unit.names
    if unit.task.recipe_for(corpus) is not None:
        entered = _slice(plan, unit.corpus, part, _height(layout.manifest(corpus)))
        stem = layout.audio(domain, corpus, task, part)
        yield _audio_step("prepare recipe", task, unit.corpus, part, stem, entered)
    path = layout.instances(*unit.names)
    instances, refused = _height(path), _reasons(rejects(path))
    offered = instances + sum(refused.values())
    yield Step("instantiate", task, corpus, part, offered, instances, refused)
    if plan.config.paraphrase.get("mode") == "instance":
        yield _reword_step(plan, layout, unit)
    check = Check.read(layout.check(*unit.names))
    refused = _line_reasons(rejects(layout.records(*unit.names)))
    yield Step("render", task, corpus, part, instances, check.seen, refused)
    yield Step("validate", task, corpus, part, check.seen, check.accepted, check.refused)
    written = sum(_records(shard) for shard in layout.shard_set(*unit.names))
    yield Step("compress", task, corpus, part, check.accepted, written)


def _reword_step(plan: Plan, layout: Layout, unit: Unit) -> Step:
    """Records to be reworded one by one; the refused ones keep their words and are not lost."""
    uuids = pl.read_parquet(layout.instances(*unit.names), columns=["uuid"])["uuid"]
    without = [row["item"] for row in read_jsonl(rejects(layout.records(*unit.names)))]
    rendered = uuids.filter(~uuids.is_in(without)).to_list()
    entered = int(chosen(rendered, ParaphraseSettings.of(plan.config.paraphrase)).sum())
    left = len(read_jsonl(layout.rewordings(*unit.names)))
    kept = read_jsonl(rejects(layout.rewordings(*unit.names)))
    guards = Counter(row["reason"].partition(":")[0] for row in kept)
    _, task, corpus, part = unit.names
    return Step(REWORD, task, corpus, part, entered, left, dict(guards.most_common()))


def _audio_step(stage: str, task: str, corpus: Corpus, part: int, stem: str, entered: int) -> Step:
    anchors = (
        pl.scan_parquet(f"{stem}.parquet").select(pl.col("anchor").n_unique()).collect().item()
    )
    return Step(stage, task, corpus.id, part, entered, anchors, _reasons(f"{stem}.rejects.parquet"))


def _slice(plan: Plan, corpus: Corpus, part: int, rows: int) -> int:
    return len(part_range(rows, part, plan.parts(corpus)))


def _height(path: str) -> int:
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


def _reasons(path: str) -> dict[str, int]:
    table = pl.scan_parquet(path).select(alike(pl.col("reason")))
    counts = table.group_by("reason").len().sort("len", "reason", descending=[True, False])
    return dict(counts.collect().iter_rows())


def _line_reasons(path: str) -> dict[str, int]:
    with Path(path).open("rb") as lines:
        return dict(Counter(orjson.loads(line)["reason"] for line in lines).most_common())


def _records(shard: str) -> int:
    return sum(
        frame["records"] for frame in orjson.loads(Path(frames(shard)).read_bytes())["frames"]
    )
