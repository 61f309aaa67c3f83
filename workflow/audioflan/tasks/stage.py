"""The instantiate stage: run a task's builder on one part of a corpus and close the sums."""

import importlib
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from audioflan.catalog.licences import most_restrictive
from audioflan.catalog.models import Corpus, Task
from audioflan.errors import AudioFlanError
from audioflan.files import nearest
from audioflan.parts import part_range
from audioflan.randomness import hash64, instance_uuid
from audioflan.tasks.context import Context

AUDIO_REJECTED = "audio rejected"
HELD_OUT_SPLIT = "test"
Builder = Callable[[Context], pl.DataFrame]


def instantiate(
    task: Task,
    corpus: Corpus,
    manifest: Path,
    clip_indexes: Sequence[Path],
    recipe_index: Path | None,
    part: int,
    parts: int,
    limit: int | None,
    heldout: str = "none",
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Build the instances of one (task, corpus, part).

    Args:
        task: the task; its ``builder`` names a module of this package.
        corpus: the corpus.
        manifest: the corpus's manifest.
        clip_indexes: indexes of the decoded clips; those of all parts where the builder looks
            for partners, else this part's is enough.
        recipe_index: index of this part's simulated audio, for a task with a recipe.
        part: which part, from 0.
        parts: how many parts the corpus is cut into.
        limit: most instances of the whole corpus, None for all; parts share it evenly.
        heldout: ``task`` or ``corpus`` when the pair is kept from training: then every
            instance goes to the test split. ``none`` keeps the clips' splits.

    Returns:
        Instances sorted by ``key``, and rejects (``item, reason``). Every clip of the part is
        the anchor of an instance or the item of a reject; an instance over the limit is a
        reject under its key.

    Raises:
        AudioFlanError: unknown builder, an input missing, or a builder that loses anchors.
    """
    context, lost = _context(task, corpus, manifest, clip_indexes, recipe_index, part, parts, limit)
    built = find_builder(task)(context).sort("key")
    _check_sums(context, built)
    refused = built.filter(pl.col("reject").is_not_null()).select("key", "reject")
    kept = _identify(context, built.filter(pl.col("reject").is_null()))
    over = pl.Series("over", [False] * len(kept), pl.Boolean)
    if limit is not None:
        over = ~_within(kept, len(part_range(limit, part, parts)))
    surplus = kept.filter(over).select("key", pl.lit(f"over the limit of {limit}").alias("reject"))
    rejects = pl.concat([lost, refused, surplus]).rename({"key": "item", "reject": "reason"})
    return _finish(context, kept.filter(~over), heldout), rejects.sort("item", "reason")


def find_builder(task: Task) -> Builder:
    """The ``build`` function of the module a task names.

    Raises:
        AudioFlanError: there is no such builder; the nearest name is offered.
    """
    name = f"audioflan.tasks.{task.builder}"
    try:
        module = importlib.import_module(name)
        build: Builder = module.build
    except (ModuleNotFoundError, AttributeError) as problem:
        if isinstance(problem, ModuleNotFoundError) and problem.name != name:
            raise
        close = nearest(task.builder, builder_names())
        raise AudioFlanError(
            f"unknown builder '{task.builder}'",
            where=task.path,
            remedy=f"did you mean '{close}'?" if close else f"write {name.replace('.', '/')}.py.",
        ) from problem
    return build


def builder_names() -> list[str]:
    """Names of the builders there are: the modules of this package that define ``build``."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return [path.stem for path in modules if "\ndef build(" in path.read_text(encoding="utf-8")]


def _context(
    task: Task,
    corpus: Corpus,
    manifest: Path,
    clip_indexes: Sequence[Path],
    recipe_index: Path | None,
    part: int,
    parts: int,
    limit: int | None,
) -> tuple[Context, pl.DataFrame]:
    """The builder's view, and the clips of this part that decoding lost."""
    rows = pl.read_parquet(manifest).sort("audio_id")
    indexes = [pl.read_parquet(path, columns=["audio_id", "frames"]) for path in clip_indexes]
    frames = pl.concat([pl.DataFrame(schema={"audio_id": pl.String, "frames": pl.Int64}), *indexes])
    places = part_range(len(rows), part, parts, manifest)
    mine = rows.slice(places.start, len(places))
    survivors = rows.join(frames, on="audio_id", how="inner", maintain_order="left")
    context = Context(
        task=task,
        corpus=corpus,
        manifest=survivors,
        anchors=survivors.join(mine, on="audio_id", how="semi", maintain_order="left"),
        recipe=None if recipe_index is None else pl.read_parquet(recipe_index),
        limit=limit,
    )
    lost = mine.join(frames, on="audio_id", how="anti").select(
        pl.col("audio_id").alias("key"), pl.lit(AUDIO_REJECTED).alias("reject")
    )
    return context, lost


def _check_sums(context: Context, built: pl.DataFrame) -> None:
    """Every anchor is answered for, nothing else is, and keys are unique."""
    offered, answered = context.anchors["audio_id"], built["anchor"].unique()
    if len(offered) != len(answered) or not offered.is_in(answered.implode()).all():
        raise _broken(context, f"was offered {len(offered)} clips and answered for {len(answered)}")
    keys = built.filter(pl.col("reject").is_null())["key"]
    if keys.n_unique() != len(keys):
        raise _broken(context, f"repeats the key '{keys.filter(keys.is_duplicated())[0]}'")


def _broken(context: Context, what: str) -> AudioFlanError:
    return AudioFlanError(
        f"builder '{context.task.builder}' {what}",
        where=f"{context.task.id}/{context.corpus.id}",
        remedy="make the builder give one row an anchor, or rows with distinct keys.",
    )


def _identify(context: Context, kept: pl.DataFrame) -> pl.DataFrame:
    corpus, task = context.corpus.id, context.task.id
    ids = [instance_uuid(corpus, task, key) for key in kept["key"]]
    return kept.with_columns(pl.Series("uuid", ids, pl.String))


def _within(kept: pl.DataFrame, quota: int) -> pl.Series:
    """Which instances a quota keeps: the first by hash, the strata in turn.

    The order does not depend on the quota, so a larger one keeps all that a smaller one kept.
    """
    order = kept.select("stratum", pl.Series("hash", hash64(kept["uuid"].to_list(), "limit")))
    order = order.with_columns(pl.col("hash").rank("ordinal").over("stratum").alias("turn"))
    place = order.select(pl.struct("turn", "stratum").rank("ordinal")).to_series()
    return place <= quota


def _finish(context: Context, kept: pl.DataFrame, heldout: str) -> pl.DataFrame:
    slots = [f"slot.{name}" for name in context.task.slots]
    parts = [f"part.{entry.role}" for entry in context.task.fields]
    sources = pl.Series([_sources(context)])
    split = pl.col("split") if heldout == "none" else pl.lit(HELD_OUT_SPLIT)
    return kept.select(
        "uuid",
        "key",
        split.alias("split"),
        "group",
        _licences(context, kept).alias("licence"),
        pl.lit(sources).first().alias("source"),
        *slots,
        *parts,
    )


def _sources(context: Context) -> list[str]:
    """Where the sound comes from: as the corpus says, and as a recipe in use adds."""
    named = list(context.corpus.source) or ["unknown"]
    recipe = context.task.recipe_for(context.corpus.id)
    return [*named, recipe.source] if recipe and recipe.source else named


def _licences(context: Context, kept: pl.DataFrame) -> pl.Series:
    """The strictest licence of each instance's parents, reasoned once a distinct set."""
    tables = [context.manifest] if context.recipe is None else [context.manifest, context.recipe]
    known = pl.concat([table.select("audio_id", "licence") for table in tables])
    sets = (
        kept.select("key", pl.col("parents").alias("audio_id"))
        .explode("audio_id", empty_as_null=True)
        .join(known, on="audio_id", how="left")
        .group_by("key")
        .agg(pl.col("licence").fill_null("").unique().sort().str.join("\n"))
    )
    strictest = {terms: most_restrictive(terms.split("\n")) for terms in sets["licence"].unique()}
    chosen = kept.select("key").join(sets, on="key", how="left", maintain_order="left")["licence"]
    return chosen.replace_strict(strictest, return_dtype=pl.String)
