"""AudioSetCaps: captions by language models for clips of AudioSet, VGG-Sound and YouTube-8M.

Layout, anywhere below the root: a table of captions for each subset (see ``youtube_captions``),
the clips in any folders, named by video and, outside AudioSet, by start (see ``youtube_clips``),
and the lists of what others test with: ``eval_segments.csv`` of AudioSet, ``dataset/*.csv`` of
AudioCaps, ``vggsound.csv``.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.audioset_labels import weak_segments
from audioflan.corpora.matching import match
from audioflan.corpora.vggsound import labels as vggsound_labels
from audioflan.corpora.youtube_captions import audiocaps, audiosetcaps
from audioflan.corpora.youtube_clips import LISTED, find_clips


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a caption without clip.

    Options: ``subsets``, of ``AudioSet``, ``VGGSound`` and ``YouTube-8M``.

    Whatever AudioSet, AudioCaps or VGG-Sound tests with is ``test`` here too, what AudioCaps
    validates with is ``dev``, and the rest is ``train``: the corpus itself has no splits.
    """
    files = list_files(root, LISTED)
    captions = _captions(root, files, options["subsets"])
    held = _held_out(root, files)
    clips = _keyed(find_clips(root, files), captions)
    found = match(clips, captions, "key", unlabelled="no caption for this clip")
    return _rows(found.join(held, on="video", how="left", maintain_order="left"))


def _captions(root: Path, files: pl.DataFrame, subsets: Sequence[str]) -> pl.DataFrame:
    """Captions of the subsets; ``key`` is the video, with the start where ids have one."""
    table = pl.concat([audiosetcaps(root, files, subset) for subset in subsets])
    return table.with_columns(pl.coalesce(_with_start(), "video").alias("key"))


def _keyed(clips: pl.DataFrame, captions: pl.DataFrame) -> pl.DataFrame:
    """Clips by the key that has a caption: with their start, else without."""
    exact = _with_start().is_in(captions["key"].drop_nulls().implode())
    key = pl.when(exact).then(_with_start()).otherwise("video")
    return clips.with_columns(key.alias("key")).drop("video", "at")


def _with_start() -> pl.Expr:
    return pl.format("{}_{}", "video", "at")


def _held_out(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Videos that are not to be trained on and their split; ``test`` goes before ``dev``."""
    lists = [
        weak_segments(root, files, "eval"),
        audiocaps(root, files, "dataset"),
        vggsound_labels(root, files),
    ]
    videos = pl.concat([table.select("video", "split") for table in lists]).drop_nulls()
    return (
        videos.filter(pl.col("split") != "train")
        .sort("split", descending=True)
        .unique("video", keep="first", maintain_order=True)
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    captioned = pl.col("caption").is_not_null()
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.col("id").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.when(captioned).then(pl.col("split").fill_null("train")).alias("split"),
        pl.col("video").alias("group"),
        "caption",
        pl.when(captioned).then(pl.struct("video", begin="at").struct.json_encode()).alias("extra"),
    )
