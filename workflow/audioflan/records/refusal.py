"""Which instances cannot become records, and why."""

from collections.abc import Callable, Iterable, Sequence

import polars as pl

from audioflan.catalog.models import SPLITS, Task
from audioflan.errors import AudioFlanError
from audioflan.records.spans import AUDIO_ID, MARK

_CONTROL = r"[\p{Cc}\p{Zl}\p{Zp}]"


def require_columns(task: Task, instances: pl.DataFrame) -> None:
    """Check that a frame of instances was built for this version of the task.

    Raises:
        AudioFlanError: a column of the contract is missing.
    """
    needed = {"uuid", "split", "group", "licence", "source"}
    needed |= {f"part.{entry.role}" for entry in task.fields}
    needed |= {f"slot.{name}" for name in task.slots}
    missing = sorted(needed - set(instances.columns))
    if missing:
        raise AudioFlanError(
            f"Instances of {task.id} lack the columns {', '.join(missing)}.",
            where=task.path,
            remedy="Build the instances again after editing the task.",
        )


def refusal(task: Task) -> pl.Expr:
    """Reason for which an instance cannot become a record, null when it can.

    Reads ``part.<role>`` and ``slot.<name>`` as display text, beside ``uuid``, ``split``,
    ``licence`` and ``source``.
    """
    parts = [f"part.{entry.role}" for entry in task.fields]
    audio = [f"part.{role}" for role in task.audio_roles]
    slots = [f"slot.{name}" for name in task.slots]
    texts = [name for name in parts if name not in audio] + slots
    faults = [
        *_faults(_is_empty, "is empty", ["uuid", "licence", *parts]),
        *_faults(_is_empty, "is empty or cannot be written", slots),
        *_faults(_is_no_audio_id, "is not an audio id", audio),
        *_faults(_has_control, "holds a line break or control character", texts),
        *_faults(_has_mark, "holds an audio span mark", texts),
        *_faults(_is_no_split, f"is not one of {', '.join(SPLITS)}", ["split"]),
        *_faults(_is_empty_list, "is empty", ["source"]),
    ]
    return pl.coalesce(faults)


def _faults(
    test: Callable[[pl.Expr], pl.Expr], what: str, columns: Sequence[str]
) -> Iterable[pl.Expr]:
    for column in columns:
        yield pl.when(test(pl.col(column))).then(pl.lit(f"{column} {what}"))


def _is_empty(column: pl.Expr) -> pl.Expr:
    return (column.str.len_bytes() == 0).fill_null(True)


def _is_no_audio_id(column: pl.Expr) -> pl.Expr:
    return ~column.str.contains(f"^{AUDIO_ID}$")


def _has_control(column: pl.Expr) -> pl.Expr:
    return column.str.contains(_CONTROL)


def _has_mark(column: pl.Expr) -> pl.Expr:
    return column.str.contains(f"(?i){MARK}")


def _is_no_split(column: pl.Expr) -> pl.Expr:
    return ~column.is_in(SPLITS).fill_null(False)


def _is_empty_list(column: pl.Expr) -> pl.Expr:
    return (column.list.len() == 0).fill_null(True)
