"""What a file of records is expected to hold."""

from collections.abc import Container
from dataclasses import dataclass

from audioflan.catalog.models import SPLITS, Corpus, Task


@dataclass(frozen=True)
class Expectation:
    """Facts to hold records against; None = not known, not checked.

    ``task`` and ``corpus`` are ids, ``major`` and ``minor`` names of the taxonomy;
    ``audio_ids``: every id that a span may name (a ``set``: about 120 bytes an id);
    ``splits``: those that may occur.
    """

    task: str | None = None
    corpus: str | None = None
    domain: str | None = None
    direction: str | None = None
    major: str | None = None
    minor: str | None = None
    audio_ids: Container[str] | None = None
    splits: tuple[str, ...] = SPLITS

    @classmethod
    def of(
        cls, task: Task, corpus: Corpus, audio_ids: Container[str] | None = None
    ) -> "Expectation":
        """What the records of one task and corpus hold."""
        return cls(
            task=task.id,
            corpus=corpus.id,
            domain=task.domain,
            direction=task.direction,
            major=task.major,
            minor=task.minor,
            audio_ids=audio_ids,
        )
