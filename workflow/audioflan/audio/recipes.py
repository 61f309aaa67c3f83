"""Simulated clips: a recipe applied to the stored clips of one part."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from audioflan.audio.companions import by_split, candidates, event_labels, stored_clips
from audioflan.audio.conditions import check_columns, may_anchor
from audioflan.audio.derive import Derivation, declared_by
from audioflan.audio.part import Outcome, ordered_map, outcome_of, slice_of, write_part
from audioflan.audio.settings import Outputs, PreparedCorpus
from audioflan.audio.store import AudioStore
from audioflan.audio.transforms import load_transform
from audioflan.audio.transforms.base import SELF
from audioflan.catalog.models import Companion, Recipe
from audioflan.randomness import hash64

NO_ANCHOR = "not an anchor of this recipe"

Offered = dict[str, dict[str, pl.DataFrame]]


def prepare_recipe(
    *,
    recipe: Recipe,
    corpus: PreparedCorpus,
    companions: Mapping[str, Sequence[PreparedCorpus]],
    part: int,
    parts: int,
    outputs: Outputs,
    limit: int | None = None,
    threads: int = 1,
) -> None:
    """Derive a recipe's audio from the clips of one part.

    Every clip of the part becomes one anchor in the index (a row for each role) or one reject;
    clips that the recipe's ``anchors`` leave out are rejects.

    Args:
        recipe: transform, parameters and the conditions on companions.
        corpus: the corpus of the anchors. Its clean indexes must cover the part; they are also
            what companions called "self" are drawn from.
        companions: companion name to the corpora to draw from; a clip's companions are of its
            own split.
        part: index of the slice, from 0.
        parts: number of slices.
        outputs: the files to write; their bytes depend on neither ``threads`` nor time.
        limit: most anchors in this part, chosen by hash; None is all.
        threads: clips prepared side by side.

    Raises:
        AudioFlanError: the transform, its parameters or a column of a condition do not exist, or
            a file is absent.
    """
    rows = slice_of(corpus.manifest, part, parts).with_columns(event_labels().alias("labels"))
    named = {*recipe.anchors.require, *recipe.anchors.where, *recipe.anchors.without}
    check_columns(rows.schema, named, "anchor", corpus.manifest)
    usable = stored_clips(rows, corpus.clips)
    derivation = _derivation(recipe, corpus, companions, outputs)
    refused = _refused(rows, usable, recipe, limit)
    # Rows are made one by one: as dictionaries, those of a part would fill the memory.
    at = {audio_id: row for row, audio_id in enumerate(usable["audio_id"])}

    def prepare(audio_id: str) -> Outcome:
        if audio_id in refused:
            return Outcome(audio_id, reason=refused[audio_id])
        return outcome_of(derivation, usable.row(at[audio_id], named=True))

    write_part(outputs, ordered_map(prepare, rows["audio_id"], threads), rows.height)


def _derivation(
    recipe: Recipe,
    corpus: PreparedCorpus,
    companions: Mapping[str, Sequence[PreparedCorpus]],
    outputs: Outputs,
) -> Derivation:
    with declared_by(recipe):
        transform = load_transform(recipe.transform)
    return Derivation(
        recipe=recipe,
        transform=transform,
        store=_store(corpus, companions, outputs),
        root=corpus.root,
        offered=_offered(recipe, corpus, companions),
    )


def _store(
    corpus: PreparedCorpus, companions: Mapping[str, Sequence[PreparedCorpus]], outputs: Outputs
) -> AudioStore:
    everyone = [corpus, *(other for corpora in companions.values() for other in corpora)]
    indexes = dict.fromkeys(path for member in everyone for path in member.clips)
    roots = {member.id: member.root for member in everyone}
    return AudioStore(list(indexes), outputs.build_root, roots)


def _offered(
    recipe: Recipe, corpus: PreparedCorpus, companions: Mapping[str, Sequence[PreparedCorpus]]
) -> Offered:
    """Companion name to split to clips on offer."""
    offered = {
        name: by_split(candidates(condition, companions.get(name, ())))
        for name, condition in recipe.companions.items()
    }
    themselves = candidates(Companion(corpora=(corpus.id,)), [corpus], recipe.anchors)
    return {SELF: by_split(themselves), **offered}


def _refused(
    rows: pl.DataFrame, usable: pl.DataFrame, recipe: Recipe, limit: int | None
) -> dict[str, str]:
    """Clips that are not tried, and why."""
    absent = set(rows["audio_id"]) - set(usable["audio_id"])
    refused = dict.fromkeys(absent, "the clip itself was rejected")
    fit = usable.filter(may_anchor(usable.schema, recipe.anchors))["audio_id"].to_list()
    refused |= dict.fromkeys(set(usable["audio_id"]) - set(fit), NO_ANCHOR)
    if limit is not None:
        order = np.argsort(hash64(fit, recipe.id), kind="stable")
        refused |= {fit[row]: f"over the limit of {limit}" for row in order[limit:]}
    return refused
