"""Guitar strums: chords of an acoustic guitar, plain, struck downwards and struck upwards.

Layout: ``.../drumkit.xml`` (namespaced) beside the recordings it lists. The name of an
``<instrument>`` begins with its chord (``**F#min7b5  / G7``), which settles the misspellings of
the file names below it (``Asharp minro7b5_UP_00.flac``); the stroke stands in the file name,
for some instruments borrow the recordings of others.
"""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.spans import throughout
from audioflan.errors import AudioFlanError

NAMESPACE = "{http://www.hydrogen-music.org/drumkit}"
CHORD = re.compile(r"^\**\s*([A-G][#b]?)(major|minor|min|m)(7b5)?(?=\W|$)")
QUALITIES = {"major": "maj", "minor7b5": "hdim7", "minor": "min"}
TECHNIQUES = {"down": "down strum", "up": "up strum"}
LAYERS_SCHEMA = {"path": pl.String, "chord": pl.String, "instrument": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a listed file without recording."""
    found = find_audio(root, (".flac",)).join(
        _layers(root), on="path", how="full", coalesce=True, maintain_order="left_right"
    )
    stem = pl.col("path").str.extract(r"([^/]+)\.(?i:flac)$")
    stroke = stem.str.to_lowercase().str.extract(r"_(down|up)_")
    return found.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", _unlabelled()).alias("reject"),
        stem.str.replace_all(" ", "_").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("chord").alias("group"),
        pl.lit(["Acoustic Guitar"]).alias("instruments"),
        stroke.replace_strict(TECHNIQUES, default=None).alias("technique"),
        throughout(pl.col("chord")).alias("chords"),
    )


def _unlabelled() -> pl.Expr:
    return (
        pl.when(pl.col("sample_rate").is_null())
        .then(pl.lit("listed without recording"))
        .when(pl.col("instrument").is_null())
        .then(pl.lit("not listed in drumkit.xml"))
        .when(pl.col("chord").is_null())
        .then(pl.lit("no chord in the instrument's name"))
    )


def _layers(root: Path) -> pl.DataFrame:
    """Chord of each file that a kit lists (a file listed twice has the same chord twice)."""
    rows = []
    for kit in list_files(root, ("/drumkit.xml",))["path"]:
        folder = PurePosixPath(kit).parent
        for instrument in _parse(root / kit).iter(f"{NAMESPACE}instrument"):
            name = instrument.findtext(f"{NAMESPACE}name", "")
            for file in instrument.iter(f"{NAMESPACE}filename"):
                rows.append((str(folder / (file.text or "")), _chord(name), name))
    layers = pl.DataFrame(rows, schema=LAYERS_SCHEMA, orient="row")
    return layers.unique("path", keep="first", maintain_order=True)


def _parse(kit: Path) -> ElementTree.Element:
    try:
        # The kit comes from a package that is checked by its digest.
        return ElementTree.parse(kit).getroot()  # noqa: S314
    except ElementTree.ParseError as error:
        raise AudioFlanError(
            f"broken XML ({error})", where=kit, line=error.position[0], remedy="fetch it again"
        ) from error


def _chord(name: str) -> str | None:
    """Chord in Harte's notation (``F#:hdim7``), or None."""
    match = CHORD.match(name.strip())
    if not match:
        return None
    root, quality, extension = match.groups()
    written = ("major" if quality == "major" else "minor") + (extension or "")
    return f"{root}:{QUALITIES[written]}"
