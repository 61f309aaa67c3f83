"""Animal sounds: one recording an animal, named after it.

Layout: ``.../sounds/animals/<animal>.mp3``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio
from audioflan.corpora.spans import untimed

ANIMAL = r"(?:^|/)animals/([^/]+)\.(?i:mp3)$"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording; the animal is an event of the whole clip, its times unknown."""
    animal = pl.col("path").str.extract(ANIMAL)
    unnamed = pl.when(animal.is_null()).then(pl.lit("not in a folder of animals"))
    return find_audio(root, (".mp3",)).select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", unnamed).alias("reject"),
        animal.alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.concat_list(pl.lit("animal")).alias("tags"),
        untimed(pl.concat_list(animal.str.replace_all("_", " "))).alias("events"),
    )
