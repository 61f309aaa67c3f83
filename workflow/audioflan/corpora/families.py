"""Corpora cut from one parent agree on who is trained on: no clip's twin lies in another split.

Two clips are of one *origin* when their corpora name the same family and the same key in it: a
YouTube video, a Freesound sound, a LibriVox reader. A corpus names a key by a manifest column
(``families`` of its YAML).
"""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from audioflan.catalog.models import SPLITS, Corpus, Origin

OFFICIAL = "official"
EXTRA = "extra."
# Splits from the most used to the most withheld.
SPLIT = pl.Enum(SPLITS)

Member = tuple[Corpus, Path]


def align_splits(corpus: Corpus, manifest: Path, relatives: Iterable[Member]) -> pl.DataFrame:
    """The manifest of a corpus with the splits on which its family agrees.

    A member decides on an origin when all its clips of it are in one split; a corpus that divides
    an origin does not withhold it. Official splits outrank drawn ones; of several the most
    withheld counts (test, dev, train). All members come to the same decision.

    Args:
        corpus: the corpus.
        manifest: its manifest.
        relatives: other members with their manifests, in any order.

    Returns:
        The manifest's rows and columns; only ``split`` may differ.
    """
    own = origins(corpus, pl.scan_parquet(manifest))
    votes = [_votes(corpus, own)]
    votes += [_votes(other, origins(other, pl.scan_parquet(path))) for other, path in relatives]
    decided = own.join(_decisions(pl.concat(votes)), on="origin").group_by("audio_id")
    moved = decided.agg(pl.col("decided").max()).collect()
    rows = pl.read_parquet(manifest).join(moved, on="audio_id", how="left", maintain_order="left")
    split = pl.coalesce(pl.col("decided").cast(pl.String), "split")
    return rows.with_columns(split.alias("split")).drop("decided")


def origins(corpus: Corpus, rows: pl.LazyFrame) -> pl.LazyFrame:
    """``audio_id, split, origin`` (``freesound:1234``) of the clips that have one."""
    found = [
        rows.select(
            "audio_id",
            pl.col("split").cast(SPLIT),
            pl.format("{}:{}", pl.lit(family), _key(origin)).alias("origin"),
        )
        for family, origin in corpus.families.items()
    ]
    return pl.concat(found).drop_nulls("origin")


def _key(origin: Origin) -> pl.Expr:
    if origin.column.startswith(EXTRA):
        value = pl.col("extra").str.json_path_match(f"$.{origin.column.removeprefix(EXTRA)}")
    else:
        value = pl.col(origin.column)
    return value if origin.pattern is None else value.str.extract(origin.pattern)


def _votes(corpus: Corpus, clips: pl.LazyFrame) -> pl.LazyFrame:
    """``origin, vote, official``: the split of every origin that the corpus does not divide."""
    whole = clips.group_by("origin").agg(
        pl.col("split").max().alias("vote"), pl.col("split").n_unique().alias("splits")
    )
    official = pl.lit(corpus.splits == OFFICIAL)
    return whole.filter(pl.col("splits") == 1).select("origin", "vote", official.alias("official"))


def _decisions(votes: pl.LazyFrame) -> pl.LazyFrame:
    """``origin, decided``."""
    strictest = pl.col("vote").max()
    official = pl.col("vote").filter("official").max()
    return votes.group_by("origin").agg(pl.coalesce(official, strictest).alias("decided"))
