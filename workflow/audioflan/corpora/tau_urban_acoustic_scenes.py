"""TAU Urban Acoustic Scenes Mobile: ten scenes in European cities, recorded by several devices.

Layout of the 2020 release (clips of 10 s) and the 2022 release (the same, cut to 1 s)::

    TAU-urban-acoustic-scenes-<year>-mobile-development/
      audio/<scene>-<city>-<location>-<segment>[-<second>]-<device>.wav
      meta.csv                                  filename, scene_label, identifier, source_label
      evaluation_setup/fold1_{train,evaluate}.csv                    filename, scene_label

Tables are called .csv and separated by tabs. Evaluation sets have no ``meta.csv``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.pairing import pair
from audioflan.corpora.tables import REMEDY, read_table
from audioflan.errors import AudioFlanError

META = "meta.csv"
COLUMNS = ("filename", "scene_label", "identifier", "source_label")
LISTS = {"train": "fold1_train.csv", "test": "fold1_evaluate.csv"}
PIECE = r"([^/]+)-\d+-([^-/]+)\.wav$"
"""Name of a 1 s piece: the scene, place and segment, the second, the device."""


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a line of ``meta.csv`` without recording.

    Options: ``unlisted``, what becomes of recordings that the official setup does not use:
    ``reject``, or ``location`` (the split of their location).

    Raises:
        AudioFlanError: there is no ``meta.csv``.
    """
    folders = [path.removesuffix(META) for path in list_files(root, (META,))["path"]]
    if not folders:
        raise AudioFlanError(f"no {META} is found", where=root, remedy=REMEDY)
    labels = pl.concat([_labels(root, folder) for folder in folders])
    found = pair(find_audio(root, (".wav",)), labels, unlabelled="no scene: not in meta.csv")
    return _rows(_whole_first(_split(found, options["unlisted"])))


def _labels(root: Path, folder: str) -> pl.DataFrame:
    """Lines of one release's ``meta.csv``, with the split its lists give."""
    meta = read_table(root, folder + META, COLUMNS)
    lists = [
        read_table(root, f"{folder}evaluation_setup/{name}", ("filename",)).select(
            "filename", split=pl.lit(split)
        )
        for split, name in LISTS.items()
    ]
    listed = pl.concat(lists).drop_nulls().unique("filename", keep="first", maintain_order=True)
    split = meta.join(listed, on="filename", how="left", maintain_order="left")
    path = pl.lit(folder) + pl.col("filename")
    return split.select("place", "reject", *COLUMNS, "split", path=path)


def _split(found: pl.DataFrame, unlisted: str) -> pl.DataFrame:
    if unlisted == "location":
        of_location = pl.col("split").drop_nulls().first().over("identifier")
        return found.with_columns(pl.coalesce("split", of_location))
    unused = pl.col("path").is_not_null() & pl.col("split").is_null()
    reason = pl.when(unused).then(pl.lit("the official setup does not use it"))
    return found.with_columns(pl.coalesce("reject", reason).alias("reject"))


def _whole_first(found: pl.DataFrame) -> pl.DataFrame:
    """Where both releases are present, a piece gives way to the clip it was cut from."""
    name = pl.col("path").str.extract(r"([^/]+)\.wav$")
    piece = pl.col("path").str.extract_groups(PIECE).struct
    whole = pl.concat_str(piece[0], piece[1], separator="-")
    there = found.filter(pl.col("reject").is_null()).select(name).to_series()
    reason = pl.when(whole.is_in(there.implode())).then(
        pl.lit("a piece of a clip that is here whole")
    )
    return found.with_columns(
        pl.coalesce("reject", reason).alias("reject"), name.alias("utterance")
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    scene = pl.col("scene_label").str.replace_all("_", " ")
    city = pl.col("identifier").str.extract(r"^([^-]+)")
    return found.select(
        "item",
        "reject",
        "utterance",
        "path",
        "duration",
        "sample_rate",
        "channels",
        "split",
        pl.col("identifier").alias("group"),
        pl.when(scene.is_not_null()).then(pl.concat_list(scene)).alias("tags"),
        pl.col("source_label").alias("device"),
        pl.when(city.is_not_null()).then(pl.struct(city=city).struct.json_encode()).alias("extra"),
    )
