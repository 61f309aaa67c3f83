"""What every workflow script does around its one call: a log, and errors a person can read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audioflan.errors import AudioFlanError


@contextmanager
def job(log: str) -> Iterator[None]:
    """Run a stage with its printed output in ``log``, line by line as it comes.

    An :class:`AudioFlanError` ends the script with its one message, in the log and on the
    terminal; any other exception keeps its traceback.
    """
    Path(log).parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w", encoding="utf-8", buffering=1) as stream:
        terminal, sys.stdout = sys.stdout, stream
        try:
            yield
        except AudioFlanError as problem:
            print(f"error: {problem}", file=stream)
            print(f"error: {problem}", file=sys.stderr)
            raise SystemExit(1) from None
        finally:
            sys.stdout = terminal


def warn(line: str) -> None:
    """Say something in the log that the user must see on the terminal too."""
    for stream in (sys.stdout, sys.stderr):
        print(f"warning: {line}", file=stream)
