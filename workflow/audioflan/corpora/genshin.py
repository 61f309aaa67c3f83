"""Genshin: voice lines of the game in Chinese, English, Japanese and Korean.

The layout is that of :mod:`audioflan.corpora.game_voices`; the Traveler's two voices have names of
their own in every language.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.game_voices import read_voices


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a text without recording (options: see ``read_voices``)."""
    return read_voices(root, options)
