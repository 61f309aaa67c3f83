"""How music and labels over time are written, beside the formats of single values.

As there: columnar, nulls kept, and null for a value that cannot be written.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from audioflan.tasks.formats import FORMATS, SEPARATOR, Format, note_name, read_list, text, time

SHORTEST_REST = 0.05
"""Seconds between two notes that are written as a rest; a singer's breath is longer."""
OVERLAP = 0.05
"""Seconds by which a note may run into the next and still be one melody with it."""


def melody(column: pl.Expr) -> pl.Expr:
    """Notes one after another, each with its seconds: ``C4 0.50, rest 0.25, D4 0.25``.

    Null where there are none, or where notes sound together.
    """
    start, end, pitch = (pl.element().struct.field(name) for name in ("start", "end", "pitch"))
    gap = start - end.shift(1).fill_null(0.0)
    rest = pl.when(gap >= SHORTEST_REST).then("rest " + time(gap) + SEPARATOR)
    note = rest.fill_null("") + note_name(pitch) + " " + time(end - start)
    ordered = _ordered(column, "start", "end", "pitch")
    single = ~ordered.list.eval(gap < -OVERLAP).list.any()
    written = ordered.list.eval(note).list.join(SEPARATOR, ignore_nulls=False)
    return pl.when(single & (column.list.len() > 0)).then(written)


def spans(
    column: pl.Expr, decimals: int = 2, separator: str = SEPARATOR, leave_out: Sequence[str] = ()
) -> pl.Expr:
    """Labels with their times, by start: ``0.00-1.92 C:maj, 1.92-3.84 A:min``.

    Labels to be left out say that there is nothing; what they span becomes a gap.
    """
    start, end = (pl.element().struct.field(name) for name in ("start", "end"))
    label = text(pl.element().struct.field("label"))
    span = time(start, decimals) + "-" + time(end, decimals) + " " + label
    told = column.list.filter(label.is_in(list(leave_out)).not_().fill_null(True))
    return _joined(_ordered(told, "start", "end", "label").list.eval(span), separator)


def lengths(column: pl.Expr) -> pl.Expr:
    """Labels one after another, each with its seconds: ``w 0.11, ang 0.38``."""
    start, end = (pl.element().struct.field(name) for name in ("start", "end"))
    length = text(pl.element().struct.field("label")) + " " + time(end - start)
    return _joined(_ordered(column, "start", "end", "label").list.eval(length), SEPARATOR)


def by_start(column: pl.Expr, separator: str = SEPARATOR) -> pl.Expr:
    """Labels in the order in which they start; one that follows itself stands once.

    Null where a start is not known.
    """
    start, label = (pl.element().struct.field(name) for name in ("start", "label"))
    known = column.list.eval(start.is_not_null()).list.all()
    labels = _ordered(column, "start", "end", "label").list.eval(text(label))
    turns = labels.list.eval(pl.element().filter(pl.element().ne_missing(pl.element().shift(1))))
    return pl.when(known).then(_joined(turns, separator))


def as_listed(column: pl.Expr, separator: str = SEPARATOR) -> pl.Expr:
    """Labels as the list has them, repeated ones too."""
    return _joined(column.list.eval(text(pl.element().struct.field("label"))), separator)


def _ordered(column: pl.Expr, *fields: str) -> pl.Expr:
    """Lists of structs sorted by their fields, the first one counting most."""
    return column.list.eval(pl.struct(pl.element().struct.field(name) for name in fields).sort())


def _joined(items: pl.Expr, separator: str) -> pl.Expr:
    written = items.list.join(separator, ignore_nulls=False)
    return pl.when(items.list.len() > 0).then(written)


NOTATIONS: Mapping[str, Format] = FORMATS | {
    "melody": Format(melody, read_list, None),
    "spans": Format(spans, read_list, None),
    "lengths": Format(lengths, read_list, None),
    "by_start": Format(by_start, read_list, None),
    "as_listed": Format(as_listed, read_list, None),
}
"""Formats of single values and of what takes its time."""
