"""How values are written: raw typed columns -> text, for slots and for answers.

Every format is columnar, keeps nulls, and gives null for a value it cannot write (the caller
turns that into a refusal). ``read`` is the scalar inverse, for the validator and for readers
of the data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from audioflan.errors import AudioFlanError
from audioflan.files import nearest

LANGUAGES = Path(__file__).with_name("languages.yaml")
PITCH_CLASSES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
SEPARATOR = ", "
OLDEST = 60


@dataclass(frozen=True)
class Format:
    """One way to write a value; ``raw`` is the scalar type read back (None for lists)."""

    write: Callable[..., pl.Expr]
    read: Callable[[str], Any]
    raw: Any = pl.String


def text(column: pl.Expr) -> pl.Expr:
    """Text on one line, because records join values by line breaks; null when blank."""
    line = column.cast(pl.String).str.replace_all(r"[\s\p{Cc}]+", " ").str.strip_chars()
    return pl.when(line != "").then(line)


def number(column: pl.Expr, decimals: int | None = None) -> pl.Expr:
    """A number with fixed ``decimals``, or the shortest form within six of them."""
    written = column.cast(pl.Decimal(38, 6 if decimals is None else decimals), strict=False)
    digits = written.cast(pl.String)
    if decimals is None:
        digits = digits.str.strip_chars_end("0").str.strip_chars_end(".")
    return digits


def time(column: pl.Expr, decimals: int = 2) -> pl.Expr:
    """Seconds, ``1.25``."""
    return number(column, decimals)


def rate(column: pl.Expr) -> pl.Expr:
    """Hz as kHz, ``8 kHz``, ``44.1 kHz``."""
    return number(column / 1000) + " kHz"


def read_rate(written: str) -> int:
    """``44.1 kHz`` -> 44100."""
    return round(float(written.removesuffix(" kHz")) * 1000)


def language(column: pl.Expr) -> pl.Expr:
    """English name of a BCP-47 tag; a tag not listed takes the name of its primary subtag."""
    tag = column.str.to_lowercase()
    names = _language_names()
    primary = tag.str.split("-").list.first()
    return pl.coalesce(
        part.replace_strict(names, default=None, return_dtype=pl.String) for part in (tag, primary)
    )


def read_language(name: str) -> str:
    """The tag listed first for an English language name.

    Raises:
        AudioFlanError: no tag has this name.
    """
    tags = {known: tag for tag, known in reversed(_language_names().items())}
    if name in tags:
        return tags[name]
    close = nearest(name, tags)
    hint = f"did you mean '{close}'? " if close else ""
    raise AudioFlanError(
        f"unknown language '{name}'", where=LANGUAGES, remedy=f"{hint}add it to this file."
    )


def boolean(column: pl.Expr, yes: str = "yes", no: str = "no") -> pl.Expr:
    """True and false as two words."""
    return pl.when(column.cast(pl.Boolean)).then(pl.lit(yes)).when(~column).then(pl.lit(no))


def age_group(column: pl.Expr) -> pl.Expr:
    """Years as a decade of life, 34 -> ``30 to 39``; null for what is no number of years."""
    years = column.cast(pl.String).str.extract(r"^(\d{1,3})$").cast(pl.Int32)
    return (
        pl.when(years < 20)
        .then(pl.lit("under 20"))
        .when(years >= OLDEST)
        .then(pl.lit(f"{OLDEST} or older"))
        .when(years.is_not_null())
        .then(pl.format("{} to {}", years // 10 * 10, years // 10 * 10 + 9))
    )


def note_name(column: pl.Expr) -> pl.Expr:
    """MIDI number as a note with sharps, 60 -> ``C4``; null outside 0-127."""
    return column.replace_strict(
        {midi: _note(midi) for midi in range(128)}, default=None, return_dtype=pl.String
    )


def read_note_name(written: str) -> int:
    """``C4`` -> 60."""
    letters = 2 if written[1] == "#" else 1
    return PITCH_CLASSES.index(written[:letters]) + 12 * (int(written[letters:]) + 1)


def listed(column: pl.Expr, separator: str = SEPARATOR) -> pl.Expr:
    """A list of strings, joined; null when it holds nothing."""
    kept = column.list.eval(text(pl.element()).drop_nulls())
    return pl.when(kept.list.len() > 0).then(kept.list.join(separator))


def labels(column: pl.Expr, separator: str = SEPARATOR) -> pl.Expr:
    """Distinct labels of a list of ``struct{label, ...}``, in order of first appearance."""
    names = column.list.eval(pl.element().struct.field("label"))
    return listed(names.list.unique(maintain_order=True), separator)


def read_list(written: str) -> list[str]:
    """Inverse of the joined forms, for labels that hold no separator."""
    return written.split(SEPARATOR)


FORMATS: dict[str, Format] = {
    "text": Format(text, str),
    "label": Format(text, str),
    "language": Format(language, read_language),
    "number": Format(number, float, pl.Float64),
    "time": Format(time, float, pl.Float64),
    "rate": Format(rate, read_rate, pl.Float64),
    "boolean": Format(boolean, lambda word: word == "yes", pl.Boolean),
    "age_group": Format(age_group, str),
    "note_name": Format(note_name, read_note_name, pl.Int32),
    "list": Format(listed, read_list, None),
    "labels": Format(labels, read_list, None),
}


def named(name: str, where: Path | None = None) -> Format:
    """The format of a name.

    Raises:
        AudioFlanError: there is none; the nearest name is offered.
    """
    if name in FORMATS:
        return FORMATS[name]
    close = nearest(name, FORMATS)
    hint = f"did you mean '{close}'?" if close else f"choose one of {', '.join(FORMATS)}."
    raise AudioFlanError(f"unknown value format '{name}'", where=where, remedy=hint)


def slot_expression(type: str, column: str | pl.Expr) -> pl.Expr:
    """The text of a slot column of the given type; null where the value cannot be written."""
    return named(type).write(pl.col(column) if isinstance(column, str) else column)


def _note(midi: int) -> str:
    return f"{PITCH_CLASSES[midi % 12]}{midi // 12 - 1}"


@cache
def _language_names() -> dict[str, str]:
    table = yaml.safe_load(LANGUAGES.read_text(encoding="utf-8"))
    return {str(tag).lower(): name for tag, name in table.items()}
