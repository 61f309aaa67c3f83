"""The report as one self-contained page."""

import base64
from collections.abc import Iterable
from pathlib import Path

import jinja2
import polars as pl

from audioflan.files import write_text
from audioflan.report.section import Section


def write_page(sections: Iterable[Section], path: Path) -> None:
    """Render ``page.html`` with every value escaped, and write it atomically."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"cell": shown, "base64": lambda png: base64.b64encode(png).decode()}
    environment.globals |= {"is_number": is_number, "largest": largest}
    page = environment.get_template("page.html").render(sections=list(sections))
    write_text(path, page + "\n")


def shown(value: object) -> str:
    """A value as people read it: thousands apart, two decimals, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def is_number(table: pl.DataFrame, column: str) -> bool:
    """Whether a column stands to the right."""
    return table[column].dtype.is_numeric()


def largest(table: pl.DataFrame, column: str) -> float:
    """Largest value of a column that is drawn as bars, at least 1."""
    return max(float(table[column].max() or 0), 1.0)  # type: ignore[arg-type]
