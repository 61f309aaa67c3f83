"""How doubts are weighed: what the reader says of a text, and the word rules that it breaks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FITTED = Path(__file__).with_name("weights.json")
READER = "reader"


@dataclass(frozen=True)
class Weights:
    """Fitted to the calibration set by :mod:`audioflan.paraphrase.fitting`.

    Attributes:
        reader: of the reader's log odds, > 0.
        doubts: by the name of a guard, of a doubt that it raises, >= 0.
        limit: a text whose sum lies above is refused.
    """

    reader: float
    doubts: Mapping[str, float]
    limit: float

    def total(self, odds: float, raised: Iterable[str]) -> float:
        """Log odds of drift, but for a constant.

        Args:
            odds: what the reader says, as log odds.
            raised: the guards in doubt.
        """
        return self.reader * odds + sum(self.doubts[guard] for guard in raised)

    def refusal(self, odds: float, raised: Mapping[str, str]) -> str | None:
        """``<guard>: <reason>`` of the heaviest doubt if all together are too many, or None."""
        if self.total(odds, raised) <= self.limit:
            return None
        if not raised:
            return f"{READER}: it seems to ask for something else"
        heaviest = max(raised, key=lambda guard: self.doubts[guard])
        return f"{heaviest}: {raised[heaviest]}"

    def text(self) -> str:
        """The JSON text of ``weights.json``."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"


@cache
def fitted() -> Weights:
    """The weights that come with the guards."""
    return Weights(**json.loads(FITTED.read_text(encoding="utf-8")))
