"""Run another program and turn its failure into one readable error."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from audioflan.errors import AudioFlanError

LAST_LINES = 3


def run(arguments: Sequence[str], folder: Path, *, remedy: str) -> None:
    """Run ``arguments`` in ``folder``, in the C locale and without a shell or a terminal.

    Args:
        arguments: program and its arguments.
        folder: working directory.
        remedy: what to do when the program is missing or fails.

    Raises:
        AudioFlanError: the program is not there or ends with an error; carries its last words.
    """
    program = shutil.which(arguments[0])
    if program is None:
        raise AudioFlanError(f"'{arguments[0]}' is not on PATH.", remedy=remedy)
    ended = subprocess.run(
        [program, *arguments[1:]],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if ended.returncode:
        words = " / ".join(ended.stdout.strip().splitlines()[-LAST_LINES:])
        raise AudioFlanError(
            f"'{' '.join(arguments)}' ended with code {ended.returncode}: {words}.",
            remedy=remedy,
        )
