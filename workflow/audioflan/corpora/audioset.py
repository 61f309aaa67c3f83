"""AudioSet: ten-second clips of YouTube videos with weak and strong labels of sound events.

Layout, anywhere below the root: the label files (see ``audioset_labels``), ``ontology.json``, the
clips in any folders, named by video (see ``youtube_clips``), and, where clips are to have
captions, the tables of AudioCaps and AudioSetCaps (see ``youtube_captions``).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.audioset_labels import (
    SPLITS,
    display_names,
    strong_events,
    weak_segments,
)
from audioflan.corpora.audioset_ontology import Ontology
from audioflan.corpora.matching import match
from audioflan.corpora.spans import untimed
from audioflan.corpora.youtube_captions import audiocaps, audiosetcaps
from audioflan.corpora.youtube_clips import LISTED, find_clips

UNLISTED = "in no table of segments"
OTHER = "other"
CAPTIONS: dict[str, pl.DataType] = {
    "video": pl.String(),
    "captions": pl.List(pl.String),
    "held": pl.String(),
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a segment without clip.

    Options: ``classes``, coarse classes of sounds by name, each the MIDs below which its sounds
    are found in the ontology (they become ``tags``; a sound of no class is ``other``);
    ``captions``, where captions come from, the first that has one goes first
    (``audiocaps``, ``audiosetcaps``).

    Events have times where the clip has strong labels, else none. Splits are those of the tables,
    but a clip that AudioCaps tests with is never trained on.
    """
    files = list_files(root, LISTED)
    segments = pl.concat([weak_segments(root, files, table) for table in SPLITS])
    for labels in (strong_events(root, files), _captions(root, files, options["captions"])):
        segments = segments.join(labels, on="video", how="left", maintain_order="left")
    found = match(find_clips(root, files), segments, "video", unlabelled=UNLISTED)
    classes = _classes(Ontology.load(root, files), options["classes"])
    return _rows(found, display_names(root, files), classes)


def _captions(root: Path, files: pl.DataFrame, origins: Sequence[str]) -> pl.DataFrame:
    """``video``, its ``captions`` and, where AudioCaps holds it out of training, ``held``."""
    told = [_CAPTIONS[origin](root, files) for origin in origins]
    every = pl.concat([pl.DataFrame(schema=CAPTIONS), *told])
    held = pl.col("held").drop_nulls().first().over("video")
    return every.with_columns(held).unique("video", keep="first", maintain_order=True)


def _by_people(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    table = audiocaps(root, files, "dataset").filter(pl.col("reject").is_null())
    return table.select(
        "video", "captions", pl.when(pl.col("split") != "train").then("split").alias("held")
    )


def _by_models(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    table = audiosetcaps(root, files, "AudioSet").filter(pl.col("reject").is_null())
    captions = pl.concat_list("caption").alias("captions")
    return table.select("video", captions, pl.lit(None, pl.String).alias("held"))


_CAPTIONS = {"audiocaps": _by_people, "audiosetcaps": _by_models}


def _classes(ontology: Ontology, classes: Mapping[str, list[str]]) -> dict[str, str]:
    """The coarse class of every sound that has one; of several, the first in ``classes``."""
    found: dict[str, str] = {}
    for name, roots in classes.items():
        found |= {mid: name for mid in ontology.below(roots) if mid not in found}
    return found


def _rows(
    found: pl.DataFrame, names: Mapping[str, str], classes: Mapping[str, str]
) -> pl.DataFrame:
    weak = pl.col("mids").list.eval(_looked_up(pl.element(), names)).list.drop_nulls()
    begin = (pl.col("begin") * 1000).round().cast(pl.Int64)
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.format("{}_{}", "video", begin).alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.coalesce("held", "split").alias("split"),
        pl.col("video").alias("group"),
        pl.coalesce(_timed(names), untimed(weak)).alias("events"),
        _tags(classes).alias("tags"),
        pl.col("captions").list.first().alias("caption"),
        pl.when(pl.col("begin").is_not_null())
        .then(pl.struct("video", "begin", "captions").struct.json_encode())
        .alias("extra"),
    )


def _looked_up(mid: pl.Expr, names: Mapping[str, str]) -> pl.Expr:
    return mid.replace_strict(names, default=None, return_dtype=pl.String)


def _timed(names: Mapping[str, str]) -> pl.Expr:
    field = pl.element().struct.field
    label = _looked_up(field("label"), names)
    return pl.col("events").list.eval(
        pl.struct(label=label, start=field("start"), end=field("end"))
    )


def _tags(classes: Mapping[str, str]) -> pl.Expr:
    """Classes of the strong labels where there are some, else of the weak ones."""
    strong = pl.col("events").list.eval(pl.element().struct.field("label"))
    classed = pl.element().replace_strict(classes, default=OTHER, return_dtype=pl.String)
    return pl.coalesce(strong, "mids").list.eval(classed).list.unique().list.sort()
