"""Ordering of licences, so that what was mixed carries the strictest terms of its parts."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

UNKNOWN = "LicenseRef-unknown"


@cache
def _terms() -> dict[str, tuple[int, ...]]:
    table = yaml.safe_load(Path(__file__).with_name("licences.yaml").read_text(encoding="utf-8"))
    return {name: tuple(row) for name, row in table.items()}


def restrictions(licence: str) -> tuple[int, ...]:
    """(no commercial use, no derivatives, no redistribution, share-alike, attribution), 0 or 1.

    A licence missing from the table counts as the strictest: nothing is granted unread.
    """
    return _terms().get(licence, (1, 1, 1, 1, 1))


def most_restrictive(licences: Iterable[str | None]) -> str:
    """The licence that grants least among those given; ties go to the first by name.

    Raises:
        ValueError: no licence is given.
    """
    names = sorted({name or UNKNOWN for name in licences})
    if not names:
        raise ValueError("no licence given")
    return max(names, key=lambda name: (_rank(name), [-ord(letter) for letter in name]))


def _rank(licence: str) -> tuple[int, int, int, int, int]:
    commercial, derivatives, redistribution, share_alike, attribution = restrictions(licence)
    return redistribution, commercial, derivatives, share_alike, attribution
