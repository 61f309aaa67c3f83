"""The result of validating one file of records."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from audioflan.catalog.models import SPLITS
from audioflan.errors import AudioFlanError
from audioflan.files import write_json

SHOWN = 20
EXCERPT = 200
KEPT = 1 << 16
"""Bytes of a refused line that are kept, so that one bad line cannot fill a disk."""


@dataclass(frozen=True)
class Refusal:
    """A line that is no valid record: where, by which rule, why, and its text."""

    line: int
    rule: str
    reason: str
    text: str


@dataclass(frozen=True)
class SplitCount:
    """Accepted records of one split, and the SHA-256 of their lines, line ends included."""

    records: int
    sha256: str


@dataclass(frozen=True)
class Check:
    """Counts of a validation; ``seen`` is always ``accepted`` plus the refused.

    ``refused`` counts by rule, ``offending`` holds the first refused lines as excerpts.
    """

    seen: int
    accepted: int
    refused: Mapping[str, int]
    splits: Mapping[str, SplitCount]
    offending: tuple[Refusal, ...]

    @property
    def passed(self) -> bool:
        """True when no line was refused."""
        return self.seen == self.accepted

    def write(self, path: Path | str) -> None:
        """Write the check as JSON, atomically."""
        write_json(path, asdict(self))

    @classmethod
    def read(cls, path: Path | str) -> "Check":
        """Read what :meth:`write` wrote.

        Raises:
            AudioFlanError: the file is absent or not a check.
        """
        try:
            return cls._of(orjson.loads(Path(path).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise AudioFlanError(
                f"The check cannot be read: {error!r}.",
                where=path,
                remedy="Validate the records again.",
            ) from error

    @classmethod
    def _of(cls, data: dict[str, Any]) -> "Check":
        return cls(
            seen=data["seen"],
            accepted=data["accepted"],
            refused=data["refused"],
            splits={name: SplitCount(**count) for name, count in data["splits"].items()},
            offending=tuple(Refusal(**row) for row in data["offending"]),
        )


@dataclass
class Tally:
    """Counts lines while they pass; memory does not grow with them."""

    accepted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    offending: list[Refusal] = field(default_factory=list)
    digests: dict[str, Any] = field(
        default_factory=lambda: {split: hashlib.sha256() for split in SPLITS}
    )

    def accept(self, split: str, line: bytes) -> None:
        """Count a line (without its end) as a record of ``split``."""
        self.accepted[split] += 1
        self.digests[split].update(line + b"\n")

    def refuse(self, refusal: Refusal) -> None:
        """Count a refused line; keep the first ones."""
        self.refused[refusal.rule] += 1
        if len(self.offending) < SHOWN:
            excerpt = refusal.text[:EXCERPT]
            self.offending.append(Refusal(refusal.line, refusal.rule, refusal.reason, excerpt))

    def splits(self) -> dict[str, SplitCount]:
        """Count and digest of every split, those without records included."""
        return {
            split: SplitCount(self.accepted[split], digest.hexdigest())
            for split, digest in self.digests.items()
        }

    def check(self) -> Check:
        """The counts so far."""
        accepted, refused = self.accepted.total(), self.refused.total()
        return Check(
            seen=accepted + refused,
            accepted=accepted,
            refused=dict(sorted(self.refused.items())),
            splits=self.splits(),
            offending=tuple(self.offending),
        )
