"""ARFF tables (Weka's attribute-relation files), also those that lack their ``@DATA`` line."""

from pathlib import Path

import polars as pl

from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

ATTRIBUTE = r"(?i)^@attribute\s+(?:'([^']*)'|(\S+))"
NO_ROW = r"^\s*(?:[@%]|$)"
CELL = r"'[^']*'|[^,']+"


def read_arff(path: Path) -> tuple[list[str], pl.DataFrame]:
    """Names of the attributes, and the rows of a table.

    Args:
        path: UTF-8 file; strings stand in single quotes and may hold commas.

    Returns:
        The names in order; ``line`` (in the file) and ``cells`` (text, quotes taken off).

    Raises:
        AudioFlanError: the file is not UTF-8 or names no attributes, or a row has not as many
            cells as attributes.
    """
    lines = pl.DataFrame({"text": read_text(path).split("\n")}).with_row_index("line", 1)
    name = pl.col("text").str.extract_groups(ATTRIBUTE).struct
    names = lines.select(pl.coalesce(name[0], name[1])).to_series().drop_nulls().to_list()
    if not names:
        remedy = "fetch the corpus again"
        raise AudioFlanError("no line begins with @ATTRIBUTE", where=path, remedy=remedy)
    cells = pl.col("text").str.extract_all(CELL).list.eval(pl.element().str.strip_chars("' "))
    rows = lines.filter(~pl.col("text").str.contains(NO_ROW)).select(
        pl.col("line").cast(pl.Int64), cells.alias("cells")
    )
    for line, found in rows.filter(pl.col("cells").list.len() != len(names)).head(1).rows():
        what = f"{len(found)} cells for {len(names)} attributes"
        raise AudioFlanError(what, where=path, line=line, remedy="fetch the corpus again")
    return names, rows


def numbers(path: Path, rows: pl.DataFrame, index: int) -> pl.Series:
    """Column ``index`` of rows as finite numbers.

    Raises:
        AudioFlanError: a cell is no number; names its line.
    """
    cells = rows.select(
        "line", pl.col("cells").list.get(index).cast(pl.Float64, strict=False).alias("number")
    )
    for line, _ in cells.filter(~pl.col("number").is_finite().fill_null(False)).head(1).rows():
        what = f"cell {index + 1} is no number"
        raise AudioFlanError(what, where=path, line=line, remedy="fetch the corpus again")
    return cells["number"]
