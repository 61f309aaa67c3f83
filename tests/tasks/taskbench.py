"""Small tasks, manifests and indexes, written in code."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.audio.index import SCHEMA
from audioflan.catalog.models import Corpus, Field, Licence, Recipe, Task
from audioflan.corpora.columns import CANONICAL
from audioflan.tasks import instantiate

Rows = Sequence[Mapping[str, Any]]
Result = tuple[pl.DataFrame, pl.DataFrame]


def make_task(builder: str, **changes: Any) -> Task:
    """A task of one audio in and one text out, unless told otherwise."""
    settings: dict[str, Any] = {
        "id": f"{builder}_task",
        "domain": "speech",
        "major": "Major",
        "minor": "Minor",
        "direction": "understanding",
        "answer": "open",
        "corpora": (),
        "builder": builder,
        "params": {},
        "recipe": None,
        "slots": {},
        "input": fields(source="audio"),
        "output": fields(target="text"),
        "lead_ins": ("",),
        "options": (),
        "seeds": (),
        "must": (),
        "must_not": (),
        "examples": (),
        "path": Path(f"templates/speech/{builder}_task.yaml"),
    }
    return Task(**{**settings, **changes})


def fields(**kinds: str) -> tuple[Field, ...]:
    """``fields(source="audio")`` -> the input or output entries of a template."""
    return tuple(Field(role, kind) for role, kind in kinds.items())


RECIPE = Recipe("recipe", "transform", {}, {})

CORPUS = Corpus(
    id="tiny",
    name="Tiny",
    number=90,
    paper=False,
    title="Tiny",
    domain="speech",
    licence=Licence("CC-BY-4.0", True, True, True),
    homepage="",
    citation="",
    access="open",
    source=("studio",),
    sources=(),
    splits="drawn",
    parts=1,
    path=Path("config/corpora/tiny.yaml"),
)


def make_manifest(rows: Rows) -> pl.DataFrame:
    """Rows with the canonical columns; clips are in ``train``, each its own group."""
    full = [
        {"split": "train", "group": row["audio_id"], "licence": "CC-BY-4.0", **row} for row in rows
    ]
    return pl.DataFrame(full, schema=CANONICAL)


def make_recipe(rows: Rows) -> pl.DataFrame:
    """An index of simulated audio; ``draw`` may be given as a mapping."""
    full = []
    for row in rows:
        draw = row.get("draw")
        text = json.dumps(draw) if isinstance(draw, dict) else draw
        full.append({"role": "input", "licence": "CC-BY-4.0", **row, "draw": text})
    return pl.DataFrame(full, schema=SCHEMA)


@dataclass
class Bench:
    """Writes a corpus to disk and runs the stage on it."""

    folder: Path
    rejected: set[str] = field(default_factory=set)

    def run(
        self,
        task: Task,
        manifest: pl.DataFrame | Rows,
        *,
        recipe: pl.DataFrame | None = None,
        part: int = 0,
        parts: int = 1,
        limit: int | None = None,
        heldout: str = "none",
    ) -> Result:
        """Instances and rejects of one part; ``rejected`` clips did not survive decoding."""
        rows = manifest if isinstance(manifest, pl.DataFrame) else make_manifest(manifest)
        clips = rows.filter(~pl.col("audio_id").is_in(list(self.rejected))).select(
            "audio_id", pl.lit(16000, pl.Int64).alias("frames")
        )
        half = len(clips) // 2
        paths = [self.folder / "clean.0.parquet", self.folder / "clean.1.parquet"]
        for path, clip_rows in zip(paths, (clips.head(half), clips.slice(half)), strict=True):
            clip_rows.write_parquet(path)
        rows.write_parquet(self.folder / "manifest.parquet")
        index = None
        if recipe is not None:
            index = self.folder / "recipe.parquet"
            recipe.write_parquet(index)
        return instantiate(
            task,
            CORPUS,
            self.folder / "manifest.parquet",
            paths,
            index,
            part,
            parts,
            limit,
            heldout,
        )


def reasons(rejects: pl.DataFrame) -> dict[str, str]:
    """item -> reason."""
    return dict(rejects.select("item", "reason").iter_rows())
