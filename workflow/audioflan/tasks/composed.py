"""A clip and texts composed of its columns, either of which may be the answer."""

from collections.abc import Mapping, Sequence

import polars as pl

from audioflan.errors import AudioFlanError
from audioflan.tasks.context import Context
from audioflan.tasks.phrases import phrase
from audioflan.tasks.recipes import NOT_SIMULATED, heard
from audioflan.tasks.rows import because, build_rows

SCENE = "events"
Texts = Mapping[str, Sequence[str]]
Written = Mapping[str, Sequence[pl.Expr]]


def build(context: Context) -> pl.DataFrame:
    """One instance an anchor that has what its texts are composed of.

    Params of the template:
        texts: role -> patterns (see :mod:`audioflan.tasks.phrases`); of several the first that
            a clip can fill is taken. The one role that is not named here is the clip's.
        formats: options of formats, e.g. ``{spans: {decimals: 1}}``.
        words: slot -> role -> a word for each of its patterns; that of the pattern taken fills
            the slot.

    Where the task has a recipe for the corpus, the clip is what it composed of the anchor, and
    the column ``events`` what is heard in that.
    """
    texts: Texts = context.param("texts")
    options = context.task.params.get("formats", {})
    written: Written = {
        role: [phrase(context, pattern, options) for pattern in patterns]
        for role, patterns in texts.items()
    }
    parts = {role: pl.coalesce(choices) for role, choices in written.items()}
    return build_rows(
        context,
        heard(context, SCENE),
        parts={**parts, _clip_role(context): pl.col("input")},
        slots=_words(context, written),
        parents=[pl.col("audio_id"), pl.col("input")],
        rejects=[
            NOT_SIMULATED,
            *(
                because(parts[role].is_null(), f"not enough is known for '{patterns[-1]}'")
                for role, patterns in texts.items()
            ),
        ],
    )


def _words(context: Context, written: Written) -> dict[str, pl.Expr]:
    """Slot -> the word that belongs to the pattern taken."""
    return {
        slot: pl.coalesce(
            because(choice.is_not_null(), word)
            for role, words in by_role.items()
            for choice, word in zip(written[role], words, strict=True)
        )
        for slot, by_role in context.task.params.get("words", {}).items()
    }


def _clip_role(context: Context) -> str:
    roles = context.task.audio_roles
    if len(roles) == 1:
        return roles[0]
    raise AudioFlanError(
        f"builder 'composed' takes one audio field, the template declares {len(roles)}",
        where=context.task.path,
        remedy="declare one audio field, or choose another builder.",
    )
