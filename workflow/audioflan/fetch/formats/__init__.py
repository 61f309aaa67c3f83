"""Archive formats, one module each: ``recognises``, ``extract`` and ``DAMAGE``.

``DAMAGE`` are the exceptions by which the format's library says that an archive is damaged.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

from audioflan.fetch.tree import Tree

HEAD_BYTES = 512


class Format(Protocol):
    """What a module of this package offers."""

    DAMAGE: tuple[type[Exception], ...]

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether a file that begins with ``head`` is of this format."""

    def extract(self, path: Path, tree: Tree, encoding: str | None) -> None:
        """Hand every member to ``tree``; ``encoding`` is that of names without a mark."""


def format_of(path: Path) -> Format | None:
    """The format of a file, told by its content and never by its name."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    return next((module for module in _formats() if module.recognises(path, head)), None)


def _formats() -> Iterator[Format]:
    for module in pkgutil.iter_modules(__path__):
        yield cast(Format, importlib.import_module(f"{__name__}.{module.name}"))
