"""How fast texts are written, and how long the rest will take."""

import time
from dataclasses import dataclass, field

EVERY = 5.0


@dataclass
class Pace:
    """Counts finished prompts and tells of them now and then.

    Args:
        prompts: how many there are in all.
        every: seconds between two tellings.
    """

    prompts: int
    every: float = EVERY
    finished: int = 0
    tokens: int = 0
    _began: float = field(default_factory=time.monotonic)
    _told: float = 0.0

    def told(self, tokens: int) -> str | None:
        """Count one more prompt; a line of text when it is time for one, and after the last.

        Args:
            tokens: drawn for the prompt; 0 when not known.
        """
        self.finished += 1
        self.tokens += tokens
        passed = time.monotonic() - self._began
        if self.finished < self.prompts and passed - self._told < self.every:
            return None
        self._told = passed
        speed = f", {self.tokens / passed:,.0f} tokens/s" if self.tokens and passed else ""
        return f"{self.finished}/{self.prompts} prompts{speed}{self._left(passed)}"

    def _left(self, passed: float) -> str:
        left = passed / self.finished * (self.prompts - self.finished)
        return f", about {duration(left)} left" if self.finished < self.prompts else ""


def duration(seconds: float) -> str:
    """A time span as a person says it: ``40 s``, ``12 min``, ``3.5 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
