"""What people say of accepted paraphrases: verdicts that outlive the pool, and a failure rate."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.catalog.layout import Layout
from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.files import read_jsonl
from audioflan.randomness import hash64
from audioflan.statistics import exact

GOOD, BAD = "good", "bad"
REASONS = {
    "m": "meaning changed",
    "a": "something added",
    "l": "something lost",
    "g": "bad grammar",
    "u": "unnatural",
    "o": "other",
}
RATES = {
    "task": pl.String, "pool": pl.Int64, "judged": pl.Int64, "failed": pl.Int64,
    "failure_rate": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "reviewers": pl.Int64, "reasons": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One paraphrase to judge beside the seed that it rewords."""

    task: str
    id: str
    seed: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """What one reviewer says of one paraphrase; ``reason`` is empty where it is good."""

    id: str
    reviewer: str
    verdict: str
    reason: str
    text: str


def read_pool(task: Task, layout: Layout) -> list[Item]:
    """The paraphrases of a task's pool, in its order; none where no pool was built."""
    path = Path(layout.pool(task.domain, task.id))
    seeds = {seed.id: seed.text for seed in task.seeds}
    lines = read_jsonl(path) if path.is_file() else []
    return [
        Item(task.id, line["id"], seeds[line["parent"]], line["text"])
        for line in lines
        if line["parent"] in seeds
    ]


def drawn(items: Sequence[Item], count: int, seed: int) -> list[Item]:
    """At most ``count`` items at random; one that stays in a growing pool keeps its place."""
    hashes = hash64([item.id for item in items], f"review:{seed}").tolist()
    return [item for _, item in sorted(zip(hashes, items, strict=True), key=lambda x: x[0])][:count]


def read_verdicts(path: Path) -> dict[tuple[str, str], Verdict]:
    """The last verdict of every (paraphrase, reviewer); a line that a kill cut short is none.

    Raises:
        AudioFlanError: a whole line is no verdict.
    """
    found = {}
    for number, line in enumerate(path.read_bytes().splitlines(True) if path.is_file() else (), 1):
        if not line.endswith(b"\n"):
            break
        try:
            verdict = Verdict(**orjson.loads(line))
        except (orjson.JSONDecodeError, TypeError) as problem:
            what = f"not a verdict ({problem})"
            remedy = "mend or remove the line."
            raise AudioFlanError(what, where=path, line=number, remedy=remedy) from problem
        found[verdict.id, verdict.reviewer] = verdict
    return found


def add_verdicts(path: Path, verdicts: Iterable[Verdict]) -> None:
    """Append verdicts, each of them on disk before the next question is asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as stream:
        stream.seek(0)
        whole = stream.read().rfind(b"\n") + 1
        stream.truncate(whole)
        stream.writelines(orjson.dumps(asdict(verdict)) + b"\n" for verdict in verdicts)
        stream.flush()
        os.fsync(stream.fileno())


def failures(
    items: Sequence[Item], verdicts: Mapping[tuple[str, str], Verdict]
) -> dict[str, list[Verdict]]:
    """Judged paraphrases that are in the pool -> the verdicts against them."""
    known = {item.id for item in items}
    against: dict[str, list[Verdict]] = {}
    for (paraphrase, _), verdict in verdicts.items():
        if paraphrase in known:
            against.setdefault(paraphrase, [])
            if verdict.verdict == BAD:
                against[paraphrase].append(verdict)
    return against


def failure_rates(tasks: Iterable[Task], layout: Layout) -> pl.DataFrame:
    """Failure rate of every reviewed task, and of all of them in the last row.

    A paraphrase fails when any reviewer calls it bad. Intervals are exact (Clopper-Pearson).
    Verdicts on paraphrases that have left the pool count no more.

    Returns:
        Columns as ``RATES``; no row when nothing was reviewed.
    """
    rows, whole, names, reasons = [], Counter[str](), set[str](), Counter[str]()
    for task in tasks:
        items = read_pool(task, layout)
        verdicts = read_verdicts(Path(layout.review(task.domain, task.id)))
        against = failures(items, verdicts)
        if not against:
            continue
        counts = {"pool": len(items), "judged": len(against)}
        counts["failed"] = sum(map(bool, against.values()))
        said = Counter(v.reason for group in against.values() for v in group)
        reviewers = {reviewer for paraphrase, reviewer in verdicts if paraphrase in against}
        rows.append(_row(task.id, counts, reviewers, said))
        whole.update(counts)
        names |= reviewers
        reasons.update(said)
    if rows:
        rows.append(_row("all", whole, names, reasons))
    return pl.DataFrame(rows, schema=RATES, orient="row")


def tombstones(items: Sequence[Item], task: Task, layout: Layout) -> list[dict[str, Any]]:
    """Lines for a recorded pool that keep the failed paraphrases out of every later pool."""
    verdicts = read_verdicts(Path(layout.review(task.domain, task.id)))
    against = failures(items, verdicts)
    parents = {seed.text: seed.id for seed in task.seeds}
    return [
        {"parent": parents[item.seed], "text": item.text, "removed": against[item.id][0].reason}
        for item in items
        if against.get(item.id)
    ]


def _row(
    name: str, counts: Mapping[str, int], reviewers: set[str], reasons: Counter[str]
) -> tuple[object, ...]:
    rate = exact(counts["failed"], counts["judged"])
    said = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    numbers = counts["pool"], counts["judged"], counts["failed"]
    return name, *numbers, rate.share, rate.low, rate.high, len(reviewers), said
