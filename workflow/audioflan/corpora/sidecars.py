"""Small text files that lie beside recordings: one file a clip, read together."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

TEXTS = {"path": pl.String, "content": pl.String, "fault": pl.String}
THREADS = 8


def read_texts(root: Path, paths: Iterable[str]) -> pl.DataFrame:
    """Contents of UTF-8 files in the order given: ``path``, ``content``, ``fault``.

    An unreadable file has a reason in ``fault`` instead of a content, an absent one has neither.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        read = list(pool.map(lambda path: (path, *_read(root / path)), paths))
    return pl.DataFrame(read, schema=TEXTS, orient="row")


def parse_rows(
    texts: pl.DataFrame, columns: Mapping[str, Any], *, separator: str | None, header: int = 0
) -> pl.DataFrame:
    """Tables in texts: ``path``, ``fault`` and ``rows``, a list of ``struct{columns}``.

    Args:
        texts: what ``read_texts`` gives.
        columns: name and type of every field of a line.
        separator: between fields; None = any run of white space.
        header: lines to pass over at the top. Empty lines are passed over everywhere.

    ``fault`` is that of the text, else names file, line and problem of the first faulty line;
    ``rows`` is null where there is a fault or no file.
    """
    lines = (
        texts.drop_nulls("content")
        .select("path", pl.col("content").str.split("\n").alias("text"))
        .with_columns(pl.int_ranges(1, pl.col("text").list.len() + 1).alias("line"))
        .explode("text", "line", empty_as_null=True)
        .filter((pl.col("line") > header) & (pl.col("text").str.strip_chars() != ""))
        .with_columns(_fields(separator).alias("fields"))
    )
    typed = lines.with_columns(_typed(index, name, columns) for index, name in enumerate(columns))
    parsed = typed.group_by("path", maintain_order=True).agg(
        pl.struct(*columns).alias("rows"), _line_fault(columns).drop_nulls().first().alias("line")
    )
    nothing = pl.lit([], parsed.schema["rows"])
    fault = pl.coalesce("fault", "line")
    return texts.join(parsed, on="path", how="left", maintain_order="left").select(
        "path",
        fault.alias("fault"),
        pl.when(fault.is_null() & pl.col("content").is_not_null())
        .then(pl.col("rows").fill_null(nothing))
        .alias("rows"),
    )


def one_line(content: pl.Expr) -> pl.Expr:
    """A text with every run of white space as one blank; null when nothing is left."""
    line = content.str.replace_all(r"\s+", " ").str.strip_chars().str.normalize("NFC")
    return pl.when(line != "").then(line)


def filled_lines(content: pl.Expr) -> pl.Expr:
    """The lines of a text that hold something, stripped; null when there is none."""
    kept = content.str.replace_all(r"\s*\n\s*", "\n").str.strip_chars().str.normalize("NFC")
    return pl.when(kept != "").then(kept)


def _read(file: Path) -> tuple[str | None, str | None]:
    try:
        return read_text(file), None
    except FileNotFoundError:
        return None, None
    except (AudioFlanError, OSError) as error:
        return None, f"{file.name}: {getattr(error, 'what', error)}"


def _fields(separator: str | None) -> pl.Expr:
    if separator is None:
        return pl.col("text").str.extract_all(r"\S+")
    return pl.col("text").str.split(separator).list.eval(pl.element().str.strip_chars())


def _typed(index: int, name: str, columns: Mapping[str, Any]) -> pl.Expr:
    field = pl.col("fields").list.get(index, null_on_oob=True)
    return field.cast(columns[name], strict=False).alias(name)


def _line_fault(columns: Mapping[str, Any]) -> pl.Expr:
    place = pl.format("{}:{}", pl.col("path").str.extract(r"([^/]+)$"), "line")
    count = pl.col("fields").list.len()
    return (
        pl.when(count != len(columns))
        .then(pl.format(f"{{}}: {{}} fields, not {len(columns)}", place, count))
        .when(pl.any_horizontal(pl.col(name).is_null() for name in columns))
        .then(pl.format("{}: '{}' is no {}", place, "text", pl.lit(", ".join(columns))))
    )
