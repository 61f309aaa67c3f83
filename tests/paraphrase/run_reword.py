"""Reword records in a process of its own, to be killed: ``run_reword.py <task> <request>``."""

import json
import sys
from pathlib import Path

import polars as pl
from test_paraphrase_reword import Unit

from audioflan.catalog.declared import declared_task
from audioflan.paraphrase import ParaphraseSettings


def main() -> None:
    task = declared_task(Path(sys.argv[1]).stem)
    request = json.loads(sys.argv[2])
    folder = Path(request["folder"])
    Unit(task, pl.read_parquet(folder / "instances.parquet"), folder).reword(
        ParaphraseSettings.of(request["settings"])
    )


if __name__ == "__main__":
    main()
