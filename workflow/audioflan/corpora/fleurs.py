"""FLEURS: the same sentences of FLoRes read in 102 languages.

Layout (the first is the repository's, the others circulate)::

    data/<language>/<split>.tsv            data/<language>/audio/<split>/<number>.wav
    <language>/<split>.tsv                 <language>/audio/<split>/<number>.wav
    metadata/<language>/<split>.tsv        <language>/<split>/<number>.wav

Tables have no header and no quoting: number of the sentence, file, text, normalised text, its
letters, samples at 16 kHz, gender. A sentence has the same number and the same split in every
language, and up to three readings in each.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.big_tables import read_big_table
from audioflan.corpora.matching import match
from audioflan.errors import AudioFlanError

LANGUAGE = r"([a-z]{2,3}(?:_[a-z0-9]+)+)"
TABLE = rf"(?:^|/){LANGUAGE}/(train|dev|test)\.tsv$"
AUDIO = rf"(?:^|/){LANGUAGE}/(?:audio/)?(train|dev|test)/(?:.+/)?([^/]+\.wav)$"
COLUMNS = ("sentence", "file", "text", "normalised", "letters", "samples", "gender")
NEEDED = ("sentence", "file", "text", "samples")
OTHERS = ("gender",)
GENDERS = {"MALE": "male", "FEMALE": "female"}
RATE = 16_000
UNLISTED = "not in the table of its split"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a reading.

    Options: ``languages``, codes such as ``en_us`` of those to read (empty: every one found).
    Recordings that a table leaves out were refused by the corpus's makers.

    Raises:
        AudioFlanError: there are no tables or no recordings of the languages wanted.
    """
    files = list_files(root, (".tsv", ".wav"))
    labels = _labels(root, _wanted(files, TABLE, ("code", "split"), options["languages"]))
    audio = _wanted(files, AUDIO, ("code", "split", "file"), options["languages"])
    if labels.is_empty() or audio.is_empty():
        lacking = "tables <language>/<split>.tsv" if labels.is_empty() else "recordings"
        raise AudioFlanError(
            f"no {lacking}",
            where=root,
            remedy="unpack tables and audio below the same folder, or correct 'languages'",
        )
    named = pl.concat_str("code", "split", "file", separator="/").alias("reading")
    recordings = audio.select(named, "path", pl.lit(None, pl.String).alias("reject"))
    found = match(recordings, labels.with_columns(named), "reading", unlabelled=UNLISTED)
    return _rows(found)


def _wanted(
    files: pl.DataFrame, pattern: str, columns: tuple[str, ...], languages: list[str]
) -> pl.DataFrame:
    """Files of the wanted languages whose path fits, with the groups of the pattern."""
    groups = pl.col("path").str.extract_groups(pattern).struct
    fitting = files.filter(pl.col("path").str.contains(pattern)).with_columns(
        groups[at].alias(name) for at, name in enumerate(columns)
    )
    return fitting.filter(pl.col("code").is_in(languages)) if languages else fitting


def _labels(root: Path, tables: pl.DataFrame) -> pl.DataFrame:
    """Lines of all tables; a line without a file is known by its place."""
    parts = [
        read_big_table(
            root, path, (*NEEDED, *OTHERS), needed=NEEDED, optional=OTHERS, names=COLUMNS
        ).with_columns(pl.lit(code).alias("code"), pl.lit(split).alias("split"))
        for path, code, split in tables.select("path", "code", "split").rows()
    ]
    if not parts:
        return pl.DataFrame(schema={"file": pl.String})
    rows = pl.concat(parts).with_columns(pl.coalesce("file", "place"))
    return rows.unique(["code", "split", "file"], keep="first", maintain_order=True)


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    duration = pl.col("samples").cast(pl.Float64, strict=False) / RATE
    codes = found["code"].drop_nulls().unique().to_list()
    stem = pl.col("file").str.strip_suffix(".wav")
    endless = pl.when(duration.is_null()).then(pl.lit("no length"))
    return found.select(
        pl.coalesce("path", "reading").alias("item"),
        pl.coalesce("reject", endless).alias("reject"),
        pl.concat_str("code", stem, separator="_").alias("utterance"),
        *("path", "split", "sentence"),
        duration.alias("duration"),
        pl.lit(RATE).alias("sample_rate"),
        pl.lit(1).alias("channels"),
        pl.col("text").str.strip_chars().alias("text"),
        pl.col("sentence").alias("group"),
        pl.col("gender").replace_strict(GENDERS, default=None, return_dtype=pl.String),
        pl.col("code").replace_strict({code: _tag(code) for code in codes}).alias("language"),
    )


def _tag(code: str) -> str:
    """``cmn_hans_cn`` -> ``cmn-Hans-CN``."""
    language, *rest = code.split("_")
    return "-".join(
        [language, *(part.title() if len(part) == 4 else part.upper() for part in rest)]
    )
