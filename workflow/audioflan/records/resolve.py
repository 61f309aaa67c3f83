"""Which of the audio ids that records name do exist."""

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from audioflan.records.lines import read_lines
from audioflan.records.spans import SPAN

_SPAN = re.compile(SPAN.pattern.encode("ascii"))


def known_audio_ids(records: Path | str, indexes: Sequence[Path | str]) -> set[str]:
    """The ids named in a file of records that one of the indexes holds.

    Memory grows with the records of one part, not with the clips of the corpus.
    """
    named = {name.decode() for line in read_lines(records) for name in _SPAN.findall(line)}
    ids = pl.scan_parquet([Path(index) for index in indexes]).select("audio_id")
    held = ids.filter(pl.col("audio_id").is_in(list(named))).collect(engine="streaming")
    return set(held["audio_id"])
