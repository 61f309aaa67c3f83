"""Partners for clips that carry several labels: one that shares a label, one that shares none."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def partners_by_label(clips: pl.DataFrame) -> pl.DataFrame:
    """Both partners of every clip, drawn by hash from the clips of its split.

    Clips with equal labels are one kind, and kinds are compared instead of clips; so every clip
    that has a partner gets one.

    Args:
        clips: ``audio_id, split, labels`` (not empty), ``hash``.

    Returns:
        ``audio_id, alike, unlike``; null where there is no such clip.
    """
    blocks = [_in_split(block) for block in clips.partition_by("split")]
    empty = pl.DataFrame(schema=dict.fromkeys(("audio_id", "alike", "unlike"), pl.String))
    return pl.concat([empty, *blocks])


def _in_split(clips: pl.DataFrame) -> pl.DataFrame:
    kinds = pl.col("labels").list.unique().list.sort()
    ordered = clips.with_columns(kinds.alias("labels")).sort("labels", "hash", "audio_id")
    names, draws = ordered["audio_id"], ordered["hash"].to_numpy()
    runs = ordered["labels"].rle().struct.field("len").cum_sum()
    edges = [0, *runs.to_list()]
    chosen = {name: np.full(len(names), -1) for name in ("alike", "unlike")}
    for first, last, shares in _shared(ordered["labels"], edges):
        own = np.arange(first, last)
        chosen["unlike"][own] = _draw(_places(edges, ~shares), draws[own], None)
        chosen["alike"][own] = _draw(_places(edges, shares), draws[own], own)
    found = {name: names.gather(pl.Series(at).replace(-1, None)) for name, at in chosen.items()}
    return pl.DataFrame({"audio_id": names, **found})


def _shared(labels: pl.Series, edges: list[int]) -> Iterator[tuple[int, int, Flags]]:
    """Every kind's range of clips, and which kinds share a label with it."""
    kinds = labels.gather(edges[:-1])
    vocabulary = {
        label: at for at, label in enumerate(kinds.explode(empty_as_null=True).unique().sort())
    }
    carries = np.zeros((len(kinds), len(vocabulary)), dtype=np.bool_)
    for kind, names in enumerate(kinds):
        carries[kind, [vocabulary[name] for name in names]] = True
    for kind, (first, last) in enumerate(pairwise(edges)):
        yield first, last, np.any(carries[:, carries[kind]], axis=1)


def _places(edges: list[int], wanted: Flags) -> Places:
    """Places of all clips of the wanted kinds."""
    return np.flatnonzero(np.repeat(wanted, np.diff(edges)))


def _draw(places: Places, draws: Places, own: Places | None) -> Places:
    """One of the places for each draw, never the clip's own; -1 where there is none."""
    free = len(places) - (own is not None)
    if free <= 0:
        return np.full(len(draws), -1)
    turn = (draws % np.uint64(free)).astype(np.int64)
    if own is not None:
        turn += turn >= np.searchsorted(places, own)
    return places[turn]
