"""A clip and texts composed of its columns, either of which may be the answer."""

from collections.abc import Sequence

import polars as pl

from audioflan.errors import AudioFlanError
from audioflan.tasks.context import Context
from audioflan.tasks.phrases import phrase
from audioflan.tasks.rows import because, build_rows


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor that has what its texts are composed of.

    Params of the template:
        texts: role -> patterns (see :mod:`audioflan.tasks.phrases`); of several the first that
            a clip can fill is taken. The one role that is not named here is the clip's.
        formats: options of formats, e.g. ``{spans: {decimals: 1}}``.
    """
    texts: dict[str, Sequence[str]] = context.param("texts")
    options = context.task.params.get("formats", {})
    written = {
        role: pl.coalesce(phrase(context, pattern, options) for pattern in patterns)
        for role, patterns in texts.items()
    }
    return build_rows(
        context,
        context.anchors,
        parts={**written, _clip_role(context): pl.col("audio_id")},
        rejects=[
            because(written[role].is_null(), f"not enough is known for '{patterns[-1]}'")
            for role, patterns in texts.items()
        ],
    )


def _clip_role(context: Context) -> str:
    roles = context.task.audio_roles
    if len(roles) == 1:
        return roles[0]
    raise AudioFlanError(
        f"builder 'composed' takes one audio field, the template declares {len(roles)}",
        where=context.task.path,
        remedy="declare one audio field, or choose another builder.",
    )
