"""AudioCaps: captions by people for ten-second clips of AudioSet.

Layout, anywhere below the root: a release's three tables in a folder of its own (see
``youtube_captions``) and the clips in any folders, named by video (see ``youtube_clips``).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.matching import match
from audioflan.corpora.youtube_captions import audiocaps
from audioflan.corpora.youtube_clips import LISTED, find_clips


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a captioned clip that is not here.

    Options: ``release``, the folder of its tables: ``dataset`` (1.0) or ``dataset2.0``.

    Of several captions the first is ``caption``; all are in ``extra``.
    """
    files = list_files(root, LISTED)
    labels = audiocaps(root, files, options["release"])
    clips = find_clips(root, files).drop("at")
    found = match(clips, labels, "video", unlabelled="no caption in this release")
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.format("{}_{}", "video", "at").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        "split",
        pl.col("video").alias("group"),
        pl.col("captions").list.first().alias("caption"),
        pl.when(pl.col("captions").is_not_null())
        .then(pl.struct("video", "captions", begin="at").struct.json_encode())
        .alias("extra"),
    )
