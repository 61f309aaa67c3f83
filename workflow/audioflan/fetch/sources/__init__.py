"""Kinds of sources, one module each: ``pattern`` and ``obtain``."""

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.digests import Measured, check_name
from audioflan.fetch.progress import Progress
from audioflan.files import nearest

Attempt = dict[str, Any]

SEAL = ".done.json"
"""Ends the name of the note beside an archive that was obtained whole."""


@dataclass(frozen=True)
class Obtained:
    """One source, on disk.

    Attributes:
        path: the archive, file or folder.
        url: where it came from.
        bytes: its size; None for a folder.
        attempts: what was tried, in order: source, url, outcome, detail.
        sha256: its digest; None for a folder.
        checked: the declared digest it agrees with: ``sha256``, ``md5`` or ``none``.
        own: whether it is the reader's own, to be linked and never moved.
        files: where ``path`` is a folder of many files, the names of this source's own.
    """

    path: Path
    url: str
    bytes: int | None
    attempts: tuple[Attempt, ...]
    sha256: str | None = None
    checked: str = "none"
    own: bool = False
    files: tuple[str, ...] = ()


class SourceKind(Protocol):
    """What a module of this package offers.

    ``REPEATABLE``: whether fetching again may mend a damaged archive.
    """

    REPEATABLE: bool

    def pattern(self, source: Source) -> str:
        """Glob of the names that the archive may have in the archive folder."""

    def obtain(self, source: Source, folder: Path, progress: Progress) -> Obtained:
        """Bring the source into ``folder``."""


def kind_of(source: Source) -> SourceKind:
    """The module of a source's kind.

    Raises:
        AudioFlanError: there is no such module.
    """
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    if source.kind not in names:
        close = nearest(source.kind, names)
        raise AudioFlanError(
            f"unknown source kind '{source.kind}'.",
            remedy=f"use '{close}'." if close else f"use one of {', '.join(names)}.",
        )
    return cast(SourceKind, importlib.import_module(f"{__name__}.{source.kind}"))


def attempt(source: Source, url: str, outcome: str, detail: str = "") -> Attempt:
    """One line of a receipt's attempts."""
    return {"source": source.name, "url": url, "outcome": outcome, "detail": detail}


def obtained(
    source: Source, path: Path, url: str, found: Measured, attempts: list[Attempt]
) -> Obtained:
    """A file that agrees with everything its source declares."""
    return Obtained(path, url, found.bytes, tuple(attempts), found.sha256, check_name(source))
