r"""Voice lines of games, sorted by language and speaker, each with its text beside it.

Layout (anywhere below the root)::

    <language>/<speaker>/[<kind>/]<stem>.{wav,lab}      <kind>: e.g. "战斗语音 - Battle"

A ``.lab`` file is one line of UTF-8 (some begin with a mark, some are GB 18030). It may hold tags
(``<i>``), a literal ``\n``, readings (``{RUBY_B#reading}word{RUBY_E#}``) and variables
(``{NICKNAME}``), which no voice speaks. Names joined by ``&`` speak together, ``#Unknown`` is
nobody known.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.pairing import pair

LANGUAGES = {
    "中文 - Chinese": "zh",
    "英语 - English": "en",
    "日语 - Japanese": "ja",
    "韩语 - Korean": "ko",
    "CN": "zh",
    "EN": "en",
    "JP": "ja",
    "KR": "ko",
}
PLACE = rf"^(?:.*/)?({'|'.join(LANGUAGES)})/(?:([^/]+)/(?:(.+)/)?)?([^/]+)\.(?i:wav)$"
PARTS = ("folder", "name", "kind", "stem")
UNKNOWN = "#Unknown"
READING = r"\{RUBY_[BE]#?[^}]*\}"
TAG = r"<[^>]*>"
ENCODINGS = ("utf-8-sig", "gb18030")
LABELS = {"place": pl.String, "text_raw": pl.String, "reject": pl.String}


def read_voices(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a text without recording.

    Options: ``languages``, those to take; ``skip``, kinds of lines that are no speech of one voice
    reading its text; ``genders`` of speakers by name.
    """
    paired = pair(find_audio(root, (".wav",)), _labels(root), unlabelled="no .lab file beside it")
    found = paired.with_columns(
        pl.col("path").str.extract(PLACE, at).str.normalize("NFC").alias(part)
        for at, part in enumerate(PARTS, start=1)
    ).with_columns(
        pl.col("folder").replace_strict(LANGUAGES, default=None).alias("language"),
        pl.when(pl.col("name") != UNKNOWN).then("name").alias("known"),
        _spoken(pl.col("text_raw")).alias("text"),
    )
    return _rows(found, options)


def _labels(root: Path) -> pl.DataFrame:
    paths = list_files(root, (".lab",))["path"]
    rows = [(path, *_text(root / path)) for path in paths]
    labels = pl.DataFrame(rows, schema=LABELS, orient="row")
    return labels.with_columns(pl.col("place").str.replace(r"(?i)lab$", "wav").alias("path"))


def _text(file: Path) -> tuple[str | None, str | None]:
    """The text of a label file, or why there is none."""
    content = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding), None
        except UnicodeDecodeError:
            continue
    return None, "unreadable text (neither UTF-8 nor GB 18030)"


def _spoken(text: pl.Expr) -> pl.Expr:
    """The text on one line, without tags and readings; null when nothing is left."""
    bare = text.str.replace_all(READING, "").str.replace_all(TAG, "")
    line = bare.str.replace_all(r"\n", " ", literal=True).str.replace_all(r"\\n|\s+", " ")
    return line.str.strip_chars().str.strip_prefix("#").str.normalize("NFC").replace("", None)


def _unfit(options: Mapping[str, Any]) -> pl.Expr:
    kind = pl.col("kind").str.extract(r" - ([A-Za-z]+)$")
    return (
        pl.when(pl.col("name").is_null())
        .then(pl.lit("below no folder of a language and a speaker"))
        .when(~pl.col("language").is_in(options["languages"]))
        .then(pl.format("{} is not among the configured languages", "language"))
        .when(kind.is_in(options["skip"]))
        .then(pl.format("a line of the kind {}", kind))
        .when(pl.col("name").str.contains("&"))
        .then(pl.lit("several speakers at once"))
        .when(pl.col("text").is_null())
        .then(pl.lit("no text"))
        .when(pl.col("text").str.contains(r"[{}]"))
        .then(pl.lit("a variable in the text"))
    )


def _rows(found: pl.DataFrame, options: Mapping[str, Any]) -> pl.DataFrame:
    gender = pl.col("name").replace_strict(options["genders"], default=None, return_dtype=pl.String)
    return found.select(
        "item",
        pl.coalesce("reject", _unfit(options)).alias("reject"),
        pl.format("{}_{}", "language", "stem").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.format("{}:{}", "language", "known").alias("speaker"),
        gender.alias("gender"),
        "language",
        pl.col("stem").str.replace(r"_[mf]$", "").alias("sentence"),
        "text",
        "text_raw",
    )
