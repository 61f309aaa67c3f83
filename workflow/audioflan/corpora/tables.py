"""Tables with a header line (tab, comma ...), every field as text, faulty lines kept."""

import csv
import io
from collections.abc import Iterable
from itertools import islice, zip_longest
from pathlib import Path

import polars as pl

from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

REMEDY = "fetch the corpus again"
LONGEST_FIELD = 1 << 24


def read_table(
    root: Path, path: str, columns: Iterable[str], separator: str = "\t", *, quoted: bool = False
) -> pl.DataFrame:
    """Rows of a UTF-8 table (see ``read_text``) in file order.

    Args:
        root: folder of the corpus.
        path: the file, relative to ``root``.
        columns: names that its header must have; others are read as well.
        separator: between fields.
        quoted: whether double quotes enclose fields, which may then hold separators and line
            breaks; else quotes are characters like others.

    Returns:
        ``place`` (``<path>:<line>`` where the row begins), ``reject`` (null, or the reason when
        a row has not as many fields as the header) and the columns of the header as text,
        empty fields null. Empty lines are passed over.

    Raises:
        AudioFlanError: the file is missing, unreadable, empty, or lacks a column.
    """
    file = root / path
    if not file.is_file():
        raise AudioFlanError("the label file is missing", where=file, remedy=REMEDY)
    split = _quoted if quoted else _plain
    header, rows = split(read_text(file), separator)
    lacking = [name for name in columns if name not in header]
    if lacking:
        what = f"the table has no column '{lacking[0]}' (it has: {', '.join(header)})"
        raise AudioFlanError(what, where=file, line=1, remedy=REMEDY)
    return rows.select(
        pl.format("{}:{}", pl.lit(path), "line").alias("place"),
        pl.when(pl.col("count") != len(header))
        .then(pl.format(f"{{}} fields, not {len(header)}", "count"))
        .alias("reject"),
        *(pl.col(f"field_{at}").replace("", None).alias(name) for at, name in enumerate(header)),
    )


def _plain(text: str, separator: str) -> tuple[list[str], pl.DataFrame]:
    """The header; of every row its ``line``, ``count`` of fields and ``field_0``, ..."""
    first, *lines = text.split("\n")
    header = first.split(separator)
    numbered = pl.DataFrame({"text": lines}, schema={"text": pl.String}).with_row_index("line", 2)
    fields = numbered.filter(pl.col("text") != "").select(
        "line", fields=pl.col("text").str.split(separator)
    )
    return header, fields.select(
        "line",
        pl.col("fields").list.len().alias("count"),
        *(
            pl.col("fields").list.get(at, null_on_oob=True).alias(f"field_{at}")
            for at in range(len(header))
        ),
    )


def _quoted(text: str, separator: str) -> tuple[list[str], pl.DataFrame]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = next(reader, [])
    ends, rows = [reader.line_num], []
    for row in reader:
        rows.append(row)
        ends.append(reader.line_num)
    columns = list(islice(zip_longest(*rows), len(header)))
    columns += [(None,) * len(rows)] * (len(header) - len(columns))
    frame = pl.DataFrame(columns, schema={f"field_{at}": pl.String for at in range(len(header))})
    facts = [
        (pl.Series("line", ends[:-1], dtype=pl.Int64) + 1),
        pl.Series("count", map(len, rows), dtype=pl.Int64),
    ]
    return header, frame.with_columns(facts).filter(pl.col("count") > 0)
