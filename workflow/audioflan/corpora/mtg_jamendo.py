r"""MTG-Jamendo: full tracks with tags, in five official splits.

Layout (anywhere below the root; the tables are those of the project's folder ``data``)::

    splits/split-<0..4>/autotagging-<train|validation|test>.tsv
    audio_licenses.txt
    <last two digits>/<track id>.mp3  or  <last two digits>/<track id>.low.mp3

Lines of a table end in ``\r\n`` and have as many fields as tags:
``TRACK_ID ARTIST_ID ALBUM_ID PATH DURATION TAGS...``, a tag being ``<category>---<word>``.
``audio_licenses.txt`` has a block a track: its path, its credit, its licence, an empty line.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.creative_commons import spdx
from audioflan.corpora.excerpts import middle
from audioflan.corpora.lines import label_files, read_lines
from audioflan.corpora.pairing import pair
from audioflan.corpora.text_files import read_text

SPLITS = {"train": "train", "validation": "dev", "test": "test"}
HEADER = "TRACK_ID"
LICENCES = "audio_licenses.txt"
RECORDING = r"^(?:.*/)?(\d+)(?:\.low)?\.mp3$"
FIXED_FIELDS = 5
CATEGORIES = {"genre": "genre", "instruments": "instrument", "mood": "mood/theme"}
REMEDY = "fetch data.zip again"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a track.

    Options: ``split``, number of the official split; ``excerpt``, seconds taken from the middle
    of each track; ``names``, readable forms of tags that are written as one word.

    Raises:
        AudioFlanError: a table of the split is missing.
    """
    folder = f"split-{options['split']}"
    audio = find_audio(root, (".mp3",)).with_columns(
        pl.col("path").str.extract(RECORDING).alias("id"), *middle(options["excerpt"])
    )
    tracks = pl.concat(_tracks(root, folder, name) for name in SPLITS)
    found = pair(audio, tracks, f"in no list of {folder}", on="id")
    licensed = found.join(_licences(root), on="id", how="left", maintain_order="left")
    return _columns(licensed, options["names"])


def _tracks(root: Path, folder: str, name: str) -> pl.DataFrame:
    files = label_files(root, f"/{folder}/autotagging-{name}.tsv", REMEDY)
    lines = read_lines(root, files[:1])
    fields = pl.col("text").str.split("\t")
    track = fields.list.first().str.extract(r"^track_0*(\d+)$")
    cut_off = track.is_null() | (fields.list.len() <= FIXED_FIELDS)
    fault = pl.when(cut_off).then(pl.lit("no track with tags"))
    return lines.filter(~pl.col("text").str.starts_with(HEADER).fill_null(False)).select(
        "place",
        pl.coalesce("reject", fault).alias("reject"),
        track.alias("id"),
        fields.list.get(1, null_on_oob=True).alias("artist"),
        fields.list.get(2, null_on_oob=True).alias("album"),
        fields.list.slice(FIXED_FIELDS).alias("tags"),
        pl.lit(SPLITS[name]).alias("split"),
    )


def _licences(root: Path) -> pl.DataFrame:
    """Licence of each track; no rows where the file is missing."""
    files = list_files(root, (LICENCES,))["path"].to_list()
    text = read_text(root / files[0]) if files else ""
    lines = pl.DataFrame({"line": text.split("\n")}, schema={"line": pl.String})
    return (
        lines.select(
            pl.col("line").str.extract(RECORDING).forward_fill().alias("id"),
            spdx(pl.col("line")).alias("licence"),
        )
        .drop_nulls()
        .unique("id", keep="first", maintain_order=True)
    )


def _columns(found: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    tagged = found.with_columns(
        _words(f"{category}---", names).alias(column) for column, category in CATEGORIES.items()
    )
    return tagged.select(
        "item",
        "reject",
        pl.format("track_{}", pl.col("id").str.zfill(7)).alias("utterance"),
        "path",
        "start",
        "duration",
        "sample_rate",
        "channels",
        "split",
        pl.col("artist").alias("group"),
        *(pl.when(pl.col(name).list.len() > 0).then(name).alias(name) for name in CATEGORIES),
        pl.concat_list(*CATEGORIES).alias("tags"),
        "licence",
        pl.struct("artist", "album").struct.json_encode().alias("extra"),
    )


def _words(prefix: str, names: Mapping[str, str]) -> pl.Expr:
    """Words of one category, in the readable form."""
    tag = pl.element()
    words = tag.filter(tag.str.starts_with(prefix)).str.strip_prefix(prefix)
    return pl.col("tags").list.eval(words.replace(dict(names)))
