"""From a record back to the files it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.catalog.layout import Layout
from audioflan.catalog.models import SPLITS
from audioflan.errors import AudioFlanError
from audioflan.records.lines import read_lines
from audioflan.records.spans import SPAN


@dataclass(frozen=True)
class Instance:
    """Where the instance of a record lies."""

    domain: str
    task: str
    corpus: str
    part: int
    row: dict[str, Any]


def audio_ids(record: dict[str, Any]) -> list[str]:
    """Audio ids of a record's input and output, in order, each once."""
    return list(dict.fromkeys(SPAN.findall(f"{record['input']}\n{record['output']}")))


def tables(folder: Path, pattern: str) -> list[Path]:
    """Tables below a folder, sorted; the rejects beside them are none."""
    return [path for path in sorted(folder.glob(pattern)) if ".rejects." not in path.name]


def audio_facts(layout: Layout, ids: Iterable[str]) -> pl.DataFrame:
    """Index rows of some audio ids, whichever pack holds them."""
    return _rows(layout.build / "audio", "*/*/*.*.parquet", pl.col("audio_id").is_in(list(ids)))


def clip_facts(layout: Layout, ids: Iterable[str]) -> pl.DataFrame:
    """Manifest rows of some clips."""
    return _rows(layout.build / "manifests", "*.parquet", pl.col("audio_id").is_in(list(ids)))


def _rows(folder: Path, pattern: str, wanted: pl.Expr) -> pl.DataFrame:
    found = [pl.scan_parquet(path).filter(wanted).collect() for path in tables(folder, pattern)]
    return pl.concat([frame for frame in found if len(frame)] or [pl.DataFrame()])


def audio_line(row: dict[str, Any]) -> str:
    """Facts of one audio id on one line."""
    drawn = orjson.loads(row["draw"] or "{}")
    shown = ", ".join(
        f"{key} {value}" for key, value in drawn.items() if not isinstance(value, list | dict)
    )
    recipe = f"recipe {row['recipe']}" + (f" ({shown})" if shown else "")
    return (
        f"{row['audio_id']}: {row['duration']:.2f} s, {row['sample_rate']} Hz, "
        f"{row['channels']} ch, {row['file']}, {recipe}"
    )


def find_instance(layout: Layout, uuid: str) -> Instance:
    """The instance of a uuid.

    Raises:
        AudioFlanError: no instance has this uuid.
    """
    folder = layout.build / "instances"
    for path in tables(folder, "*/*/*.parquet"):
        found = pl.scan_parquet(path).filter(pl.col("uuid") == uuid).collect()
        if len(found):
            corpus, part, _ = path.name.split(".")
            domain, task = path.parts[-3:-1]
            return Instance(domain, task, corpus, int(part), found.row(0, named=True))
    raise AudioFlanError(
        f"no instance has the uuid {uuid}",
        where=folder,
        remedy="check the uuid, or name the build folder with --build.",
    )


def find_record(layout: Layout, instance: Instance) -> tuple[Path, dict[str, Any]] | None:
    """The shard and the record of an instance; None when the record was refused."""
    wanted = instance.row["uuid"].encode()
    for split in SPLITS:
        names = instance.domain, instance.task, instance.corpus, split, instance.part
        path = Path(layout.shard(*names))
        for line in read_lines(path) if path.is_file() else ():
            if wanted in line:
                return path, orjson.loads(line)
    return None
