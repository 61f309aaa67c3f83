"""jazznet: patterns of jazz harmony, rendered from MIDI with one piano sound.

Layout (anywhere below the root; the folders of the recordings are not read)::

    metadata/<small|medium|large|full>.csv    id,name,type,mode,octave,inversion,split
    <type>s/<mode>/<name>.wav                 <name> = <note>-<octave>-<mode>-<inversion>

The mode of a pattern is ``maj7-chord``, ``dorian`` or ``ii-V-I-maj``: it holds hyphens, and
the case of its numerals tells major from minor. The medium table ends in columns without name.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio
from audioflan.corpora.csv_tables import read_csv
from audioflan.corpora.lines import label_files
from audioflan.corpora.pairing import pair
from audioflan.corpora.spans import untimed

COLUMNS = ("name", "type", "mode", "octave", "inversion", "split")
REMEDY = "fetch metadata.tar.gz again, or choose another options.subset"
SPLITS = {"train": "train", "validation": "dev", "test": "test"}
KIND_IN_MODE = r"-(?:chord|arpeggio)$"
KEY_IN_MODE = r"-(?:maj|min)$"
TONIC = r"^([A-G][#b]?)-\d-"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a pattern of the subset's table, and one a recording that the table lacks.

    Options: ``subset``, which table is read; each has splits of its own.

    Raises:
        AudioFlanError: the subset's table is missing, unreadable or lacks a column.
    """
    table = f"{options['subset']}.csv"
    audio = find_audio(root, (".wav",)).with_columns(
        pl.col("path").str.extract(r"([^/]+)\.(?i:wav)$").alias("name")
    )
    place = label_files(root, f"/{table}", REMEDY)[0]
    patterns = read_csv(root, place, COLUMNS)
    return _columns(pair(audio, patterns, f"not listed in {table}", on="name"))


def _columns(found: pl.DataFrame) -> pl.DataFrame:
    kind, mode = pl.col("type"), pl.col("mode")
    pattern = mode.str.replace(KIND_IN_MODE, "").str.replace_all("_", " ")
    degrees = mode.str.replace(KEY_IN_MODE, "").str.split("-")
    about = pl.struct("type", "octave", "inversion", mode=pattern)
    return found.select(
        "item",
        "reject",
        pl.col("name").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("split").replace_strict(SPLITS, default=pl.col("split")),
        pl.when(kind == "scale").then(pl.col("name").str.extract(TONIC)).alias("key"),
        pl.when(kind == "scale").then(mode).alias("mode"),
        pl.when(kind == "progression").then(untimed(degrees)).alias("chords"),
        pl.lit(["piano"]).alias("instruments"),
        pl.concat_list(kind, pattern).alias("tags"),
        about.struct.json_encode().alias("extra"),
    )
