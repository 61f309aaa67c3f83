"""VocalSet: exercises and song excerpts sung by 20 singers with standard and extended technique.

Layout (anywhere below the root)::

    FULL/<singer>/<exercise>/<technique>/<name>.wav
    VocalSet1-2/data_by_singer/<singer>/<exercise>/<technique>/<name>.wav
    {train,test}_singers_technique.txt           one singer a line

The first tree is that of ``VocalSet11.zip``, the second that of ``VocalSet1-2.zip``, whose
``data_by_technique`` and ``data_by_vowel`` hold the same recordings again and are passed over.
Singers are ``female1`` to ``female9`` and ``male1`` to ``male11``. Labels are the folders alone:
file names are misspelt, lack the singer, and hold one technique's name inside another's.
Layout: Wilkins et al., VocalSet (2018).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.lines import label_files
from audioflan.corpora.text_files import read_text

PLACE = r"(?:^|/)((?:fe)?male\d+)/([^/]+)/([^/]+)/([^/]+)\.(?i:wav)$"
AGAIN = r"(?:^|/)data_by_(?:technique|vowel)/"
OWN_NAME = r"^[fm]\d+_"
VOWEL = r"_([aeiou])(?:\(\d+\))?$"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, with the official split of its singer.

    Options: ``techniques``, the label of each technique folder.
    """
    files = list_files(root, (".wav",)).filter(~pl.col("path").str.contains(AGAIN))
    part = pl.col("path").str.extract_groups(PLACE).struct
    found = read_headers(root, files["path"]).with_columns(
        speaker=part[0], exercise=part[1], folder=part[2], name=part[3]
    )
    splits = _splits(root)
    return _rows(
        found.join(splits, on="speaker", how="left", maintain_order="left"), options["techniques"]
    )


def _splits(root: Path) -> pl.DataFrame:
    """``split`` of each ``speaker``."""
    rows = [
        (singer, split)
        for split in ("train", "test")
        for file in label_files(root, f"/{split}_singers_technique.txt")
        for singer in read_text(root / file).split()
    ]
    schema = {"speaker": pl.String, "split": pl.String}
    splits = pl.DataFrame(rows, schema=schema, orient="row")
    return splits.unique("speaker", keep="first", maintain_order=True)


def _rows(found: pl.DataFrame, techniques: Mapping[str, str]) -> pl.DataFrame:
    technique = pl.col("folder").replace_strict(
        dict(techniques), default=None, return_dtype=pl.String
    )
    labelled = found.with_columns(technique.alias("technique"))
    return labelled.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", _unusable()).alias("reject"),
        _utterance().alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "split", "speaker", "technique"),
        pl.col("speaker").str.extract(r"^(\D+)").alias("gender"),
        pl.struct("exercise", vowel=pl.col("name").str.extract(VOWEL))
        .struct.json_encode()
        .alias("extra"),
    )


def _utterance() -> pl.Expr:
    """The file's name, with its place where that does not begin with the singer."""
    singer = pl.col("speaker").str.replace("emale", "").str.replace("ale", "")
    return (
        pl.when(pl.col("name").str.contains(OWN_NAME))
        .then("name")
        .otherwise(pl.format("{}_{}_{}_{}", singer, "exercise", "folder", "name"))
    )


def _unusable() -> pl.Expr:
    return (
        pl.when(pl.col("speaker").is_null())
        .then(pl.lit("not in <singer>/<exercise>/<technique>"))
        .when(pl.col("technique").is_null())
        .then(pl.format("options.techniques has no '{}'", "folder"))
        .when(pl.col("split").is_null())
        .then(pl.lit("the singer is in neither list of singers"))
    )
