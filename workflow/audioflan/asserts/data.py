"""All instances of one task, read lazily from the files of every corpus and part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from audioflan.catalog.models import Corpus, Task

CLOSED = ("label", "boolean")
SHOWN = 5
BUCKET = 5_000_000


@dataclass(frozen=True)
class Problem:
    """What one assert found wrong.

    ``corpus`` is empty when the whole task is meant; ``examples`` are keys of instances, or the
    values themselves.
    """

    what: str
    corpus: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Among:
    """How many instances of a corpus something holds for, and some of them."""

    corpus: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class TaskData:
    """The instances of a task.

    Attributes:
        task: the task.
        corpora: the corpora that serve it in this build, by id.
        rows: the columns of the instance files, and ``corpus`` (its id).
    """

    task: Task
    corpora: Mapping[str, Corpus]
    rows: pl.LazyFrame

    @property
    def answer(self) -> pl.Expr:
        """The answers."""
        return pl.col(f"part.{self.task.output[0].role}")

    @property
    def asked(self) -> list[str]:
        """Columns that say what is asked: the input's parts and the slots."""
        parts = [f"part.{entry.role}" for entry in self.task.input]
        return parts + [f"slot.{name}" for name in self.task.slots]

    @property
    def answered(self) -> list[str]:
        """Columns that say what is answered."""
        return [f"part.{entry.role}" for entry in self.task.output]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Corpus id -> number of instances, corpora without any included."""
        found = collect(self.rows.group_by("corpus").len())
        return {**dict.fromkeys(self.corpora, 0), **dict(found.sort("corpus").iter_rows())}

    @property
    def total(self) -> int:
        """Number of instances."""
        return sum(self.counts.values())

    @cached_property
    def labels(self) -> pl.DataFrame:
        """``answer, count`` of a closed answer, in order of the answers; empty for an open one."""
        rows = self.rows if self.task.answer in CLOSED else self.rows.head(0)
        counted = rows.group_by(self.answer.alias("answer")).agg(pl.len().alias("count"))
        return collect(counted).sort("answer")

    def among(self, condition: pl.Expr, shown: str | pl.Expr = "key") -> Iterator[Among]:
        """Where a condition holds: its count by corpus, with the first examples by ``key``."""
        shown = pl.col(shown) if isinstance(shown, str) else shown
        held = self.rows.filter(condition)
        counts = collect(held.group_by("corpus").len()).sort("corpus")
        for corpus, count in counts.iter_rows():
            mine = held.filter(pl.col("corpus") == corpus).sort("key").head(SHOWN)
            yield Among(corpus, count, tuple(collect(mine.select(shown.alias("s")))["s"]))

    def repeats(self, columns: list[str]) -> tuple[int, tuple[str, ...]]:
        """How many rows repeat the values of an earlier one, and the keys of one such group.

        Rows are told apart by a 64-bit hash, a range of hashes at a time: memory is that of
        ``BUCKET`` hashes, and two of ten million rows meet by chance once in 400,000 builds.
        """
        repeated, first = 0, None
        buckets = 1 + self.total // BUCKET
        identity = pl.struct(columns).hash()
        for bucket in range(buckets):
            mine = self.rows.select(identity.alias("hash")).filter(
                pl.col("hash") % buckets == bucket
            )
            again = collect(mine.group_by("hash").len().filter(pl.col("len") > 1))
            repeated += int(again["len"].sum()) - len(again)
            first = again["hash"].min() if first is None else first
        if first is None:
            return 0, ()
        group = collect(self.rows.filter(identity == first).select("key").head(SHOWN))
        return repeated, tuple(group["key"].sort())


def read_task_data(
    task: Task, corpora: Iterable[Corpus], files: Mapping[str, Iterable[Path]]
) -> TaskData:
    """The instances of a task.

    Args:
        task: the task.
        corpora: the corpora that serve it.
        files: corpus id -> its instance files, all parts.
    """
    known = {corpus.id: corpus for corpus in corpora}
    scans = [
        pl.scan_parquet(path).with_columns(pl.lit(corpus).alias("corpus"))
        for corpus, paths in sorted(files.items())
        for path in paths
    ]
    return TaskData(task, known, pl.concat(scans, how="vertical_relaxed"))


def collect(frame: pl.LazyFrame) -> pl.DataFrame:
    """Run a query in batches."""
    return frame.collect(engine="streaming")
