"""StarRail: voice lines of the game in Chinese, English, Japanese and Korean.

The layout is that of :mod:`audioflan.corpora.game_voices`. A line that both Trailblazers speak is
two files, ``<stem>_m`` and ``<stem>_f``, of one text; sample rates differ from file to file.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.game_voices import read_voices


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a text without recording (options: see ``read_voices``)."""
    return read_voices(root, options)
