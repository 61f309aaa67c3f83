"""What a section of the report is made of, and what it is made from.

A section is one module of ``sections/``: a number ``PLACE`` (low ones come first on the page) and
a function ``section(build: Build) -> Section``. Its table is also written to ``<module>.tsv``.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from audioflan.catalog.layout import Layout
from audioflan.catalog.plan import Plan
from audioflan.report.discovery import section_modules
from audioflan.report.funnel import Step, funnel


@dataclass(frozen=True)
class Build:
    """A finished build, as sections see it."""

    plan: Plan
    layout: Layout

    @cached_property
    def steps(self) -> Sequence[Step]:
        """Every step of the funnel.

        Raises:
            AudioFlanError: the sums of a step do not close.
        """
        return funnel(self.plan, self.layout)


@dataclass(frozen=True)
class Card:
    """One figure for the head of the page."""

    value: str
    label: str


@dataclass(frozen=True)
class Figure:
    """A PNG image that becomes part of the page."""

    png: bytes
    caption: str


@dataclass(frozen=True)
class Section:
    """One table with what belongs to it.

    Attributes:
        title: heading on the page.
        table: scalar columns, named as a reader should see them (``_`` becomes a blank).
        note: a sentence or two above the table, plain text.
        empty: what stands in place of a table without rows; a section that says nothing here,
            and has neither rows nor figures, is left off the page.
        bar: numeric column whose values are also drawn, as shares of the largest one.
        shown: most rows on the page; the TSV file always has all.
        cards: figures for the head of the page.
        figures: pictures below the table.
    """

    title: str
    table: pl.DataFrame
    note: str = ""
    empty: str = ""
    bar: str = ""
    shown: int = 200
    cards: tuple[Card, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def on_page(self) -> bool:
        """Whether there is anything to show."""
        return bool(len(self.table) or self.empty or self.figures)


def sections(build: Build) -> dict[str, Section]:
    """Every section by its module's name, in the order of their ``PLACE``."""
    modules: list[Any] = [importlib.import_module(name) for name in section_modules()]
    modules.sort(key=lambda module: (module.PLACE, module.__name__))
    return {module.__name__.rpartition(".")[2]: module.section(build) for module in modules}
