"""One row a task: records by split, refusals, hours of audio."""

from collections.abc import Sequence
from pathlib import Path

import orjson
import polars as pl

from audioflan.catalog.layout import Layout, frames
from audioflan.catalog.models import CLEAN, SPLITS
from audioflan.catalog.plan import Plan, Unit
from audioflan.report.funnel import Step
from audioflan.report.section import Build, Card, Section

PLACE = 10
HOUR = 3600.0


def section(build: Build) -> Section:
    """The table of tasks, and the figures that head the page."""
    tasks = summary(build.plan, build.layout, build.steps)
    totals = {name: tasks[name].sum() for name in ("records", "hours", "rejected")}
    return Section(
        title="Tasks",
        table=tasks,
        bar="records",
        cards=(
            Card(f"{totals['records']:,}", "records"),
            Card(f"{len(tasks)}", "tasks"),
            Card(f"{totals['hours']:.1f}", "hours of audio named"),
            Card(f"{totals['rejected']:,}", "instances refused"),
        ),
    )


def summary(plan: Plan, layout: Layout, steps: Sequence[Step]) -> pl.DataFrame:
    """One row a task.

    Returns:
        Columns ``domain, task, corpora, records, train, dev, test, hours, rejected, main_reason``;
        hours are those of the distinct audio that the task's instances name, and refusals
        those after the audio was prepared.
    """
    rows = []
    for task in plan.tasks.values():
        units = [unit for unit in plan.units if unit.task.id == task.id]
        splits = {split: sum(_records(layout, unit, split) for unit in units) for split in SPLITS}
        refused = _refused(steps, task.id)
        rows.append(
            {
                "domain": task.domain,
                "task": task.id,
                "corpora": len({unit.corpus.id for unit in units}),
                "records": sum(splits.values()),
                **splits,
                "hours": _seconds(plan, layout, units) / HOUR,
                "rejected": sum(refused.values()),
                "main_reason": next(iter(refused), ""),
            }
        )
    order = {"speech": 0, "music": 1, "audio": 2}
    return pl.DataFrame(rows).sort(pl.col("domain").replace_strict(order), "task")


def _records(layout: Layout, unit: Unit, split: str) -> int:
    domain, task, corpus, part = unit.names
    path = Path(frames(layout.shard(domain, task, corpus, split, part)))
    return sum(frame["records"] for frame in orjson.loads(path.read_bytes())["frames"])


def _refused(steps: Sequence[Step], task: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for step in steps:
        if step.task == task and step.stage != "prepare recipe":
            for reason, count in step.refused.items():
                counts[reason] = counts.get(reason, 0) + count
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _seconds(plan: Plan, layout: Layout, units: Sequence[Unit]) -> float:
    """Seconds of the distinct audio ids of some units."""
    seconds = 0.0
    for unit in units:
        columns = [f"part.{role}" for role in unit.task.audio_roles]
        named = pl.scan_parquet(layout.instances(*unit.names)).select(columns).collect()
        ids = pl.concat([named[column].alias("audio_id") for column in columns]).unique()
        index = pl.scan_parquet(_indexes(plan, layout, unit)).select("audio_id", "duration")
        held = index.filter(pl.col("audio_id").is_in(ids.implode()))
        seconds += held.select(pl.col("duration").sum()).collect().item()
    return seconds


def _indexes(plan: Plan, layout: Layout, unit: Unit) -> list[str]:
    corpus, domain = unit.corpus, unit.task.domain
    stems = [
        layout.audio(corpus.domain, corpus.id, CLEAN, part) for part in range(plan.parts(corpus))
    ]
    if unit.task.recipe_for(corpus.id) is not None:
        stems.append(layout.audio(domain, corpus.id, unit.task.id, unit.part))
    return [f"{stem}.parquet" for stem in stems]
