"""Piano notes of one velocity layer, named after their pitch.

Layout: ``.../audio/<note>v<layer>.ogg``, e.g. ``D#4v10.ogg``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from pretty_midi import note_name_to_number

from audioflan.corpora.audio_files import find_audio

NAME = r"(?:^|/)([A-G][#b]?-?\d)v(\d+)\.(?i:ogg)$"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording of a note."""
    parts = pl.col("path").str.extract_groups(NAME).struct
    found = find_audio(root, (".ogg",)).with_columns(note=parts[0], layer=parts[1])
    unnamed = pl.when(pl.col("note").is_null()).then(pl.lit("no note in the file name"))
    return found.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", unnamed).alias("reject"),
        pl.format("{}v{}", pl.col("note").str.replace("#", "s"), "layer").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("note").map_elements(note_name_to_number, pl.Int32).alias("pitch"),
        pl.lit(["Piano"]).alias("instruments"),
        pl.struct(velocity_layer=pl.col("layer").cast(pl.Int32))
        .struct.json_encode()
        .alias("extra"),
    )
