"""Tables of millions of rows, read block by block so that memory holds only what is selected."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl

from audioflan.errors import AudioFlanError

BLOCK = 1 << 22
REMEDY = "fetch the corpus again"
NO_SEPARATOR = "\x01"
REPLACEMENT = "\ufffd"
LINE, TORN = "_line", "_torn"
FAULTS = ("place", "reject")
NO_FAULT = [pl.lit(None, pl.String).alias(name) for name in FAULTS]


def read_big_table(
    root: Path,
    path: str,
    select: Sequence[pl.Expr | str],
    *,
    needed: Sequence[str],
    optional: Sequence[str] = (),
    names: Sequence[str] | None = None,
    separator: str = "\t",
) -> pl.DataFrame:
    """Rows of a UTF-8 table without quoting, in file order; lines may end in CRLF.

    Args:
        root: folder of the corpus.
        path: the table, relative to ``root``.
        select: what is kept of every row: expressions over the needed and optional columns.
        needed: columns without which a row is of no use; the header must have them.
        optional: other columns; null where the header lacks them.
        names: the columns in order, where the table has no header.
        separator: between fields.

    Returns:
        What was selected (empty fields are null), ``place`` (``path:line``, of faulty rows) and
        ``reject`` (null, or the fault: not as many fields as there are columns, a needed one
        empty or not UTF-8). Empty lines are passed over.

    Raises:
        AudioFlanError: the table is missing, or its header lacks a needed column.
    """
    file = root / path
    if not file.is_file():
        raise AudioFlanError("the label file is missing", where=file, remedy=REMEDY)
    with file.open("rb") as stream:
        header = list(names) if names else _header(file, stream, separator, needed)
        used, first, parts = [*needed, *optional], 1 if names else 2, []
        kept = [*select, *_faults(path, len(header), needed)]
        for block in _blocks(stream):
            rows = _sound(block, header, used, needed, separator)
            if rows is None:
                lines = _lines(block)
                rows, count = _fields(lines, header, separator, first), len(lines)
                parts.append(_compact(_filled(rows, used).select(kept)))
            else:
                # Blocks are small: threads for their columns would cost more than they gain.
                count = rows.height
                parts.append(_compact(rows.select_seq(*select, *NO_FAULT), select))
            first += count
        return pl.concat(parts)


def _header(file: Path, stream: BinaryIO, separator: str, needed: Sequence[str]) -> list[str]:
    first = stream.readline().decode("utf-8-sig", errors="replace").rstrip("\r\n")
    header = first.split(separator)
    lacking = [name for name in needed if name not in header]
    if lacking:
        what = f"the table has no column '{lacking[0]}' (it begins '{first[:80]}')"
        raise AudioFlanError(what, where=file, line=1, remedy=REMEDY)
    return header


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of a file in pieces of whole lines; one, at least, is always given."""
    yield stream.read(BLOCK) + stream.readline()
    while block := stream.read(BLOCK) + stream.readline():
        yield block


def _sound(
    block: bytes, header: Sequence[str], used: Sequence[str], needed: Sequence[str], separator: str
) -> pl.DataFrame | None:
    """The used columns of lines that are all as they should be; None when one of them is not.

    The parser refuses a line of too many fields and fills up one of too few. As many separators
    as whole lines have are therefore on whole lines alone.
    """
    if not block.isascii() and REPLACEMENT.encode() in block:
        return None
    numbers = {name: number for number, name in enumerate(header)}
    asked = sorted({len(header) - 1, *(numbers[name] for name in used if name in numbers)})
    try:
        rows = pl.read_csv(
            block,
            separator=separator,
            quote_char=None,
            has_header=False,
            schema={f"{number}": pl.String for number in range(len(header))},
            columns=asked,
            n_threads=1,
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        return None
    if _count(block, separator) != rows.height * (len(header) - 1):
        return None
    found = rows.select(
        pl.col(f"{numbers[name]}").alias(name)
        if name in numbers
        else pl.lit(None, pl.String).alias(name)
        for name in used
    )
    return None if any(found[name].null_count() for name in needed) else found


def _count(block: bytes, separator: str) -> int:
    """How often a character of ASCII occurs."""
    return int(np.count_nonzero(np.frombuffer(block, np.uint8) == ord(separator)))


def _lines(block: bytes) -> pl.Series:
    """The lines of a block as they are; empty ones are null."""
    return pl.read_csv(
        block,
        separator=NO_SEPARATOR,
        quote_char=None,
        has_header=False,
        schema={"text": pl.String},
        encoding="utf8-lossy",
        n_threads=1,
        raise_if_empty=False,
    )["text"]


def _fields(lines: pl.Series, header: Sequence[str], separator: str, first: int) -> pl.DataFrame:
    """Columns of the header, ``LINE``, and ``TORN`` where a line has more or fewer fields."""
    fields = pl.col("text").str.splitn(separator, len(header) + 1)
    return (
        lines.to_frame()
        .with_row_index(LINE, offset=first)
        .filter(pl.col("text").is_not_null())
        .with_columns(fields.struct.rename_fields([*header, TORN]))
        .unnest("text")
        .with_columns(pl.col(TORN).is_not_null() | pl.col(header[-1]).is_null())
    )


def _filled(rows: pl.DataFrame, used: Sequence[str]) -> pl.DataFrame:
    """The rows with empty fields null, and columns of nulls for those that are not there."""
    return rows.with_columns(
        pl.when(pl.col(name) != "").then(name).alias(name)
        if name in rows.columns
        else pl.lit(None, pl.String).alias(name)
        for name in used
    )


def _compact(rows: pl.DataFrame, select: Sequence[pl.Expr | str] | None = None) -> pl.DataFrame:
    """The rows with texts of their own: parts of a text would keep the whole of it in memory.

    Where it is given what was selected, columns that were only chosen stay as they are.
    """
    texts = [name for name, dtype in rows.schema.items() if dtype == pl.String]
    if select is not None:
        whole = {_named(part) for part in select if _is_column(part)}
        texts = [name for name in texts if name not in {*whole, *FAULTS}]
    return rows.with_columns_seq(pl.concat_str(name, pl.lit("")).alias(name) for name in texts)


def _is_column(part: pl.Expr | str) -> bool:
    return isinstance(part, str) or part.meta.is_column_selection(allow_aliasing=True)


def _named(part: pl.Expr | str) -> str:
    return part if isinstance(part, str) else part.meta.output_name()


def _faults(path: str, width: int, needed: Sequence[str]) -> list[pl.Expr]:
    undecodable = pl.any_horizontal(
        pl.col(name).str.contains(REPLACEMENT, literal=True) for name in needed
    )
    empty = pl.coalesce(
        pl.when(pl.col(name).is_null()).then(pl.lit(f"no '{name}' in the line")) for name in needed
    )
    fault = (
        pl.when(TORN)
        .then(pl.lit(f"not {width} fields in the line"))
        .when(undecodable)
        .then(pl.lit("a line that is not UTF-8"))
        .otherwise(empty)
    )
    place = pl.when(fault.is_not_null()).then(pl.format("{}:{}", pl.lit(path), LINE))
    return [place.alias("place"), fault.alias("reject")]
