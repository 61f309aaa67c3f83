"""Freesound as LAION packed it: a clip and its captions under one name.

Layout (anywhere below the root)::

    <packaging>/{train,train_<n>,test}/.../<freesound id>.{flac,json}
    freesound[_no_overlap]_meta.csv      audio_filename, license and others, quoted

A JSON object has ``text`` (one or two captions: the title, the first sentence of the description),
``tag`` and ``original_data`` (``title``, ``username``, ``description`` with HTML).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.creative_commons import spdx
from audioflan.corpora.json_files import load_jsons
from audioflan.corpora.pairing import pair
from audioflan.corpora.tables import read_table

PART = r"(?:^|/)(train|test)(?:_\d+)?/"
NAME = r"([^/]+)\.[^./]+$"
WORD = r"\pL{2,}"
TAG = r"<[^>]*>"
ENTITIES = {"&amp;": "&", "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&nbsp;": " "}
LABELS: dict[str, Any] = {
    "place": pl.String,
    "reject": pl.String,
    "text": pl.List(pl.String),
    "tags": pl.List(pl.String),
    "title": pl.String,
    "username": pl.String,
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a JSON file without clip.

    Options: ``caption: {words, letters}``, the least count of words and share of letters of a
    caption. Of several, the last counts: the description says more than the title.
    """
    clips = find_audio(root, (".flac",))
    found = pair(clips, _labels(root), unlabelled="no JSON file beside it")
    licences, faults = _licences(root)
    licensed = found.with_columns(pl.col("path").str.extract(NAME).alias("name")).join(
        licences, on="name", how="left", maintain_order="left"
    )
    return pl.concat([_rows(_captioned(licensed, **options["caption"])), faults], how="diagonal")


def _labels(root: Path) -> pl.DataFrame:
    paths = list_files(root, (".json",))["path"]
    named = paths.filter(paths.str.contains(r"(?:^|/)\d+\.json$"))
    rows = [(path, reason, *_label(value or {})) for path, value, reason in load_jsons(root, named)]
    labels = pl.DataFrame(rows, schema=LABELS, orient="row")
    return labels.with_columns(pl.col("place").str.replace(r"json$", "flac").alias("path"))


def _label(value: dict[str, Any]) -> tuple[list[str], list[str], str | None, str | None]:
    original = value.get("original_data") or {}
    text, tags = value.get("text") or [], value.get("tag") or []
    captions = [text] if isinstance(text, str) else text
    return (
        [str(caption) for caption in captions],
        [str(tag) for tag in tags],
        original.get("title"),
        original.get("username"),
    )


def _licences(root: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Licences by name of the clip, and the faulty lines of their tables."""
    tables = [
        read_table(root, path, ("audio_filename", "license"), ",", quoted=True)
        for path in list_files(root, ("_meta.csv",))["path"]
    ]
    columns = ("place", "reject", "audio_filename", "license")
    empty = pl.DataFrame([], schema=[(name, pl.String) for name in columns])
    lines = pl.concat([empty, *(table.select(columns) for table in tables)])
    name = pl.col("audio_filename").str.extract(NAME)
    licences = lines.filter(pl.col("reject").is_null()).select(
        name.alias("name"), spdx(pl.col("license")).alias("licence")
    )
    faults = lines.filter(pl.col("reject").is_not_null()).select("reject", item="place")
    return licences.drop_nulls("name").unique("name", keep="first", maintain_order=True), faults


def _captioned(found: pl.DataFrame, words: int, letters: float) -> pl.DataFrame:
    """Add ``caption``, the last text that is one."""
    texts = (
        found.select(pl.col("text").list.reverse())
        .with_row_index("row")
        .explode("text", empty_as_null=True)
    )
    tidy = pl.col("text").str.replace_all(TAG, " ").str.replace_many(ENTITIES)
    lines = texts.with_columns(tidy.str.replace_all(r"\s+", " ").str.strip_chars())
    solid = pl.col("text").str.len_chars() - pl.col("text").str.count_matches(" ", literal=True)
    fit = (pl.col("text").str.count_matches(WORD) >= words) & (
        pl.col("text").str.replace_all(r"\PL+", "").str.len_chars() >= letters * solid
    )
    first = lines.filter(fit).unique("row", keep="first", maintain_order=True)
    captions = first.select("row", pl.col("text").alias("caption"))
    return (
        found.with_row_index("row")
        .join(captions, on="row", how="left", maintain_order="left")
        .drop("row")
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    silent = pl.when(pl.col("caption").is_null()).then(pl.lit("no caption, only names or codes"))
    return found.select(
        "item",
        pl.coalesce("reject", silent).alias("reject"),
        pl.col("name").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("path").str.extract(PART).alias("split"),
        pl.coalesce("username", "name").alias("group"),
        "caption",
        "tags",
        "licence",
        pl.when(pl.col("title").is_not_null())
        .then(pl.struct("title", "username").struct.json_encode())
        .alias("extra"),
    )
