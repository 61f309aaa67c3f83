"""Label files without a header: one record a line, its fields split at a separator.

Lines that cannot be read stay in the table with a reason, so that one bad file or line never
stops a corpus.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

REMEDY = "fetch the corpus again"
LINES = {"file": pl.String, "text": pl.String, "reject": pl.String}
BLANK = r"^\s*$"


def label_files(root: Path, ending: str, remedy: str = REMEDY) -> list[str]:
    """Files below ``root`` whose path ends so (``"/speakers.tsv"``), at least one.

    Raises:
        AudioFlanError: there is none.
    """
    files = list_files(root, (ending,))["path"].to_list()
    if not files:
        missing = root / ending.lstrip("/")
        raise AudioFlanError("the label file is missing", where=missing, remedy=remedy)
    return files


def read_lines(root: Path, files: Iterable[str]) -> pl.DataFrame:
    """Lines of text files that are not blank, in order.

    Returns:
        ``place`` (``<file>:<line>``, lines counted from 1; the file alone when it cannot be
        read), ``reject`` (why it cannot) and ``text``.
    """
    contents = [(file, *_content(root / file)) for file in files]
    lines = (
        pl.DataFrame(contents, schema=LINES, orient="row")
        .with_columns(pl.col("text").str.split("\n"))
        .with_columns(pl.int_ranges(1, pl.col("text").list.len() + 1).alias("line"))
        .explode("text", "line", empty_as_null=True)
    )
    place = pl.format("{}:{}", "file", "line")
    return lines.filter(~pl.col("text").str.contains(BLANK).fill_null(False)).select(
        pl.coalesce(pl.when(pl.col("reject").is_null()).then(place), "file").alias("place"),
        "reject",
        "text",
    )


def split_fields(
    lines: pl.DataFrame,
    names: Sequence[str],
    separator: str | None = None,
    *,
    least: int | None = None,
    more: bool = False,
) -> pl.DataFrame:
    """Fields of lines (see ``read_lines``) as columns ``names``; fields not there are null.

    Args:
        lines: ``place``, ``reject``, ``text``.
        names: of the fields, in order.
        separator: between fields; None is any run of blanks.
        least: fewest fields of a sound line (default: all).
        more: whether fields that no name is given for may follow.

    Returns:
        ``place``, ``reject`` (which also tells how many fields a faulty line has) and the fields.
    """
    least = len(names) if least is None else least
    most = None if more else len(names)
    expected = f"{least}" if least == most else f"{least} to {most}" if most else f"{least} or more"
    text = pl.col("text")
    if separator is None:
        text, separator = text.str.strip_chars().str.replace_all(r"\s+", " "), " "
    count = pl.col("fields").list.len()
    wrong = (count < least) | (count > most if most else pl.lit(False))
    faulty = pl.when(wrong).then(pl.format(f"{{}} fields, not {expected}", count))
    return lines.with_columns(text.str.split(separator).alias("fields")).select(
        "place",
        pl.coalesce("reject", faulty).alias("reject"),
        *(
            pl.col("fields").list.get(index, null_on_oob=True).alias(name)
            for index, name in enumerate(names)
        ),
    )


def faults(lines: pl.DataFrame) -> pl.DataFrame:
    """The rejected lines as rows of a reader's table."""
    return lines.filter(pl.col("reject").is_not_null()).select("reject", item="place")


def _content(path: Path) -> tuple[str | None, str | None]:
    try:
        return read_text(path), None
    except AudioFlanError as error:
        return None, error.what
