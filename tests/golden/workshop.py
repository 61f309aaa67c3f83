"""The whole chain in one process: a miniature goes in, shards come out, every file is kept."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl
from tests.golden.product import Product, Step

from audioflan.audio import AudioSettings, Outputs, PreparedCorpus, prepare_clips, prepare_recipe
from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.layout import Layout, rejects
from audioflan.catalog.models import CLEAN, SPLITS, Corpus, Task
from audioflan.catalog.plan import Plan
from audioflan.corpora import index_corpus
from audioflan.corpora.readers import find_items
from audioflan.files import write_parquet
from audioflan.records import (
    Expectation,
    RecordSettings,
    render,
    validate_file,
    write_records,
    write_shards,
)
from audioflan.records.lines import read_lines
from audioflan.records.resolve import known_audio_ids
from audioflan.tasks import instantiate

PART, PARTS = 0, 1


def build_miniature(corpus_id: str, root: Path) -> None:
    """Write a miniature: its odd items, and the ordinary ones that pairs of clips need."""
    miniature = importlib.import_module(f"tests.miniatures.{corpus_id}")
    miniature.build(root)
    if hasattr(miniature, "enlarge"):
        miniature.enlarge(root)


@dataclass
class Workshop:
    """Builds corpora and pairs below one folder, each corpus once."""

    folder: Path
    corpora: dict[str, PreparedCorpus] = field(default_factory=dict)
    steps: dict[str, list[Step]] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan:
        """Every corpus and task of the catalogue, built below this folder."""
        catalog = Catalog.load()
        places = {"build": str(self.folder / "build"), "shards": str(self.folder / "shards")}
        return Plan(catalog, catalog.config({"corpora": "all", "missing": "plan", **places}))

    @cached_property
    def layout(self) -> Layout:
        """Where the files lie."""
        return Layout.of(self.plan.config)

    def corpus(self, corpus: Corpus) -> PreparedCorpus:
        """The miniature, its manifest and its clean audio."""
        if corpus.id not in self.corpora:
            self.corpora[corpus.id] = self._prepare(corpus)
        return self.corpora[corpus.id]

    def pair(self, task: Task, corpus: Corpus) -> Product:
        """Everything from the corpus to the shards of one pair."""
        prepared = self.corpus(corpus)
        recipe, simulated = self._simulate(task, corpus)
        indexes = (*prepared.clips, *([recipe] if recipe else []))
        instances, refused = instantiate(
            task, corpus, prepared.manifest, prepared.clips, recipe, PART, PARTS, None
        )
        lines, written = self._write(task, corpus, instances, indexes)
        return Product(
            task=task,
            corpus=corpus,
            manifest=pl.read_parquet(prepared.manifest),
            indexes=indexes,
            build=self.layout.build,
            instances=instances,
            refused=refused,
            lines=tuple(lines),
            steps=(*self.steps[corpus.id], *simulated, *written),
        )

    def _prepare(self, corpus: Corpus) -> PreparedCorpus:
        root, manifest = (
            Path(place)
            for place in (self.layout.corpus_root(corpus.id), self.layout.manifest(corpus.id))
        )
        root.mkdir(parents=True)
        build_miniature(corpus.id, root)
        rows, lost = index_corpus(corpus, root)
        write_parquet(rows, manifest)
        outputs = self._outputs(corpus.domain, corpus.id, CLEAN)
        prepare_clips(
            manifest=manifest,
            root=root,
            part=PART,
            parts=PARTS,
            settings=AudioSettings(),
            outputs=outputs,
        )
        found = len(find_items(corpus, root))
        self.steps[corpus.id] = [
            Step("index", found, len(rows), len(lost)),
            _audio_step("prepare clips", len(rows), outputs),
        ]
        return PreparedCorpus(corpus.id, manifest, root, (outputs.index,))

    def _simulate(self, task: Task, corpus: Corpus) -> tuple[Path | None, list[Step]]:
        recipe = task.recipe_for(corpus.id)
        if recipe is None:
            return None, []
        outputs = self._outputs(task.domain, corpus.id, task.id)
        prepare_recipe(
            recipe=recipe,
            corpus=self.corpus(corpus),
            companions={
                name: [self.corpus(found) for found in self.plan.companions(task, name)]
                for name in recipe.companions
            },
            part=PART,
            parts=PARTS,
            outputs=outputs,
        )
        clips = len(pl.read_parquet(self.corpus(corpus).manifest))
        return outputs.index, [_audio_step("prepare recipe", clips, outputs)]

    def _write(
        self, task: Task, corpus: Corpus, instances: pl.DataFrame, indexes: Sequence[Path]
    ) -> tuple[list[bytes], list[Step]]:
        """Instances to shards: the lines of these, and the stages passed."""
        names = (task.domain, task.id, corpus.id, PART)
        path, place = Path(self.layout.records(*names)), self.layout.check(*names)
        records, unrendered = render(task, corpus, instances, [], RecordSettings())
        write_records(records, path)
        expectation = Expectation.of(task, corpus, known_audio_ids(path, indexes))
        check = validate_file(path, expectation, rejects(place))
        check.write(place)
        shards = dict(zip(SPLITS, self.layout.shard_set(*names), strict=True))
        write_shards(path, place, shards)
        lines = [line for shard in shards.values() for line in read_lines(shard)]
        return lines, [
            Step("render", len(instances), len(records), len(unrendered)),
            Step("validate", len(records), check.accepted, sum(check.refused.values())),
            Step("compress", check.accepted, len(lines), 0),
        ]

    def _outputs(self, domain: str, corpus: str, recipe: str) -> Outputs:
        stem = self.layout.audio(domain, corpus, recipe, PART)
        return Outputs(
            tar=Path(f"{stem}.tar"),
            index=Path(f"{stem}.parquet"),
            rejects=Path(f"{stem}.rejects.parquet"),
            build_root=self.layout.build,
        )


def _audio_step(stage: str, entered: int, outputs: Outputs) -> Step:
    anchors = pl.read_parquet(outputs.index)["anchor"].n_unique()
    return Step(stage, entered, anchors, len(pl.read_parquet(outputs.rejects)))
