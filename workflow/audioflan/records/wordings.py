"""Instruction texts on offer for a task, and how their slots are filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

import polars as pl

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError

SEED = "seed"


@dataclass(frozen=True)
class Wording:
    """One instruction text: a hand-written seed, or a paraphrase of one.

    ``template`` is ``<task>/<seed id>``; ``paraphrase`` is the pool entry's id or ``seed``;
    the text is ``literals`` with ``slots`` between them (one literal more than slots).
    """

    template: str
    paraphrase: str
    literals: tuple[str, ...]
    slots: tuple[str, ...]

    @property
    def id(self) -> str:
        """What tells it from the task's other wordings, whatever its text or place."""
        return self.template if self.paraphrase == SEED else self.paraphrase


def wordings(task: Task, pool: Iterable[Mapping[str, Any]]) -> list[Wording]:
    """The task's seeds, then the pool's instructions, in their order.

    Raises:
        AudioFlanError: there is none, a text is no template, or it names a slot that the
            task does not have.
    """
    offered = [
        Wording(f"{task.id}/{seed.id}", SEED, *_parse(task, seed.id, seed.text))
        for seed in task.seeds
    ]
    offered.extend(
        Wording(
            f"{task.id}/{entry['parent']}", entry["id"], *_parse(task, entry["id"], entry["text"])
        )
        for entry in pool
        if entry["kind"] == "instruction"
    )
    if not offered:
        raise AudioFlanError(
            f"Task {task.id} offers no instruction.", where=task.path, remedy="Add seeds."
        )
    return offered


def pick(values: Sequence[Any], index: str) -> pl.Expr:
    """The value that a column of indexes chooses for each row."""
    if len(values) == 1:
        return pl.lit(values[0])
    return pl.lit(pl.Series(values)).gather(pl.col(index))


def filled(offered: Sequence[Wording], index: str) -> pl.Expr:
    """Instruction of each row: the chosen wording, slots taken from columns ``slot.<name>``.

    Wordings with the same slots in the same order are filled together, so the cost depends
    on the few orders of slots that occur, not on the size of the pool.
    """
    orders = sorted({wording.slots for wording in offered})
    order = pick([orders.index(wording.slots) for wording in offered], index)
    return pl.coalesce(
        pl.when(order == number).then(_fill(offered, slots, index))
        for number, slots in enumerate(orders)
    )


def _fill(offered: Sequence[Wording], slots: tuple[str, ...], index: str) -> pl.Expr:
    columns: list[pl.Expr] = []
    for position in range(len(slots) + 1):
        literals = [w.literals[position] if w.slots == slots else "" for w in offered]
        columns.append(pick(literals, index))
        columns.extend(pl.col(f"slot.{name}") for name in slots[position : position + 1])
    return pl.concat_str(columns)


def _parse(task: Task, name: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        pieces = list(Formatter().parse(text))
    except ValueError as error:
        raise _broken(task, name, str(error)) from error
    if not pieces:
        raise _broken(task, name, "it is empty")
    if any(spec or conversion for _, _, spec, conversion in pieces):
        raise _broken(task, name, "a slot carries a format of its own")
    slots = tuple(slot for _, slot, _, _ in pieces if slot is not None)
    if unknown := set(slots) - set(task.slots):
        raise _broken(task, name, f"it names unknown slots {sorted(unknown)}")
    return _literals(pieces), slots


def _literals(pieces: Sequence[tuple[str, str | None, str | None, str | None]]) -> tuple[str, ...]:
    """Texts between slots; the parser yields an escaped brace as a piece without a slot."""
    literals = [""]
    for literal, slot, _, _ in pieces:
        literals[-1] += literal
        if slot is not None:
            literals.append("")
    return tuple(literals)


def _broken(task: Task, name: str, why: str) -> AudioFlanError:
    known = ", ".join(f"{{{slot}}}" for slot in task.slots) or "none"
    return AudioFlanError(
        f"Instruction {name} cannot be filled: {why}.",
        where=task.path,
        remedy=f"Use the task's slots ({known}) and write a literal brace twice.",
    )
