"""Clips cut out of YouTube videos, whose file names carry the video's id.

File names that circulate, in any folder (an id has 11 characters, ``-`` and ``_`` among them)::

    <id>.flac   Y<id>.wav   <id>_<start>.flac   <id>_<start>_<end or length>.wav

``Y`` keeps an id that begins with ``-`` from being read as an option of a program.
"""

from pathlib import Path

import polars as pl

from audioflan.corpora.audio_files import HEADER, SUFFIXES, read_headers
from audioflan.errors import AudioFlanError

VIDEOS = (".mp4", ".mkv", ".webm")
TABLES = (".csv", ".tsv", ".json")
NAME = r"(?:^|/)Y?([A-Za-z0-9_-]{11})(?:_(\d+)(?:\.\d+)?(?:_[\d.]+)?)?\.[^./]+$"
UNNAMED = "no YouTube id in the file name"
VIDEO = "a video: its sound is to be extracted first"
EXTRACT = "extract the sound, e.g. ffmpeg -i clip.mp4 clip.flac, and keep the names"

LISTED = (*SUFFIXES, *VIDEOS, *TABLES)


def find_clips(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Recordings and videos of a listing, one row a file, by path.

    Args:
        root: folder of the corpus.
        files: the listing (``list_files(root, LISTED)``).

    Returns:
        ``path, frames, sample_rate, channels, duration, reject`` and, from the name, ``video``
        (the id) and ``at`` (second of the video where the clip starts, rounded down; often null).

    Raises:
        AudioFlanError: no recording is there.
    """
    suffix = pl.col("path").str.to_lowercase().str.extract(r"(\.[^./]+)$")
    found = files.with_columns(suffix.alias("suffix"))
    sounds = found.filter(pl.col("suffix").is_in(SUFFIXES)).select("path")
    videos = found.filter(pl.col("suffix").is_in(VIDEOS)).select("path")
    if sounds.is_empty():
        raise _nothing(root, videos)
    silent = videos.with_columns(reject=pl.lit(VIDEO))
    clips = pl.concat([read_headers(root, sounds["path"]), silent], how="diagonal").sort("path")
    parts = pl.col("path").str.extract_groups(NAME).struct
    unnamed = pl.when(parts[0].is_null()).then(pl.lit(UNNAMED))
    return clips.select(
        "path",
        *(name for name in HEADER if name != "reject"),
        pl.coalesce("reject", unnamed).alias("reject"),
        parts[0].alias("video"),
        parts[1].cast(pl.Int64, strict=False).alias("at"),
    )


def _nothing(root: Path, videos: pl.DataFrame) -> AudioFlanError:
    if videos.is_empty():
        remedy = "put your clips below this folder, named <YouTube id>.<wav|flac|ogg|mp3>"
        return AudioFlanError("no clips are here, only tables", where=root, remedy=remedy)
    what = f"the {videos.height} clips here are videos"
    return AudioFlanError(what, where=root, remedy=EXTRACT)
