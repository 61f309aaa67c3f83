"""How well the guards tell good rewordings from drifted ones, on labelled texts.

Labelled texts lie in ``templates/evaluation/<set>/<domain>/<task>.yaml``: guards and the reader
learn from the set ``tuning``, ``calibration`` says how their doubts are weighed, and ``sealed``
tells how they do on texts that nothing was ever fitted to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from audioflan.catalog.documents import Place, read_document, unknown_name
from audioflan.catalog.models import Seed, Task
from audioflan.paraphrase.clean import clean
from audioflan.paraphrase.guards import first_refusal
from audioflan.statistics import Share, wilson

TUNING, CALIBRATION, SEALED = SETS = ("tuning", "calibration", "sealed")
MEASURED = (CALIBRATION, SEALED)
"""Sets that the reader was not taught on."""
GOOD = "good"
RECALL = "drifted texts refused"
LOST = "good texts lost"
PRECISION = "refused texts drifted"
SCHEMA = Path("config") / "schemas" / "evaluation.schema.json"
MEASURES = {
    "set": pl.String, "measure": pl.String, "of": pl.String, "count": pl.Int64,
    "total": pl.Int64, "share": pl.Float64, "low": pl.Float64, "high": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """A text, the seed it was made from, and ``good`` or how it drifted."""

    task: Task
    seed: Seed
    text: str
    kind: str


def load_set(home: Path, tasks: Mapping[str, Task], which: str) -> list[Labelled]:
    """Every labelled text of a set, by file and then as written.

    Args:
        home: folder that holds ``templates/evaluation`` and the schemas.
        tasks: the catalogue's tasks by id.
        which: one of ``SETS``.

    Raises:
        AudioFlanError: a file breaks the schema, or names an unknown task or seed.
    """
    found = []
    for path in set_files(home, which):
        document = read_document(path, home / SCHEMA)
        for name, entries in document.data.items():
            if name not in tasks:
                what, remedy = unknown_name("task", name, tasks)
                raise document.error(what, [name], remedy)
            seeds = {seed.id: seed for seed in tasks[name].seeds}
            for index, entry in enumerate(entries):
                if entry["seed"] not in seeds:
                    what, remedy = unknown_name("seed", entry["seed"], seeds)
                    at: Place = [name, index, "seed"]
                    raise document.error(f"{what} of task {name}", at, remedy)
                seed = seeds[entry["seed"]]
                found.append(Labelled(tasks[name], seed, entry["text"], entry["kind"]))
    return found


def set_files(home: Path, which: str) -> list[Path]:
    """The YAML files of a set, at any depth: a task's editor may add one of its own."""
    return sorted((home / "templates" / "evaluation" / which).rglob("*.yaml"))


def judge(labelled: Iterable[Labelled]) -> pl.DataFrame:
    """Put every text through the guards as a pool does, none of them known before another.

    Returns:
        Columns ``task, seed, kind, text, guard, reason``; the last two null where it passed.
    """
    rows = []
    for each in labelled:
        refusal = first_refusal(clean(each.text), each.seed, each.task, ())
        guard = None if refusal is None else refusal.partition(":")[0]
        rows.append((each.task.id, each.seed.id, each.kind, each.text, guard, refusal))
    columns = ("task", "seed", "kind", "text", "guard", "reason")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def measure(verdicts: pl.DataFrame, which: str) -> pl.DataFrame:
    """Recall by kind of drift, good texts lost and precision by guard, with Wilson intervals.

    Args:
        verdicts: as :func:`judge` returns them.
        which: name of the set, for the column ``set``.

    Returns:
        Columns as ``MEASURES``; ``of`` is ``all``, a kind of drift or a guard.
    """
    drifted = verdicts.filter(pl.col("kind") != GOOD)
    good = verdicts.filter(pl.col("kind") == GOOD)
    refused = verdicts.filter(pl.col("guard").is_not_null())
    rows = [_row(which, RECALL, "all", _refused(drifted), len(drifted))]
    for kind in sorted(drifted["kind"].unique()):
        part = drifted.filter(pl.col("kind") == kind)
        rows.append(_row(which, RECALL, kind, _refused(part), len(part)))
    rows.append(_row(which, LOST, "all", _refused(good), len(good)))
    rows += [
        _row(which, LOST, guard, good["guard"].to_list().count(guard), len(good))
        for guard in sorted(good["guard"].drop_nulls().unique())
    ]
    rows.append(_row(which, PRECISION, "all", _refused(drifted), len(refused)))
    for guard in sorted(refused["guard"].unique()):
        part = refused.filter(pl.col("guard") == guard)
        drift = len(part.filter(pl.col("kind") != GOOD))
        rows.append(_row(which, PRECISION, guard, drift, len(part)))
    return pl.DataFrame(rows, schema=MEASURES, orient="row")


def evaluate(home: Path, tasks: Mapping[str, Task], sets: Sequence[str] = MEASURED) -> pl.DataFrame:
    """Measures of the sets, one below the other."""
    return pl.concat(measure(judge(load_set(home, tasks, which)), which) for which in sets)


def share_of(measures: pl.DataFrame, which: str, name: str, of: str = "all") -> Share:
    """One share of a table of measures; nothing counted where it has none."""
    wanted = (pl.col("set") == which) & (pl.col("measure") == name) & (pl.col("of") == of)
    found = measures.filter(wanted).select("count", "total").rows()
    return wilson(*found[0]) if found else wilson(0, 0)


def misjudged(verdicts: pl.DataFrame) -> pl.DataFrame:
    """Drifted texts that passed and good ones that did not."""
    return verdicts.filter((pl.col("kind") == GOOD) == pl.col("guard").is_not_null())


def _refused(verdicts: pl.DataFrame) -> int:
    return int(verdicts["guard"].is_not_null().sum())


def _row(which: str, name: str, of: str, count: int, total: int) -> tuple[object, ...]:
    return which, name, of, *asdict(wilson(count, total)).values()
