"""Catalogue, plan and paths shared by every rule. No heavy imports: cluster jobs parse this file."""

import sys
from pathlib import Path

from snakemake.exceptions import WorkflowError

HOME = Path(workflow.basedir)
sys.path.insert(0, str(HOME / "workflow"))

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.layout import Layout, frames, rejects
from audioflan.catalog.models import CLEAN, DOMAINS, SPLITS
from audioflan.catalog.plan import Plan
from audioflan.catalog.signatures import Signatures
from audioflan.code_version import code_version
from audioflan.environment import share_package
from audioflan.errors import AudioFlanError
from audioflan.failures import count_failures
from audioflan.lock import BuildLock
from audioflan.parts import part_range

share_package(HOME / "workflow")

try:
    catalog = Catalog.load(HOME)
    settings = catalog.config(config, [Path(name) for name in workflow.configfiles])
except AudioFlanError as problem:
    raise WorkflowError(str(problem)) from None

plan = Plan(catalog, settings)
layout = Layout.of(settings)
signatures = Signatures(plan)
build_lock = BuildLock(layout.build)

for corpus, step in plan.skipped.items():
    if workflow.is_main_process:
        print(f"Skipping corpus {corpus}: {step}", file=sys.stderr)


wildcard_constraints:
    domain="|".join(DOMAINS),
    task="[a-z0-9_]+",
    corpus="[a-z0-9_]+",
    recipe="[a-z0-9_]+",
    role="writer|judge",
    split="|".join(SPLITS),
    part=r"\d+",


def shards_of(units):
    """Every shard of some units."""
    return [shard for unit in units for shard in layout.shard_set(*unit.names)]


ALL_SHARDS = shards_of(plan.units)
MODEL_FILES = {role: layout.model(role) for role in signatures.model_roles}
RECORDS = (layout.reworded if signatures.rewords else layout.records)(
    "{domain}", "{task}", "{corpus}", "{part}"
)

WRITER_ENVIRONMENT = (
    "../envs/llama-cuda.yaml"
    if settings.paraphrase.get("gpu_layers")
    else "../envs/cpu.yaml"
)


def corpus_root_of(wildcards):
    """Folder of the corpus's own files."""
    return layout.corpus_root(wildcards.corpus)


def build_root_of(wildcards):
    """What the paths in audio indexes are relative to."""
    return str(layout.build)


def shard_root_of(wildcards):
    """What the paths in the manifest of shards are relative to."""
    return str(layout.shards)


def manifest_of(corpus):
    """Manifest whose splits count: aligned with the corpus's built relatives, if it has any."""
    if plan.relatives(corpus):
        return layout.aligned(corpus.id)
    return layout.manifest(corpus.id)


def manifest_for(wildcards):
    """Manifest whose splits count, of the corpus at hand."""
    return manifest_of(catalog.corpora[wildcards.corpus])


def clean_packs(corpus, suffix):
    """Files of a corpus's clean packs, all parts."""
    parts = range(plan.parts(corpus))
    return [
        f"{layout.audio(corpus.domain, corpus.id, CLEAN, part)}{suffix}"
        for part in parts
    ]


def clean_index(corpus):
    """One index of all clean clips of a corpus: few edges, however many parts."""
    if plan.parts(corpus) == 1:
        return layout.audio(corpus.domain, corpus.id, CLEAN, 0) + ".parquet"
    return layout.clean_index(corpus.domain, corpus.id)


def clean_index_of(wildcards):
    """Index of all clean clips of the corpus."""
    return clean_index(catalog.corpora[wildcards.corpus])


def clean_parts_of(wildcards):
    """Indexes of the clean packs of the corpus, one a part."""
    return clean_packs(catalog.corpora[wildcards.corpus], ".parquet")


def clean_pack_of(wildcards):
    """Clean pack of the same part: its index and its tar."""
    corpus = catalog.corpora[wildcards.corpus]
    stem = layout.audio(corpus.domain, corpus.id, CLEAN, wildcards.part)
    return [f"{stem}.parquet", f"{stem}.tar"]


def companion_corpora(task):
    """Companion name -> corpora that serve it."""
    names = task.recipe.companions if task.recipe else {}
    return {name: plan.companions(task, name) for name in names}


def companion_files_of(wildcards):
    """Manifests and clean indexes of every companion corpus of a recipe."""
    found = companion_corpora(catalog.tasks[wildcards.recipe])
    corpora = {corpus.id: corpus for group in found.values() for corpus in group}
    return [
        path
        for corpus in corpora.values()
        for path in (manifest_of(corpus), clean_index(corpus))
    ]


def prepared(corpus, index):
    """Where a corpus's manifest, clean index and files lie, for a script."""
    return {
        "corpus": corpus.id,
        "manifest": manifest_of(corpus),
        "index": index,
        "root": layout.corpus_root(corpus.id),
    }


def prepared_part_of(wildcards):
    """The anchors' corpus, seen through the clean index of their own part."""
    index = clean_pack_of(wildcards)[0]
    return prepared(catalog.corpora[wildcards.corpus], index)


def companion_params_of(wildcards):
    """Companion name -> its prepared corpora."""
    found = companion_corpora(catalog.tasks[wildcards.recipe])
    return {
        name: [prepared(corpus, clean_index(corpus)) for corpus in corpora]
        for name, corpora in found.items()
    }


def recipe_limit_of(wildcards):
    """A part's share of the pair's limit."""
    limit = settings.limit(wildcards.recipe, wildcards.corpus)
    if limit is None:
        return None
    parts, part = plan.parts(catalog.corpora[wildcards.corpus]), int(wildcards.part)
    return len(part_range(limit, part, parts))


def recipe_pack_of(wildcards, suffix=".parquet"):
    """Index of the task's simulated audio; nothing where the task has no recipe."""
    if catalog.tasks[wildcards.task].recipe_for(wildcards.corpus) is None:
        return []
    return [
        f"{layout.audio(wildcards.domain, wildcards.corpus, wildcards.task, wildcards.part)}{suffix}"
    ]


def packs_of(unit):
    """Packs of the clips and of the simulated audio that a unit names."""
    packs = clean_packs(unit.corpus, ".tar")
    if unit.task.recipe is not None:
        packs.append(
            layout.audio(unit.task.domain, unit.corpus.id, unit.task.id, unit.part)
            + ".tar"
        )
    return packs


def instance_files_of(wildcards):
    """Corpus -> the task's instance files, all parts."""
    return {
        corpus.id: [
            layout.instances(task.domain, task.id, corpus.id, part)
            for part in range(plan.parts(corpus))
        ]
        for task, corpus in plan.pairs
        if task.id == wildcards.task
    }


def instances_of_task(wildcards):
    """Instances of a task, of all corpora and parts."""
    return [path for paths in instance_files_of(wildcards).values() for path in paths]


def hold_build_lock():
    """One run at a time in a build folder; the lock dies with its process."""
    try:
        build_lock.hold()
    except AudioFlanError as problem:
        raise WorkflowError(str(problem)) from None


def show_summary():
    """Print the table of tasks when the report is up to date."""
    summary = Path(layout.report("summary.txt"))
    if summary.is_file():
        print(summary.read_text(encoding="utf-8"), file=sys.stderr)
