"""Clotho 2.1: crops of Freesound recordings, each with five captions by people.

Layout (the subset's folder may also be called ``clotho_audio_<subset>``)::

    <development|validation|evaluation|test>/<file name>.wav
    clotho_captions_<subset>.csv     file_name,caption_1,...,caption_5         UTF-8
    clotho_metadata_<subset>.csv     file_name,keywords,sound_id,sound_link,start_end_samples,
                                     manufacturer,license                       ISO-8859-1

The test subset has no captions; its metadata are separated by semicolons and have no keywords.
File names keep their blanks: some begin with one, in the tables as well.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import SUFFIXES, list_files
from audioflan.corpora.creative_commons import spdx
from audioflan.corpora.csv_tables import read_csv
from audioflan.corpora.listing import named, needed, recordings
from audioflan.corpora.matching import match
from audioflan.corpora.tables import read_table

SPLITS = {"development": "train", "validation": "dev", "evaluation": "test", "test": "test"}
UNCAPTIONED = "test"
CLIP = r"(?:^|/)(?:clotho_audio_)?(development|validation|evaluation|test)/([^/]+\.(?i:wav))$"
CAPTIONS = [f"caption_{number}" for number in range(1, 6)]
FACTS = ("file_name", "sound_id", "sound_link", "start_end_samples", "manufacturer", "license")
SOURCE = "Clotho (zenodo.org/records/4783391)"
SOURCE_RATE = 44100
"""Rate of the samples that ``start_end_samples`` counts."""


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a line of captions without clip. No options.

    Clips of the test subset are kept without caption. Of five captions the first is ``caption``;
    all are in ``extra``.
    """
    files = list_files(root, (*SUFFIXES, ".csv"))
    clips = recordings(root, files, CLIP, ("subset", "file_name")).with_columns(_key())
    captioned = [name for name in SPLITS if name != UNCAPTIONED]
    captions = pl.concat([_captions(root, files, name) for name in captioned])
    facts = pl.concat([_facts(root, files, name) for name in SPLITS])
    found = match(clips, captions, "key").with_columns(pl.coalesce("reject", _missing()))
    return _rows(found.join(facts, on="key", how="left", maintain_order="left"))


def _key() -> pl.Expr:
    return pl.format("{}/{}", "subset", "file_name").alias("key")


def _captions(root: Path, files: pl.DataFrame, subset: str) -> pl.DataFrame:
    path = needed(root, files, f"clotho_captions_{subset}.csv", SOURCE)
    table = read_table(root, path, ("file_name", *CAPTIONS), ",", quoted=True)
    return table.with_columns(pl.lit(subset).alias("subset")).select(
        "place",
        "reject",
        _key(),
        pl.concat_list(pl.col(CAPTIONS).str.strip_chars()).list.drop_nulls().alias("captions"),
    )


def _facts(root: Path, files: pl.DataFrame, subset: str) -> pl.DataFrame:
    """Metadata of one subset; none where its table is not there."""
    for path in named(files, f"clotho_metadata_{subset}.csv"):
        separator = ";" if subset == UNCAPTIONED else ","
        table = read_csv(root, path, FACTS, separator=separator, encoding="iso-8859-1")
        return table.with_columns(subset=pl.lit(subset)).select(_key(), *FACTS[1:])
    return pl.DataFrame(schema=dict.fromkeys(("key", *FACTS[1:]), pl.String))


def _missing() -> pl.Expr:
    """Captions are what the corpus is for, except in the test subset."""
    lacking = pl.col("captions").is_null() & (pl.col("subset") != UNCAPTIONED)
    return pl.when(lacking).then(pl.lit("no captions"))


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    subset = pl.col("key").str.extract(r"^([^/]+)/")
    name = pl.col("key").str.extract(r"^[^/]+/(.+)\.[^.]+$")
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.format("{}_{}", subset, name).alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        subset.replace_strict(SPLITS, default=None).alias("split"),
        pl.coalesce(pl.col("sound_id").str.extract(r"^(\d+)$"), "key").alias("group"),
        pl.col("captions").list.first().alias("caption"),
        spdx(pl.col("license")).alias("licence"),
        pl.when(pl.col("path").is_not_null()).then(_extra()).alias("extra"),
    )


def _extra() -> pl.Expr:
    ends = pl.col("start_end_samples").str.extract_groups(r"\[(\d+), ?(\d+)\]").struct
    about = pl.struct(
        captions="captions",
        freesound=pl.col("sound_id"),
        link="sound_link",
        uploader="manufacturer",
        begin=ends[0].cast(pl.Float64, strict=False) / SOURCE_RATE,
        end=ends[1].cast(pl.Float64, strict=False) / SOURCE_RATE,
    )
    return about.struct.json_encode()
