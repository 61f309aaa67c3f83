"""Names that published copies of the data carry in place of the right ones (``aliases.yaml``)."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml


@cache
def _table() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("aliases.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


def right_name(minor: str) -> str | None:
    """The minor task that an alias stands for, None when ``minor`` is no alias.

    Spelling in snake_case with a capital at most, as CMI-Bench has it, counts as the same name.
    """
    plain = minor.replace("_", " ").casefold()
    return _by_plain_name().get(plain)


def layout_of(keys: Iterable[str]) -> str | None:
    """Name of the other layout that a record's keys betray, if any."""
    return next((_table()["keys"][key] for key in keys if key in _table()["keys"]), None)


@cache
def _by_plain_name() -> dict[str, str]:
    return {alias.casefold(): right for alias, right in _table()["minor"].items()}
