"""Answers to choose from, written into the instruction in a drawn order."""

import polars as pl

from audioflan.tasks.context import Context
from audioflan.tasks.formats import SEPARATOR

ORDERS = 64


def choice_slot(context: Context, audio_ids: pl.Series) -> pl.Expr:
    """The param ``choices``, joined, in one of some orders drawn for each clip.

    Any choice is as likely to come first as another, so that the order tells nothing.
    """
    choices = list(context.param("choices"))
    orders = [
        SEPARATOR.join(context.draws(f"order {number}").sample("choices", choices, len(choices)))
        for number in range(ORDERS)
    ]
    turn = (context.hashes(audio_ids, "choices") % ORDERS).cast(pl.Int64)
    return pl.lit(pl.Series("choices", orders, pl.String).gather(turn))


def listed(context: Context, answer: pl.Expr) -> pl.Expr:
    """A reason where an answer is not among the choices."""
    known = answer.is_in(list(context.param("choices")))
    return pl.when(~known).then(pl.format("'{}' is not among the choices", answer))
