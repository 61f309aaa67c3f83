"""The table that says where every audio id lies and how it came to be."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.files import atomic_path

PACK = "pack"
REFERENCE = "reference"

SCHEMA: dict[str, pl.DataType] = {
    "audio_id": pl.String(),
    "file": pl.String(),
    "store": pl.String(),
    "member": pl.String(),
    "offset": pl.Int64(),
    "bytes": pl.Int64(),
    "frames": pl.Int64(),
    "start": pl.Float64(),
    "duration": pl.Float64(),
    "sample_rate": pl.Int32(),
    "channels": pl.Int32(),
    "sha256": pl.String(),
    "licence": pl.String(),
    "recipe": pl.String(),
    "role": pl.String(),
    "anchor": pl.String(),
    "draw": pl.String(),
    "parents": pl.List(pl.String()),
}
REJECTS_SCHEMA: dict[str, pl.DataType] = {"item": pl.String(), "reason": pl.String()}


def index_frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Index rows, in the order given; keys left out become nulls."""
    return pl.DataFrame(list(rows), schema=SCHEMA)


def gather(parts: Sequence[Path], out: Path) -> None:
    """Write the index of a whole corpus from those of its parts, in their order, streaming."""
    with atomic_path(out) as temporary:
        pl.scan_parquet(list(parts)).sink_parquet(temporary, maintain_order=True)


def rejects_frame(rows: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Rejects as (item, reason), in the order given."""
    return pl.DataFrame(list(rows), schema=REJECTS_SCHEMA, orient="row")


def canonical_json(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no blanks: equal values give equal text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
