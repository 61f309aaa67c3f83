"""What one (task, corpus) pair came to, for tests to look into."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import polars as pl

from audioflan.audio import AudioStore
from audioflan.catalog.models import Corpus, Task

SPAN = re.compile(r"<\|SOA\|>([^<|>\s]+)<\|EOA\|>")


class Step(NamedTuple):
    """One stage: what entered it, what left it, what it refused."""

    stage: str
    entered: int
    left: int
    refused: int


@dataclass(frozen=True)
class Product:
    """A pair's manifest, audio indexes, instances, the lines of its shards, and the sums."""

    task: Task
    corpus: Corpus
    manifest: pl.DataFrame
    indexes: tuple[Path, ...]
    build: Path
    instances: pl.DataFrame
    refused: pl.DataFrame
    lines: tuple[bytes, ...]
    steps: tuple[Step, ...]

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The records of all splits, parsed."""
        return [orjson.loads(line) for line in self.lines]

    @cached_property
    def store(self) -> AudioStore:
        """The pair's audio, simulated and not."""
        return AudioStore(self.indexes, self.build)

    @property
    def answered(self) -> set[str]:
        """Clips of the manifest that are the anchor of an instance or an item refused."""
        keys = self.instances["key"].str.split("+").list.first()
        return {*keys, *self.refused["item"].str.split("+").list.first()}

    def spans(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Every record with every audio id it names."""
        for record in self.records:
            for audio_id in SPAN.findall(f"{record['input']}\n{record['output']}"):
                yield record, audio_id
