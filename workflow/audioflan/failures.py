"""Failures that a build survives: written down, so that the next run tries again.

Snakemake runs a job again when one of its parameters has changed. The rules that may fail and go
on carry the number of their failures as a parameter: every failure changes it, a success leaves it.
Standard library only: the workflow file is parsed in every cluster job.
"""

import json
import os
from pathlib import Path


def record_failure(path: Path | str, problem: str) -> None:
    """Append a failure to the list at ``path``."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"problem": problem}, ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def count_failures(path: Path | str) -> int:
    """Number of failures in the list at ``path``; 0 when there is no list."""
    try:
        return Path(path).read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0
