"""Simulated clips: a recipe applied to the stored clips of one part."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from audioflan.audio.companions import by_split, candidates, stored_clips
from audioflan.audio.derive import Derivation
from audioflan.audio.part import Outcome, ordered_map, outcome_of, slice_of, write_part
from audioflan.audio.settings import Outputs, PreparedCorpus
from audioflan.audio.store import AudioStore
from audioflan.audio.transforms import load_transform
from audioflan.catalog.models import Companion, Recipe
from audioflan.randomness import hash64

SELF = "self"

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

    Every clip of the part becomes one anchor in the index (a row for each role) or one reject.

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
        AudioFlanError: the transform or its parameters do not exist, or a file is absent.
    """
    rows = slice_of(corpus.manifest, part, parts)
    usable = stored_clips(rows, corpus.clips)
    derivation = Derivation(
        recipe=recipe,
        transform=load_transform(recipe.transform),
        store=_store(corpus, companions, outputs),
        root=corpus.root,
        offered=_offered(recipe, corpus, companions),
    )
    refused = _refused(rows, usable, recipe.id, limit)
    clips = {clip["audio_id"]: clip for clip in usable.iter_rows(named=True)}

    def prepare(audio_id: str) -> Outcome:
        if audio_id in refused:
            return Outcome(audio_id, reason=refused[audio_id])
        return outcome_of(derivation, clips[audio_id])

    write_part(outputs, ordered_map(prepare, rows["audio_id"], threads), rows.height)


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
    return {SELF: by_split(candidates(Companion(corpora=(corpus.id,)), [corpus])), **offered}


def _refused(
    rows: pl.DataFrame, usable: pl.DataFrame, recipe: str, limit: int | None
) -> dict[str, str]:
    """Clips that are not tried, and why."""
    absent = set(rows["audio_id"]) - set(usable["audio_id"])
    refused = dict.fromkeys(absent, "the clip itself was rejected")
    if limit is not None:
        ids = usable["audio_id"].to_list()
        order = np.argsort(hash64(ids, recipe), kind="stable")
        refused |= {ids[row]: f"over the limit of {limit}" for row in order[limit:]}
    return refused
