"""Sonic Pi samples: one-shots and loops whose file names say what sounds.

Layout: ``.../samples/<word>_<word>...<number>.flac`` beside a ``README.md`` that credits each
sample (``* `:drum_roll` - http://freesound.org/people/<uploader>/sounds/<id>/``).
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from pretty_midi import note_name_to_number

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.spans import throughout, untimed
from audioflan.corpora.text_files import read_text

CREDIT = re.compile(r"^\* `:(\w+)`\s*-\s*(https?://\S*?/people/([^/\s]+)/\S*)", re.MULTILINE)
CREDITS_SCHEMA = {"credit": pl.String, "url": pl.String, "uploader": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a sample.

    Options: ``instruments``, ``events`` and ``tags`` map a phrase of a file name (``drum_bass``)
    to a label, longer phrases first and each word used once; ``pitches`` and ``chords`` map a
    whole file name to its note and chord. The group is the uploader, else the name without
    its number.
    """
    found = find_audio(root, (".flac",)).with_columns(
        pl.col("path").str.extract(r"([^/]+)\.(?i:flac)$").alias("name")
    )
    vocabulary = {kind: _phrases(options[kind]) for kind in ("instruments", "events", "tags")}
    labels = pl.DataFrame(
        [_labels(name, vocabulary, options) for name in found["name"]],
        schema={
            "instruments": pl.List(pl.String),
            "events": pl.List(pl.String),
            "tags": pl.List(pl.String),
            "pitch": pl.Int32,
            "chord": pl.String,
        },
    )
    credited = (
        found.hstack(labels)
        .with_columns(_credit_key())
        .join(_credits(root), on="credit", how="left", maintain_order="left")
    )
    return _columns(credited)


def _columns(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        pl.col("path").alias("item"),
        "reject",
        pl.col("name").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.coalesce("uploader", pl.col("name").str.replace(r"\d+$", "")).alias("group"),
        "instruments",
        "tags",
        "pitch",
        untimed(pl.col("events")),
        throughout(pl.col("chord")).alias("chords"),
        pl.when(pl.col("url").is_not_null())
        .then(pl.struct(source="url").struct.json_encode())
        .alias("extra"),
    )


def _phrases(labels: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    """Patterns of whole words, longest phrase first; a word may end in a number."""
    ordered = sorted(labels.items(), key=lambda entry: (-len(entry[0]), entry[0]))
    return [(re.compile(rf"(?:^|(?<=_)){phrase}\d*(?=_|$)"), label) for phrase, label in ordered]


def _labels(
    name: str,
    vocabulary: Mapping[str, list[tuple[re.Pattern[str], str]]],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    found: dict[str, Any] = {kind: _match(name, known) for kind, known in vocabulary.items()}
    note = options["pitches"].get(name)
    found["pitch"] = None if note is None else note_name_to_number(note)
    found["chord"] = options["chords"].get(name)
    return found


def _match(name: str, phrases: list[tuple[re.Pattern[str], str]]) -> list[str] | None:
    labels = []
    for pattern, label in phrases:
        name, count = pattern.subn("", name)
        if count:
            labels.append(label)
    return sorted(set(labels)) or None


def _credit_key() -> pl.Expr:
    """The README spells some names with other underscores than the files."""
    return pl.col("name").str.replace_all("_", "").alias("credit")


def _credits(root: Path) -> pl.DataFrame:
    texts = [read_text(root / path) for path in list_files(root, ("/samples/README.md",))["path"]]
    rows = [
        (name.replace("_", ""), url, uploader)
        for text in texts
        for name, url, uploader in CREDIT.findall(text)
    ]
    credits = pl.DataFrame(rows, schema=CREDITS_SCHEMA, orient="row")
    return credits.unique("credit", keep="first", maintain_order=True)
