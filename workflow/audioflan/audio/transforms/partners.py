"""Clips that go with a clip because of what they are: of another kind, or of the same."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from audioflan.audio.problems import Unsuitable
from audioflan.audio.transforms.base import SELF
from audioflan.randomness import Draws

Row = Mapping[str, Any]
Companions = Mapping[str, pl.DataFrame]

# Draws before a corpus is said to hold nothing that differs.
TRIES = 100


def other_kind(
    purpose: str, draws: Draws, offered: pl.DataFrame | None, differs: Callable[[Row], bool]
) -> dict[str, Any]:
    """A clip on offer that differs.

    Raises:
        Unsuitable: none of 100 drawn clips does.
    """
    found = pl.DataFrame() if offered is None else offered
    for attempt in range(TRIES if found.height else 0):
        chosen = draws.integer(f"{purpose}:{attempt}", 0, found.height - 1)
        row = found.row(chosen, named=True)
        if differs(row):
            return row
    raise Unsuitable(f"its split offers no clip of another kind as '{purpose}'")


def same_kind(clip: Row, by: str, draws: Draws, companions: Companions, shortest: float) -> str:
    """Audio id of another recording of the clip's speaker or (``by: label``) class of sound.

    It comes from the clip's corpus and split, but from another file; one that shows a sound of the
    same class is of another group as well, lest both are cut from one recording.

    Args:
        clip: the clip's row.
        by: ``speaker`` or ``label``.
        draws: random values of the clip.
        companions: clips on offer by name.
        shortest: least duration, s.

    Raises:
        Unsuitable: there is none.
    """
    kin = _of_speaker(clip) if by == "speaker" else _of_label(clip)
    long_enough = pl.col("duration") >= shortest
    alike = companions[SELF].filter(kin, pl.col("path").ne(clip["path"]), long_enough)
    if alike.is_empty():
        raise Unsuitable(f"its split offers no other clip of the same {by}")
    chosen = draws.integer("reference", 0, alike.height - 1)
    return str(alike["audio_id"][chosen])


def only_label(row: Row) -> str | None:
    """The label of a clip that has exactly one."""
    labels = row.get("labels") or []
    return labels[0] if len(labels) == 1 else None


def _of_speaker(clip: Row) -> pl.Expr:
    return pl.col("speaker").eq(clip["speaker"])


def _of_label(clip: Row) -> pl.Expr:
    only = pl.col("labels").list.len().eq(1)
    same = pl.col("labels").list.first().eq(only_label(clip))
    return only & same & pl.col("group").ne(clip["group"])
