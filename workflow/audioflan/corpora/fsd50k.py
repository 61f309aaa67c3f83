"""FSD50K: Freesound clips labelled by people with 200 sounds of the AudioSet ontology.

Layout (anywhere below the root; in brackets the copy that keeps the clips as single files)::

    FSD50K.<dev|eval>_audio/<freesound id>.wav        [clips/<dev|eval>/]
    FSD50K.ground_truth/dev.csv    fname,labels,mids,split    [labels/]   split: train or val
    FSD50K.ground_truth/eval.csv   fname,labels,mids
    FSD50K.metadata/<dev|eval>_clips_info_FSD50K.json    [metadata/]
    ontology.json                                        the AudioSet ontology

``labels`` and ``mids`` are lists in quotes, each sound followed by all that it is a kind of. The
labels write ``_and_`` for a comma, so names are taken from the ontology by MID.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import SUFFIXES, list_files
from audioflan.corpora.audioset_ontology import Ontology
from audioflan.corpora.creative_commons import spdx
from audioflan.corpora.json_files import load_json
from audioflan.corpora.listing import named, needed, recordings
from audioflan.corpora.matching import match
from audioflan.corpora.spans import untimed
from audioflan.corpora.tables import read_table
from audioflan.errors import AudioFlanError

SPLITS = {"train": "train", "val": "dev", "eval": "test"}
COLUMNS = ("fname", "labels", "mids")
NAME = r"(?:^|/)(\d+)\.(?i:wav)$"
SOURCE = "FSD50K (zenodo.org/records/4060432)"
INFO = ("license", "uploader", "title")
FACTS: dict[str, pl.DataType] = dict.fromkeys(("fname", *INFO), pl.String())
SOUNDS: dict[str, pl.DataType] = {"mids": pl.String(), "sounds": pl.List(pl.String)}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip, and one a label without clip. No options.

    ``events`` are the most specific of the labels: what another label is a kind of is left out.
    """
    files = list_files(root, (*SUFFIXES, ".csv", ".json"))
    labels = pl.concat([_labels(root, files, part) for part in ("dev", "eval")])
    clips = recordings(root, files, NAME, ("fname",))
    found = match(clips, labels, "fname", unlabelled="in no table of labels")
    about = pl.concat([_info(root, files, part) for part in ("dev", "eval")])
    found = found.join(about, on="fname", how="left", maintain_order="left")
    return _rows(found.join(_sounds(found, Ontology.load(root, files)), on="mids", how="left"))


def _labels(root: Path, files: pl.DataFrame, part: str) -> pl.DataFrame:
    copies = named(files, f"labels/{part}.csv")
    path = copies[0] if copies else needed(root, files, f"{part}.csv", SOURCE)
    columns = (*COLUMNS, "split") if part == "dev" else COLUMNS
    table = read_table(root, path, columns, ",", quoted=True)
    split = pl.col("split") if part == "dev" else pl.lit(part)
    return table.select("place", "reject", *COLUMNS, split.alias("split"))


def _info(root: Path, files: pl.DataFrame, part: str) -> pl.DataFrame:
    path = root / needed(root, files, f"{part}_clips_info_FSD50K.json", SOURCE)
    clips = load_json(path)
    if not isinstance(clips, dict) or not all(isinstance(clip, dict) for clip in clips.values()):
        what = "not an object of clips by name"
        raise AudioFlanError(what, where=path, remedy=f"fetch {SOURCE} again")
    facts = {name: [clip.get(name) for clip in clips.values()] for name in INFO}
    return pl.DataFrame({"fname": list(clips), **facts}, schema=FACTS)


def _sounds(found: pl.DataFrame, ontology: Ontology) -> pl.DataFrame:
    """Names of the most specific sounds of every list of MIDs that occurs."""
    lists = found.select("mids", "labels").drop_nulls().unique("mids").sort("mids")
    rows = []
    for mids, labels in lists.iter_rows():
        spelt = dict(zip(mids.split(","), labels.replace("_", " ").split(","), strict=False))
        specific = ontology.most_specific(spelt)
        rows.append((mids, [ontology.names.get(mid, spelt[mid]) for mid in specific]))
    return pl.DataFrame(rows, schema=SOUNDS, orient="row")


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.col("fname").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("split").replace_strict(SPLITS, default=None),
        pl.col("fname").alias("group"),
        untimed(pl.col("sounds")).alias("events"),
        spdx(pl.col("license")).alias("licence"),
        pl.when(pl.col("labels").is_not_null())
        .then(pl.struct("title", "uploader", "labels").struct.json_encode())
        .alias("extra"),
    )
