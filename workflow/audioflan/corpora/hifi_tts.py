"""Hi-Fi TTS: ten LibriVox readers, their books rated as clean or other.

Layout (below ``hi_fi_tts_v0/``)::

    <reader>_manifest_<clean|other>_<train|dev|test>.json    one JSON object a line
    audio/<reader>_<clean|other>/<book>/<chapter>_<number>.flac
    books_bandwidth.tsv      reader, book, quality, bandwidth and a comment, below a header

``audio_filepath`` of a manifest is relative to that folder. The readers' genders stand in the
README alone.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.big_tables import read_big_table
from audioflan.corpora.matching import match
from audioflan.errors import AudioFlanError

MANIFEST = r"(?:^|/)(\d+)_manifest_(clean|other)_(train|dev|test)\.json$"
AUDIO = r"(?:^|/)(audio/(\d+)_(clean|other)/(\d+)/(.+)\.(?i:flac))$"
PARTS = ("name", "reader", "quality", "book", "chapter")
FEMALE = ("92", "8051", "9136", "11614", "11697", "12787")
MALE = ("6097", "6670", "6671", "9017")
GENDERS = dict.fromkeys(FEMALE, "female") | dict.fromkeys(MALE, "male")
LINES: dict[str, Any] = {
    "place": pl.String,
    "split": pl.String,
    "fault": pl.String,
    "file": pl.String,
    "duration": pl.Float64,
    "text": pl.String,
    "text_raw": pl.String,
}
RATE = 44_100
BANDWIDTH = ("reader", "book", "quality", "bandwidth", "comment")


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row an utterance; its text is the normalised one. No options."""
    lines = _manifests(root)
    faulty = lines.filter(pl.col("file").is_null())
    known = lines.drop("fault").drop_nulls("file").unique("file", keep="first", maintain_order=True)
    found = match(_audio(root), known, "file", unlabelled="in no manifest")
    parts = pl.col("file").str.extract_groups(AUDIO).struct
    placed = found.with_columns(parts[at].alias(name) for at, name in enumerate(PARTS))
    rated = placed.join(_bandwidths(root), on=BANDWIDTH[:3], how="left", maintain_order="left")
    faults = faulty.select(pl.col("place").alias("item"), pl.col("fault").alias("reject"))
    return pl.concat([_rows(_with_durations(root, rated)), faults], how="diagonal_relaxed")


def _audio(root: Path) -> pl.DataFrame:
    """Recordings by ``file``, their path as manifests write it."""
    parts = pl.col("path").str.extract_groups(AUDIO).struct
    return list_files(root, (".flac",)).select(
        pl.coalesce(parts[0], "path").alias("file"), "path", pl.lit(None, pl.String).alias("reject")
    )


def _manifests(root: Path) -> pl.DataFrame:
    files = list_files(root, (".json",)).filter(pl.col("path").str.contains(MANIFEST))
    if files.is_empty():
        raise AudioFlanError(
            "no manifest <reader>_manifest_<quality>_<split>.json",
            where=root,
            remedy="unpack hi_fi_tts_v0.tar.gz here",
        )
    splits = files["path"].str.extract(MANIFEST, 3)
    tables = zip(files["path"], splits, strict=True)
    rows = [row for path, split in tables for row in _lines(root, path, split)]
    return pl.DataFrame(rows, schema=LINES, orient="row")


def _lines(root: Path, path: str, split: str) -> Iterator[tuple[Any, ...]]:
    content = (root / path).read_bytes().removeprefix(b"\xef\xbb\xbf")
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            yield f"{path}:{number}", split, *_entry(line)


def _entry(line: bytes) -> tuple[Any, ...]:
    """``fault, file, duration, text, text_raw`` of one line."""
    try:
        entry = orjson.loads(line)
        text = entry.get("text_normalized") or entry["text"]
        raw, seconds = entry.get("text_no_preprocessing"), entry.get("duration")
        return None, entry["audio_filepath"], seconds and float(seconds), text, raw
    except (ValueError, KeyError, TypeError, AttributeError):
        return "a line that is no entry of a manifest", None, None, None, None


def _bandwidths(root: Path) -> pl.DataFrame:
    """What was measured of a reader's book; a header of any wording is no number."""
    found = list_files(root, ("books_bandwidth.tsv",))["path"].to_list()
    key, number = list(BANDWIDTH[:3]), pl.col("bandwidth").str.extract(r"([\d.]+)")
    schema: dict[str, Any] = {**dict.fromkeys(key, pl.String), "bandwidth": pl.Float64}
    if not found:
        return pl.DataFrame(schema=schema)
    select: list[pl.Expr | str] = [*key, number.cast(pl.Float64, strict=False)]
    table = read_big_table(
        root, found[0], select, needed=key, optional=("bandwidth",), names=BANDWIDTH
    )
    return table.select(*schema).unique(key, keep="first", maintain_order=True)


def _with_durations(root: Path, found: pl.DataFrame) -> pl.DataFrame:
    """Durations of the manifests, else from headers."""
    unknown = found.filter(pl.col("reject").is_null() & pl.col("duration").is_null())
    facts = read_headers(root, unknown["path"]).select("path", "duration", fault="reject")
    return found.join(facts, on="path", how="left", maintain_order="left").with_columns(
        pl.coalesce("duration", "duration_right"), pl.coalesce("reject", "fault").alias("reject")
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    utterance = pl.concat_str("reader", "quality", "book", "chapter", separator="_")
    return found.select(
        pl.coalesce("path", "file").alias("item"),
        "reject",
        utterance.alias("utterance"),
        *("path", "duration", "split", "text", "text_raw"),
        pl.col("reader").alias("speaker"),
        pl.col("reader").replace_strict(GENDERS, default=None).alias("gender"),
        pl.lit("en").alias("language"),
        pl.struct("quality", "bandwidth").struct.json_encode().alias("extra"),
        pl.lit(RATE).alias("sample_rate"),
        pl.lit(1).alias("channels"),
    )
