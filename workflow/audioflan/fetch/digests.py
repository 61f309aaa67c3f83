"""Whether a file on disk is the one a source declares."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.files import CHUNK


@dataclass(frozen=True)
class Measured:
    """Size and digests of a file; ``md5`` only when it was asked for."""

    bytes: int
    sha256: str
    md5: str | None = None


def measure(path: Path, source: Source) -> Measured:
    """Read a file once and take the digests that ``source`` is checked by."""
    sha256 = hashlib.sha256()
    md5 = hashlib.md5(usedforsecurity=False) if source.md5 else None
    size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            sha256.update(chunk)
            if md5:
                md5.update(chunk)
    return Measured(size, sha256.hexdigest(), md5.hexdigest() if md5 else None)


def difference(source: Source, found: Measured) -> str | None:
    """How a file differs from its declaration, in words; None when it does not."""
    for name in ("sha256", "md5", "bytes"):
        expected, actual = getattr(source, name), getattr(found, name)
        if expected is not None and expected != actual:
            return f"expected {name} {expected}, found {actual}"
    return None


def check_name(source: Source) -> str:
    """The strongest check the source declares: ``sha256``, ``md5`` or ``none``."""
    return next((name for name in ("sha256", "md5") if getattr(source, name)), "none")
