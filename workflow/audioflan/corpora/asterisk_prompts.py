"""Asterisk core sound prompts: one voice a language, one sentence key for all languages.

Layout (anywhere below the root)::

    .../<language>_<COUNTRY>_<f|m>_<Voice>/<key>.wav
    .../core-sounds-<language>.txt.gz        lines "key: text", ";" comments

Keys join texts to recordings whatever their case. ``silence/<n>`` holds n seconds of silence.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.columns import SPANS
from audioflan.corpora.text_files import read_text

VOICE_PATH = r"(?:^|/)([a-z]{2})_([A-Z]{2})_([fm])_([^/]+)/(.+)\.(?i:wav)$"
TEXT_FILE = r"(?:^|/)core-sounds-([a-z]{2})\.txt\.gz$"
STAGE_DIRECTION = r"[\[(<]"
ONLY_STAGE_DIRECTION = r"^[\[(<][^\])>]*[\])>]$"
SILENCE = r"^silence/\d+$"
GENDERS = {"f": "female", "m": "male"}
TEXT_SCHEMA = {"language": pl.String, "key": pl.String, "text_raw": pl.String, "line": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a text without recording.

    Options: ``rate: [low, high]``, the characters a second of a plausible transcript; a slower
    one (a letter spelt out) leaves its clip without text, a faster one rejects the clip;
    ``licences``: licence of each language that differs from the corpus's.
    """
    texts = _texts(root)
    found = _recordings(root).join(
        _unique(texts),
        on=["language", "key"],
        how="full",
        coalesce=True,
        maintain_order="left_right",
    )
    return pl.concat([_rows(found, options), _malformed(texts)], how="diagonal")


def _recordings(root: Path) -> pl.DataFrame:
    place = pl.col("path").str.extract_groups(VOICE_PATH).struct
    audio = find_audio(root, (".wav",)).with_columns(
        language=place[0], accent=place[1], gender=place[2], speaker=place[3], name=place[4]
    )
    return audio.with_columns(
        pl.col("gender").replace_strict(GENDERS, default=None),
        pl.col("name").str.to_lowercase().alias("key"),
        pl.coalesce(
            "reject", pl.when(pl.col("name").is_null()).then(pl.lit("below no voice folder"))
        ).alias("reject"),
    )


def _texts(root: Path) -> pl.DataFrame:
    """Every line that holds a text; ``key`` is null where the line has no colon."""
    rows = []
    files = list_files(root, (".txt.gz",)).with_columns(
        language=pl.col("path").str.extract(TEXT_FILE)
    )
    for path, language in files.drop_nulls().rows():
        for number, line in enumerate(read_text(root / path).split("\n"), start=1):
            if line.strip() and not line.startswith(";"):
                name, colon, text = line.partition(":")
                key = name.strip().lower() if colon else None
                rows.append((language, key, text.strip() or None, f"{path}:{number}"))
    return pl.DataFrame(rows, schema=TEXT_SCHEMA, orient="row")


def _unique(texts: pl.DataFrame) -> pl.DataFrame:
    """One row a key and language: its first text and how many different ones there are."""
    return (
        texts.filter(pl.col("key").is_not_null())
        .group_by("language", "key")
        .agg(pl.col("text_raw").first(), pl.col("text_raw").n_unique().alias("versions"))
        .sort("language", "key")
    )


def _malformed(texts: pl.DataFrame) -> pl.DataFrame:
    return texts.filter(pl.col("key").is_null()).select(
        pl.col("line").alias("item"), pl.lit("line without a colon").alias("reject")
    )


def _rows(found: pl.DataFrame, options: Mapping[str, Any]) -> pl.DataFrame:
    slowest, fastest = options["rate"]
    silent = pl.col("key").str.contains(SILENCE).fill_null(False)
    text = pl.col("text_raw").str.replace_all(r"\s+", " ")
    rate = text.str.len_chars() / pl.col("duration")
    spoken = found.with_columns(
        silent.alias("silent"),
        rate.alias("rate"),
        pl.col("text_raw").str.contains(ONLY_STAGE_DIRECTION).any().over("key").alias("unspoken"),
    )
    return spoken.select(
        pl.coalesce("path", pl.format("{}: {}", "language", "key")).alias("item"),
        pl.coalesce("reject", _unusable(fastest)).alias("reject"),
        pl.format("{}_{}", "language", pl.col("name").str.replace_all("/", "_")).alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("key").alias("group"),
        *(_unless_silent(name) for name in ("speaker", "gender", "accent", "language")),
        _unless_silent("key").alias("sentence"),
        pl.when(~silent & (rate >= slowest)).then(text).alias("text"),
        _unless_silent("text_raw"),
        pl.when(silent).then(pl.lit(["silence"])).otherwise(pl.lit(["speech"])).alias("tags"),
        pl.when(silent).then(pl.lit([], SPANS)).alias("events"),
        pl.col("language").replace_strict(options["licences"], default=None).alias("licence"),
    )


def _unless_silent(column: str) -> pl.Expr:
    return pl.when(~pl.col("silent")).then(column).alias(column)


def _unusable(fastest: float) -> pl.Expr:
    text = pl.col("text_raw")
    return (
        pl.when(pl.col("path").is_null())
        .then(pl.lit("text without recording"))
        .when(pl.col("silent"))
        .then(None)
        .when(pl.col("unspoken"))
        .then(pl.lit("not speech"))
        .when(text.str.contains(STAGE_DIRECTION))
        .then(pl.lit("stage direction in the text"))
        .when(pl.col("versions") > 1)
        .then(pl.lit("several texts for one key"))
        .when(pl.col("rate") > fastest)
        .then(pl.lit(f"text too long for its recording (over {fastest} characters/s)"))
    )
