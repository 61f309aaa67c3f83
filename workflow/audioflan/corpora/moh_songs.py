"""Songs for callers on hold, cut into windows.

Layout: ``.../moh/<artist>-<title>.wav``, blanks written as underscores.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio
from audioflan.corpora.windows import cut

NAME = r"(?:^|/)([^/-]+)-([^/]+)\.(?i:wav)$"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a window of a song.

    Options: ``window`` and ``min_window``, in seconds.
    """
    parts = pl.col("path").str.extract_groups(NAME).struct
    songs = find_audio(root, (".wav",)).with_columns(
        pl.col("path").alias("item"), artist=parts[0], title=parts[1]
    )
    unnamed = pl.when(pl.col("artist").is_null()).then(pl.lit("no artist in the file name"))
    songs = songs.with_columns(pl.coalesce("reject", unnamed).alias("reject"))
    windows = cut(songs, options["window"], options["min_window"])
    about = pl.struct(pl.col("artist", "title").str.replace_all("_", " "))
    return windows.select(
        "item",
        "reject",
        pl.format(
            "{}-{}_{}", "artist", "title", pl.col("window").cast(pl.String).str.zfill(3)
        ).alias("utterance"),
        "path",
        "start",
        "duration",
        "sample_rate",
        "channels",
        pl.col("artist").alias("group"),
        pl.lit(["music"]).alias("tags"),
        about.struct.json_encode().alias("extra"),
    )
