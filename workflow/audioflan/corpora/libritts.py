"""LibriTTS: audiobook sentences with original and normalised text, 24 kHz.

Layout: see ``audioflan.corpora.libritts_tree``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.libritts_tree import read_tree


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording; the group is the speaker, the split that of the subset.

    Options: ``mixed_gender``, speakers whose recordings hold voices of both genders, so that
    theirs is not told.
    """
    about = pl.struct("chapter", "paragraph").struct.json_encode()
    known = pl.col("paragraph").is_not_null()
    return (
        read_tree(root, options["mixed_gender"])
        .with_columns(pl.when(known).then(about).alias("extra"))
        .drop("subset", "chapter", "paragraph")
    )
