"""LibriMix as its official generator writes it: mixtures and their parts as files.

Layout: ``Libri<n>Mix/wav<8|16>k/<min|max>/<part>/<s1|s2|s3|noise|mix_...>/<mixture>.wav``, where
the part is ``train-360``, ``train-100``, ``dev`` or ``test``. The parts have their gains already.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers

PLACE = (
    r"((?:^|.*/)Libri([23])Mix/wav(?:8|16)k/(?:min|max)/(train|dev|test)(?:-\d+)?)"
    r"/(s[123]|noise)/([^/]+)\.wav$"
)


def made_mixtures(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """A row each of the speakers of the mixtures, or no row where nothing was generated.

    Options: ``speakers`` and ``noise`` of the reader.
    """
    parts = _parts(root).filter(
        pl.col("count").is_in(options["speakers"])
        & ((pl.col("role") != "noise") | pl.lit(bool(options["noise"])))
    )
    index = pl.col("role").str.extract(r"s(\d)").cast(pl.Int32) - 1
    utterance = pl.col("mixture").str.split("_").list.get(index, null_on_oob=True)
    parts = parts.with_columns(utterance.str.extract(r"^(\d+)-").alias("speaker"))
    stem = pl.struct(pl.coalesce("speaker", "role").alias("name"), "path")
    whole = parts.group_by("folder", "mixture", maintain_order=True).agg(
        stem.alias("stems"), pl.lit(1.0).repeat_by(pl.len()).first().alias("gains")
    )
    spoken = parts.filter(pl.col("role") != "noise")
    headers = read_headers(root, spoken["path"]).drop("frames", "path")
    joined = spoken.hstack(headers).join(
        whole, on=["folder", "mixture"], how="left", maintain_order="left"
    )
    return joined.with_columns(pl.col("path").alias("item")).drop("folder", "count")


def _parts(root: Path) -> pl.DataFrame:
    place = pl.col("path").str.extract_groups(PLACE).struct
    files = list_files(root, (".wav",)).with_columns(
        folder=place[0],
        count=place[1].cast(pl.Int32),
        split=place[2],
        role=place[3],
        mixture=place[4],
    )
    return files.filter(pl.col("mixture").is_not_null())
