"""What the processes of a workflow inherit from it."""

import os
from pathlib import Path

POLARS_THREADS = "2"


def share_package(folder: Path) -> None:
    """Let every job import the package from ``folder``, and keep its tables to few threads.

    Jobs run side by side: without a limit, each would start a thread for every core.
    """
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(folder), inherited]))
    os.environ.setdefault("POLARS_MAX_THREADS", POLARS_THREADS)
