"""Bounds on what one archive may unpack to (defence against decompression bombs)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from audioflan.errors import AudioFlanError

RATIO_FREE_BYTES = 16 << 20
"""Below this size a high ratio harms nobody: short files of silence reach 1000 honestly."""


@dataclass(frozen=True)
class Limits:
    """What an archive may hold.

    Attributes:
        total_bytes: bytes of all unpacked members together.
        members: members of every type, selected or not.
        ratio: unpacked bytes per archive byte, once past ``RATIO_FREE_BYTES``.
    """

    total_bytes: int = 1 << 40
    members: int = 20_000_000
    ratio: float = 250.0

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Limits":
        """Defaults, overridden by the ``limits`` of a source in a corpus file.

        Raises:
            AudioFlanError: a key is none of the three.
        """
        known = [entry.name for entry in fields(cls)]
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise AudioFlanError(
                f"unknown limit '{unknown[0]}'",
                where="limits of a source in the corpus file",
                remedy=f"use one of {', '.join(known)}.",
            )
        return cls(**values)


class Budget:
    """Counts what has been unpacked and stops at the first limit passed.

    Args:
        limits: the bounds.
        archive: name of the archive, for messages.
        archive_bytes: its size.
    """

    def __init__(self, limits: Limits, archive: str, archive_bytes: int) -> None:
        self.limits = limits
        self.archive = archive
        self.archive_bytes = max(archive_bytes, 1)
        self.members = 0
        self.bytes = 0

    @property
    def bytes_left(self) -> int:
        """Bytes that may still be written before a limit is passed."""
        by_ratio = max(int(self.limits.ratio * self.archive_bytes), RATIO_FREE_BYTES)
        return min(self.limits.total_bytes, by_ratio) - self.bytes

    def add_member(self) -> None:
        """Count one member.

        Raises:
            AudioFlanError: more members than allowed.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise self._passed(f"holds more than {self.limits.members} members", "members")

    def add_bytes(self, count: int) -> None:
        """Count ``count`` more unpacked bytes.

        Raises:
            AudioFlanError: more bytes than allowed, in all or for the archive's size.
        """
        self.bytes += count
        if self.bytes > self.limits.total_bytes:
            raise self._passed(
                f"unpacks to more than {self.limits.total_bytes} bytes", "total_bytes"
            )
        if self.bytes_left < 0:
            raise self._passed(
                f"unpacks to more than {self.limits.ratio:g} times its size", "ratio"
            )

    def _passed(self, what: str, limit: str) -> AudioFlanError:
        return AudioFlanError(
            f"the archive {what}.",
            where=self.archive,
            remedy=f"if you trust it, raise limits.{limit} of this source in the corpus file.",
        )
