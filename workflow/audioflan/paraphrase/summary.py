"""What became of a task's paraphrases, in one small file beside its pool."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

GO_ON = "until then the hand-written seeds and what was accepted before stand."


@dataclass(frozen=True)
class PoolSummary:
    """What became of a task's paraphrases; ``generated = accepted + sum(refused)``.

    Args:
        task: its id.
        generated: texts offered to the guards, recorded ones among them.
        accepted: texts in the pool.
        refused: texts by the guard that refused them.
        written: texts that the model wrote in this run (the others came from the journal).
        rounds: rounds of the model that were offered.
        ended: why no further round began: ``target``, ``floor``, ``rounds``, the source's name
            when there are no rounds, or ``engine failed: ...``.
        complete: False when the engine failed.
    """

    task: str
    generated: int
    accepted: int
    refused: Mapping[str, int]
    written: int
    rounds: int
    ended: str
    complete: bool = True

    @property
    def warning(self) -> str | None:
        """What a reader of the report must know, None when all is as it was asked for."""
        if not self.complete:
            return f"{self.ended.rstrip('.')}. The next run tries again; {GO_ON}"
        if self.generated and not self.accepted:
            return "the guards accepted none; the hand-written seeds stand alone."
        return None


def read_summary(path: Path) -> PoolSummary:
    """The summary that was written with a pool."""
    return PoolSummary(**json.loads(path.read_text(encoding="utf-8")))
