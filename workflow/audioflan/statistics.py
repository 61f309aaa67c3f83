"""Shares with the interval that their sample leaves open."""

from dataclasses import dataclass

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Share:
    """``count`` of ``total`` with a 95 % confidence interval; all null of nothing counted.

    Args:
        count: successes, at most ``total``.
        total: trials.
        share: ``count / total``, in [0, 1].
        low: lower end of the interval.
        high: upper end of the interval.
    """

    count: int
    total: int
    share: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        if self.share is None:
            return "none counted"
        span = f"{100 * (self.low or 0):.1f} to {100 * (self.high or 0):.1f} %"
        return f"{self.count} of {self.total} = {100 * self.share:.1f} % ({span})"


def wilson(count: int, total: int) -> Share:
    """The interval of Wilson (1927): close to its nominal level, used to compare."""
    return _share(count, total, "wilson")


def exact(count: int, total: int) -> Share:
    """The interval of Clopper and Pearson (1934): never below its nominal level."""
    return _share(count, total, "exact")


def _share(count: int, total: int, method: str) -> Share:
    if total == 0:
        return Share(count, total, None, None, None)
    from scipy.stats import binomtest  # takes half a second that most callers can do without

    span = binomtest(count, total).proportion_ci(CONFIDENCE, method)
    return Share(count, total, count / total, float(span.low), float(span.high))
