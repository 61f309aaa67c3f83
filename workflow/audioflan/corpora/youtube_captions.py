"""Captions of clips cut out of YouTube videos: AudioCaps and AudioSetCaps.

AudioCaps, ``<folder of the release>/[...]<train|val|test>.csv``:
``audiocap_id,youtube_id,start_time,caption``, one row a caption (five a clip in val and test).
AudioSetCaps, ``<subset>_caption.csv``: ``id,caption`` with ids of a form of its own for each
subset (``SUBSETS``); only in the AudioSet one does a leading ``Y`` not belong to the video's id.
"""

from pathlib import Path

import polars as pl

from audioflan.corpora.csv_tables import read_csv
from audioflan.corpora.listing import needed
from audioflan.corpora.tables import read_table
from audioflan.errors import AudioFlanError

SPLITS = {"train": "train", "val": "dev", "test": "test"}
HUMAN = ("audiocap_id", "youtube_id", "start_time", "caption")
SUBSETS = {
    "AudioSet": ("AudioSetCaps_caption.csv", r"^Y([A-Za-z0-9_-]{11})()$"),
    "VGGSound": ("VGGSound_AudioSetCaps_caption.csv", r"^([A-Za-z0-9_-]{11})_(\d{6})$"),
    "YouTube-8M": ("YouTube-8M_AudioSetCaps_caption.csv", r"^([A-Za-z0-9_-]{11})_(\d+)_\d+$"),
}
PROJECT = "github.com/cdjkim/audiocaps"
HUB = "the repository baijs/AudioSetCaps"


def audiocaps(root: Path, files: pl.DataFrame, release: str) -> pl.DataFrame:
    """Captioned clips of AudioCaps, one row a clip.

    Args:
        root: folder of the corpus.
        files: the listing.
        release: folder of the three tables: ``dataset`` (1.0) or ``dataset2.0``.

    Returns:
        ``place, reject, video, at`` (seconds), ``split, captions``.

    Raises:
        AudioFlanError: a table is missing or damaged.
    """
    tables = [_human(root, files, release, name) for name in SPLITS]
    rows = pl.concat(tables)
    whole = rows.filter(pl.col("reject").is_null())
    clips = whole.group_by("video", "at", maintain_order=True).agg(
        pl.col("place", "reject", "split").first(), pl.col("caption").alias("captions")
    )
    faulty = rows.filter(pl.col("reject").is_not_null()).select("place", "reject")
    return pl.concat([clips, faulty], how="diagonal")


def audiosetcaps(root: Path, files: pl.DataFrame, subset: str) -> pl.DataFrame:
    """Captions of one subset of AudioSetCaps: ``place, reject, id, video, at, caption``.

    Raises:
        AudioFlanError: the table is missing or damaged.
    """
    name, pattern = SUBSETS[subset]
    table = read_csv(root, needed(root, files, name, HUB), ("id", "caption"))
    parts = pl.col("id").str.extract_groups(pattern).struct
    alien = pl.when(parts[0].is_null()).then(pl.lit(f"no id of {subset}"))
    return table.select(
        "place",
        pl.coalesce("reject", alien).alias("reject"),
        "id",
        parts[0].alias("video"),
        parts[1].cast(pl.Int64, strict=False).alias("at"),
        pl.col("caption").str.strip_chars(),
    )


def _human(root: Path, files: pl.DataFrame, release: str, name: str) -> pl.DataFrame:
    fitting = rf"(?:^|/){release.replace('.', '[.]')}/(?:[^/]*_)?{name}\.csv$"
    paths = files.filter(pl.col("path").str.contains(fitting))["path"]
    if paths.is_empty():
        remedy = f"it comes with {PROJECT}; put it into a folder '{release}' below this one"
        what = f"no {release}/{name}.csv (nor audiocaps_{name}.csv)"
        raise AudioFlanError(what, where=root, remedy=remedy)
    table = read_table(root, paths[0], HUMAN, ",", quoted=True)
    return table.select(
        "place",
        "reject",
        pl.col("youtube_id").alias("video"),
        pl.col("start_time").cast(pl.Float64, strict=False).cast(pl.Int64).alias("at"),
        pl.lit(SPLITS[name]).alias("split"),
        pl.col("caption").str.strip_chars(),
    )
