"""How far a fetch has come: a bar on a terminal, sparse plain lines in a log file."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress import Progress as Bars

Progress = Callable[[str, int, int | None], None]
"""``progress(name, done_bytes, total_bytes)``; the total is None when nobody knows it."""

INTERVAL = 5.0
MEBIBYTE = 1 << 20


def silent(name: str, done: int, total: int | None) -> None:
    """Report nothing."""


class PlainLines:
    """Writes at most one line every ``interval`` seconds.

    Args:
        stream: where the lines go.
        interval: seconds between two lines.
        clock: seconds from any fixed origin, never going back.
    """

    def __init__(
        self,
        stream: TextIO,
        interval: float = INTERVAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._interval = interval
        self._clock = clock
        self._next = clock() + interval

    def __call__(self, name: str, done: int, total: int | None) -> None:
        """Take note of ``done`` of ``total`` bytes of ``name``."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + self._interval
        of_total = f" of {total / MEBIBYTE:.1f} MiB ({done / total:.0%})" if total else " MiB"
        self._stream.write(f"{name}: {done / MEBIBYTE:.1f}{of_total}\n")
        self._stream.flush()


class LiveBars:
    """One bar a name, drawn by ``rich``."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, name: str, done: int, total: int | None) -> None:
        """Take note of ``done`` of ``total`` bytes of ``name``."""
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=total)
        self._bars.update(self._tasks[name], completed=done, total=total)


@contextmanager
def reporter(stream: TextIO | None = None) -> Iterator[Progress]:
    """Yield the progress function that suits ``stream`` (standard error when not given)."""
    out = sys.stderr if stream is None else stream
    if not out.isatty():
        yield PlainLines(out)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(file=out)) as bars:
        yield LiveBars(bars)
