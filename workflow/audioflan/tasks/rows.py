"""The table every builder returns: one row an instance or a refusal."""

from collections.abc import Mapping, Sequence

import polars as pl

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError
from audioflan.tasks.context import Context
from audioflan.tasks.formats import slot_expression

CLOSED_ANSWERS = ("label", "boolean")


def because(condition: pl.Expr, reason: str) -> pl.Expr:
    """``reason`` where ``condition`` holds, else null."""
    return pl.when(condition).then(pl.lit(reason))


def build_rows(
    context: Context,
    frame: pl.DataFrame,
    *,
    parts: Mapping[str, pl.Expr],
    slots: Mapping[str, pl.Expr] | None = None,
    key: pl.Expr | None = None,
    parents: Sequence[pl.Expr] = (pl.col("audio_id"),),
    rejects: Sequence[pl.Expr] = (),
    stratum: pl.Expr | None = None,
) -> pl.DataFrame:
    """Lay out instances, refusing every row that lacks a part or a slot.

    Args:
        context: the task at hand.
        frame: one row an instance to be; ``audio_id``, ``split`` and ``group`` are the
            anchor's, whatever else it holds is for the expressions below.
        parts: role -> text or audio id.
        slots: slot -> raw value; slots not named here come from the column of their name.
        key: identity of the instance within (corpus, task); the anchor's id by default.
        parents: audio ids that went in; null ones are left out.
        rejects: expressions giving a reason or null; the first reason counts, and those
            that this function adds come last.
        stratum: answer class in whose turn a limit picks instances, so that it keeps a balance.

    Returns:
        Columns ``anchor, key, split, group, slot.*, part.*, parents, stratum, reject``. The key
        of a refused row is its anchor's id.

    Raises:
        AudioFlanError: the template declares roles or slots that the builder does not fill.
    """
    task = context.task
    _check_roles(task, parts)
    filled = frame.select(
        pl.col("audio_id").alias("anchor"),
        (pl.col("audio_id") if key is None else key).alias("key"),
        "split",
        "group",
        *(_slot(task, frame, name, slots or {}).alias(f"slot.{name}") for name in task.slots),
        *(parts[entry.role].alias(f"part.{entry.role}") for entry in task.fields),
        pl.concat_list(*parents).list.drop_nulls().alias("parents"),
        (pl.lit("") if stratum is None else stratum).alias("stratum"),
        pl.coalesce(*rejects, pl.lit(None, pl.String)).alias("reject"),
    )
    return filled.with_columns(
        pl.coalesce("reject", *_missing(task), *_unlisted(task)).alias("reject")
    ).with_columns(pl.when(pl.col("reject").is_null()).then("key").otherwise("anchor").alias("key"))


def _check_roles(task: Task, parts: Mapping[str, pl.Expr]) -> None:
    declared = [entry.role for entry in task.fields]
    if sorted(declared) != sorted(parts):
        raise AudioFlanError(
            f"builder '{task.builder}' fills {sorted(parts)}, the template declares {declared}",
            where=task.path,
            remedy="make 'input' and 'output' list exactly the roles the builder fills.",
        )


def _slot(task: Task, frame: pl.DataFrame, name: str, slots: Mapping[str, pl.Expr]) -> pl.Expr:
    if name in slots:
        return slots[name]
    if name in frame.columns:
        return pl.col(name)
    raise AudioFlanError(
        f"nothing fills the slot '{name}'",
        where=task.path,
        remedy="name it after a manifest column, or map it under 'params: slots'.",
    )


def _missing(task: Task) -> list[pl.Expr]:
    """Reasons for rows without a slot, with a slot that cannot be written, or without a part."""
    reasons = []
    for name, kind in task.slots.items():
        value = pl.col(f"slot.{name}")
        unwritten = value.is_not_null() & slot_expression(kind, value).is_null()
        told = pl.format(f"{name} '{{}}' is no known {kind}", value)
        reasons += [because(value.is_null(), f"no {name}"), pl.when(unwritten).then(told)]
    reasons += [because(pl.col(f"part.{e.role}").is_null(), f"no {e.role}") for e in task.fields]
    return reasons


def _unlisted(task: Task) -> list[pl.Expr]:
    """A reason for rows whose answer is not among the template's options."""
    if not task.options or task.answer not in CLOSED_ANSWERS:
        return []
    answer = pl.col(f"part.{task.output[0].role}")
    listed = answer.is_in(list(task.options))
    return [pl.when(~listed).then(pl.format("'{}' is not among the options", answer))]
