"""One run at a time in a build folder."""

import fcntl
import os
from pathlib import Path
from typing import IO

from audioflan.errors import AudioFlanError


class BuildLock:
    """An advisory lock on a build folder that the kernel releases when its holder dies.

    Snakemake's own lock outlives a killed run and asks for ``--unlock``; with this one the
    same command simply goes on.
    """

    def __init__(self, build: Path) -> None:
        self.path = build / ".lock"
        self._held: IO[str] | None = None

    def hold(self) -> None:
        """Take the lock until the process ends.

        Raises:
            AudioFlanError: another run works in this build folder.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        stream = self.path.open("a+")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            stream.close()
            raise AudioFlanError(
                f"another run (process {holder}) works in this build folder",
                where=self.path.parent,
                remedy="wait for it, stop it, or set another `build:` in the config.",
            ) from None
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        self._held = stream
