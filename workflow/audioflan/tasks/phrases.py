"""Texts composed of a clip's columns: ``A loop of {instruments:list} at {tempo:number} BPM.``."""

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from audioflan.errors import AudioFlanError
from audioflan.files import nearest
from audioflan.tasks.context import Context
from audioflan.tasks.notation import NOTATIONS

PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
Options = Mapping[str, Mapping[str, Any]]


def phrase(context: Context, pattern: str, options: Options) -> pl.Expr:
    """The text of a pattern, null where one of its columns is null or cannot be written.

    Args:
        context: the task at hand.
        pattern: words with ``{column}`` or ``{column:format}``; the format is ``text`` by default.
        options: options of formats, by format.

    Raises:
        AudioFlanError: a pattern names an unknown column or format.
    """
    pieces: list[pl.Expr] = []
    last = 0
    for place in PLACE.finditer(pattern):
        column, form = place[1], place[2] or "text"
        _known(context, "column", column, context.manifest.columns)
        _known(context, "format", form, NOTATIONS)
        written = NOTATIONS[form].write(pl.col(column), **options.get(form, {}))
        pieces += [pl.lit(pattern[last : place.start()]), written]
        last = place.end()
    return pl.concat_str(*pieces, pl.lit(pattern[last:]))


def _known(context: Context, kind: str, name: str, names: Any) -> None:
    if name not in names:
        close = nearest(name, names)
        raise AudioFlanError(
            f"there is no {kind} '{name}'",
            where=context.task.path,
            remedy=f"did you mean '{close}'?" if close else f"name a {kind} of the manifest.",
        )
