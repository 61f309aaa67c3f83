"""MusicCaps: captions by musicians for ten seconds of a video each.

Layout (anywhere below the root)::

    musiccaps-public.csv      quoted; ytid, start_s, end_s, aspect_list, caption and others
    <ytid>.wav  or  [<ytid>]-[<start>-<end>].wav

An id may begin with ``-``. ``aspect_list`` is a list as Python writes it.
"""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.pairing import pair
from audioflan.corpora.tables import REMEDY, read_table
from audioflan.errors import AudioFlanError

TABLE = "musiccaps-public.csv"
VIDEO = r"(?:^|/)\[?([A-Za-z0-9_-]{11})(?:\]-\[\d+-\d+\])?\.[^./]+$"
COLUMNS = ("ytid", "start_s", "end_s", "aspect_list", "caption", "is_audioset_eval")
OTHERS = ("audioset_positive_labels", "author_id", "is_balanced_subset")
SPLITS = {"True": "test", "False": "train"}
SLACK = 5.0
"""Seconds by which a clip may pass its span; what is longer is the whole video."""


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a line of the table without clip. No options.

    Raises:
        AudioFlanError: the table is missing.
    """
    tables = list_files(root, (TABLE,))["path"]
    if tables.is_empty():
        raise AudioFlanError("the label file is missing", where=root / TABLE, remedy=REMEDY)
    lines = read_table(root, tables[0], COLUMNS, ",", quoted=True)
    audio = find_audio(root).with_columns(pl.col("path").str.extract(VIDEO).alias("ytid"))
    return _rows(
        _spans(pair(audio, _typed(lines), unlabelled="not in the table", on="ytid", item="ytid"))
    )


def _typed(lines: pl.DataFrame) -> pl.DataFrame:
    first, last = (pl.col(name).cast(pl.Float64, strict=False) for name in ("start_s", "end_s"))
    fault = pl.when((last > first).fill_null(False).not_()).then(
        pl.format("'{}' to '{}' is no span", "start_s", "end_s")
    )
    aspects = [_aspects(text) for text in lines["aspect_list"]]
    return lines.with_columns(
        pl.coalesce("reject", fault).alias("reject"),
        pl.Series("tags", aspects, dtype=pl.List(pl.String)),
        first.alias("from"),
        (last - first).alias("length"),
    )


def _aspects(text: str | None) -> list[str] | None:
    """A list in Python's notation; null where it is none."""
    try:
        value = ast.literal_eval(text or "")
    except (ValueError, SyntaxError):
        return None
    return [str(entry) for entry in value] if isinstance(value, list) else None


def _spans(found: pl.DataFrame) -> pl.DataFrame:
    """Whole videos are cut to the captioned span."""
    whole = pl.col("duration") > pl.col("length") + SLACK
    end = pl.col("from") + pl.col("length")
    short = pl.when(whole & (pl.col("duration") < end)).then(pl.lit("ends before its span"))
    return found.with_columns(
        pl.coalesce("reject", short).alias("reject"),
        pl.when(whole).then("from").otherwise(0.0).alias("start"),
        pl.when(whole).then("length").otherwise("duration").alias("duration"),
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    wordless = pl.when(pl.col("caption").is_null()).then(pl.lit("no caption"))
    others = [name for name in OTHERS if name in found.columns]
    return found.select(
        "item",
        pl.coalesce("reject", wordless).alias("reject"),
        pl.col("ytid").alias("utterance"),
        "path",
        "start",
        "duration",
        "sample_rate",
        "channels",
        pl.col("is_audioset_eval").replace_strict(SPLITS, default=None).alias("split"),
        pl.col("ytid").alias("group"),
        "caption",
        "tags",
        pl.struct("start_s", "end_s", *others).struct.json_encode().alias("extra"),
    )
