"""NSynth: single notes of instruments, described in one JSON object a split.

Layout (jsonwav release, anywhere below the root)::

    nsynth-<train|valid|test>/examples.json       {"<note_str>": {...}, ...}
    nsynth-<train|valid|test>/audio/<note_str>.wav

A note string is ``<family>_<source>_<instrument>-<pitch>-<velocity>``. The field ``note`` is a
running number; the pitch is ``pitch``. No instrument is in more than one split.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from audioflan.corpora.audio_files import find_audio
from audioflan.corpora.json_files import load_json
from audioflan.corpora.lines import label_files
from audioflan.corpora.pairing import pair
from audioflan.errors import AudioFlanError

EXAMPLES = "examples.json"
REMEDY = "fetch the corpus again, or unpack its archives side by side"
SPLIT = r"(?:^|/)nsynth-(train|valid|test)/"
SPLITS = {"train": "train", "valid": "dev", "test": "test"}
FIELDS: dict[str, pl.DataType] = {
    "note_str": pl.String(),
    "instrument_str": pl.String(),
    "instrument_family_str": pl.String(),
    "instrument_source_str": pl.String(),
    "pitch": pl.Int32(),
    "velocity": pl.Int32(),
    "qualities_str": pl.List(pl.String),
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a note. No options.

    Raises:
        AudioFlanError: there is no ``examples.json``, or it is no JSON object.
    """
    audio = find_audio(root, (".wav",)).with_columns(pl.col("path").alias("recording"))
    labels = pl.concat(_labels(root, path) for path in label_files(root, f"/{EXAMPLES}", REMEDY))
    return _columns(pair(audio, labels, f"not listed in {EXAMPLES}", on="recording"))


def _labels(root: Path, path: str) -> pl.DataFrame:
    examples = load_json(root / path)
    if not isinstance(examples, dict) or not all(isinstance(e, dict) for e in examples.values()):
        what = "not an object of notes by name"
        raise AudioFlanError(what, where=root / path, remedy=REMEDY)
    # Written and parsed again, because columns out of 289,205 objects take far longer.
    rows = pl.read_json(orjson.dumps(list(examples.values())), schema=FIELDS)
    folder = pl.lit(path.removesuffix(EXAMPLES))
    return rows.with_columns(
        pl.format("{}: {}", pl.lit(path), "note_str").alias("place"),
        pl.lit(None, pl.String).alias("reject"),
        pl.format("{}audio/{}.wav", folder, "note_str").alias("recording"),
    )


def _columns(found: pl.DataFrame) -> pl.DataFrame:
    split = pl.col("recording").str.extract(SPLIT).replace_strict(SPLITS, default=None)
    family = pl.col("instrument_family_str").str.replace_all("_", " ")
    source = pl.col("instrument_source_str")
    return found.select(
        "item",
        "reject",
        pl.col("note_str").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        split.alias("split"),
        pl.col("instrument_str").alias("group"),
        "pitch",
        pl.concat_list(family).alias("instruments"),
        pl.concat_list(source, pl.col("qualities_str").fill_null([])).alias("tags"),
        pl.struct(instrument="instrument_str", velocity="velocity")
        .struct.json_encode()
        .alias("extra"),
    )
