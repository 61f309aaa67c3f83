"""MUSAN: music, speech and noise to mix with speech.

Layout (below any folder of the root)::

    <music|speech|noise>/<collection>/<stem>.wav
    music/<collection>/ANNOTATIONS      stem, genres (commas), vocals (Y, N), artist, ...
    speech/<collection>/ANNOTATIONS     stem, gender, language (not in every collection)

Fields are divided by blanks. Noise needs no annotation. Stems are unique in the corpus.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.lines import read_lines, split_fields
from audioflan.corpora.pairing import pair

PLACE = r"(?:^|/)(music|speech|noise)/([^/]+)/([^/]+)\.(?i:wav)$"
ANNOTATED = r"(?:^|/)(?:music|speech)/[^/]+/ANNOTATIONS$"
GENDERS = {"f": "female", "m": "male"}
VOCALS = {"N": "music", "Y": "song"}
UNTOLD = "music, vocals unknown"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one an annotation without recording.

    ``tags`` say ``noise``, ``speech``, ``music`` (without vocals), ``song`` (with vocals) or that
    vocals are not told, so that music for the background can be had without voices.

    Options: ``languages``, the tag of each language that annotations name.
    """
    music, speech = pl.col("kind") == "music", pl.col("kind") == "speech"
    gender = _mapped(pl.col("second").str.slice(0, 1).str.to_lowercase(), GENDERS)
    language = _mapped(pl.col("third").str.to_lowercase(), options["languages"])
    return pair(_recordings(root), _annotations(root), on="utterance").select(
        pl.exclude("kind", "second", "third", "fourth"),
        pl.when(music)
        .then(pl.coalesce("fourth", "utterance"))
        .otherwise("utterance")
        .alias("group"),
        pl.concat_list(_tag()).alias("tags"),
        pl.when(music).then(pl.col("second").str.split(",")).alias("genre"),
        pl.when(speech).then(gender).alias("gender"),
        pl.when(speech).then(language).alias("language"),
    )


def _recordings(root: Path) -> pl.DataFrame:
    place = pl.col("path").str.extract_groups(PLACE).struct
    outside = pl.when(pl.col("kind").is_null()).then(pl.lit("below no collection"))
    return (
        find_audio(root, (".wav",))
        .drop("frames")
        .with_columns(kind=place[0], utterance=place[2])
        .with_columns(pl.coalesce("reject", outside).alias("reject"))
    )


def _annotations(root: Path) -> pl.DataFrame:
    """Lines of every table; what the second and third field mean depends on the kind."""
    files = list_files(root, ("/ANNOTATIONS",))["path"]
    lines = read_lines(root, files.filter(files.str.contains(ANNOTATED)))
    return split_fields(lines, ["utterance", "second", "third", "fourth"], least=2, more=True)


def _tag() -> pl.Expr:
    vocals = _mapped(pl.col("third"), VOCALS).fill_null(UNTOLD)
    return pl.when(pl.col("kind") == "music").then(vocals).otherwise("kind")


def _mapped(column: pl.Expr, names: Mapping[str, str]) -> pl.Expr:
    return column.replace_strict(names, default=None, return_dtype=pl.String)
