"""Vocal Imitation Set: voices that imitate sounds, and recordings of those sounds.

Layout (anywhere below the root; three tables, three conventions)::

    vocal_imitations/{included,excluded}/<class>-<number>.wav
    original_recordings/reference/<class>_reference.wav
    original_recordings/non_reference/<class>/<freesound name>.wav
    vocal_imitations.txt             tabs, unnamed index first, no quoting, True/False
    vocal_imitations_assessment.txt  the same
    original_recordings_classes.txt  tabs, no index, quoted, TRUE/FALSE
    original_recordings_license.csv, participant_survey.csv       commas, quoted

Names deviate from their class here and there, so tables are joined by file name.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.listing import named, needed
from audioflan.corpora.pairing import pair
from audioflan.corpora.spans import untimed
from audioflan.corpora.tables import read_table

ARCHIVE = "VocalImitationSet_v1.1.3.zip"
LEVELS = [f"category_d{level}" for level in range(1, 7)]
KEY = r"(?:^|/)(?:vocal_imitations|original_recordings(?:/non_reference)?)/((?:[^/]+/)?[^/]+)$"
GENDERS = {"f": "female", "m": "male"}
SHARED = "the recording lies in the folder of another class as well"
UNFIT = {
    "draft": ("True", "a draft of an imitation"),
    "training": ("True", "an imitation for practice"),
    "included": ("False", "listeners did not take it for the sound it imitates"),
}
LOST = 10
"""The table of imitations lacks the last ten digits of a participant's id."""


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a line of the tables without recording."""
    files = list_files(root, (".txt", ".csv"))
    audio = find_audio(root, (".wav",)).with_columns(
        pl.col("path").str.extract(KEY).str.replace("^(?:included|excluded)/", "").alias("file")
    )
    labels = [_imitations(root, files), _originals(root, files)]
    found = pair(
        audio, pl.concat(labels, how="diagonal"), "in none of the tables", on="file", item="file"
    )
    return _rows(found)


def _imitations(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    columns = ("imitation_filename", "reference_filename", *LEVELS, *UNFIT, "participant_id")
    lines = read_table(root, needed(root, files, "vocal_imitations.txt", ARCHIVE), columns)
    known = _add(lines.with_columns(_person()), _survey(root, files), "person")
    rated = _add(known, _ratings(root, files), "imitation_filename")
    unfit = [pl.when(pl.col(name) == flag).then(pl.lit(why)) for name, (flag, why) in UNFIT.items()]
    return rated.select(
        "place",
        "reject",
        *LEVELS,
        "gender",
        "age",
        "rating",
        file="imitation_filename",
        unfit=pl.coalesce(unfit),
        speaker="person",
        group="person",
        imitates="reference_filename",
    )


def _originals(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    path = needed(root, files, "original_recordings_classes.txt", ARCHIVE)
    lines = read_table(root, path, ("filename", "classname", *LEVELS, "is_reference"), quoted=True)
    folder = pl.when(pl.col("is_reference") == "TRUE").then(pl.lit("reference"))
    again = (pl.col("filename").cum_count().over("filename") > 1) & pl.col("reject").is_null()
    uploaders = _optional(root, files, "original_recordings_license.csv", ("filename", "username"))
    return _add(lines, uploaders.unique("filename", keep="first"), "filename").select(
        "place",
        "reject",
        *LEVELS,
        file=pl.coalesce(folder, "classname") + "/" + pl.col("filename"),
        unfit=pl.when(again).then(pl.lit(SHARED)),
        group=pl.coalesce("username", "filename"),
    )


def _survey(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Participants that the digits left of their ids tell apart."""
    columns = ("participant_id", "age", "gender")
    people = _optional(root, files, "participant_survey.csv", columns)
    known = pl.col("gender").replace_strict(GENDERS, default=None, return_dtype=pl.String)
    return (
        people.select(_person(), "age", known.alias("gender"))
        .drop_nulls("person")
        .unique("person", keep="none")
    )


def _ratings(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Mean rating of each imitation; pairs made wrong on purpose are left out."""
    columns = ("imitation_filename", "wrong_pair", "rating")
    ratings = _optional(root, files, "vocal_imitations_assessment.txt", columns)
    return (
        ratings.filter(pl.col("wrong_pair") == "False")
        .group_by("imitation_filename")
        .agg(pl.col("rating").cast(pl.Float64, strict=False).mean().round(1))
    )


def _optional(root: Path, files: pl.DataFrame, name: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """Sound lines of a table that adds to the labels; none where the table is not there."""
    commas = name.endswith(".csv")
    tables = [
        read_table(root, path, columns, "," if commas else "\t", quoted=commas)
        for path in named(files, name)[:1]
    ]
    empty = pl.DataFrame([], schema=[(column, pl.String) for column in columns])
    sound = (table.filter(pl.col("reject").is_null()).select(columns) for table in tables)
    return pl.concat([empty, *sound], rechunk=True)


def _add(labels: pl.DataFrame, facts: pl.DataFrame, on: str) -> pl.DataFrame:
    return labels.join(facts, on=on, how="left", maintain_order="left")


def _person() -> pl.Expr:
    """What is left of a participant's id in every table."""
    left = pl.col("participant_id").cast(pl.Float64, strict=False) / pl.lit(10.0**LOST)
    return left.round().cast(pl.Int64).cast(pl.String).alias("person")


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    imitation = pl.col("imitates").is_not_null()
    levels = pl.concat_list(LEVELS).list.drop_nulls()
    kind = pl.when(imitation).then(pl.lit("vocal imitation")).otherwise(pl.lit("recording"))
    return found.select(
        "item",
        pl.coalesce("reject", "unfit").alias("reject"),
        _utterance().alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        "group",
        "speaker",
        "gender",
        "age",
        _caption(imitation, levels).alias("caption"),
        pl.concat_list(kind, levels).alias("tags"),
        untimed(levels.list.tail(1)).alias("events"),
        pl.struct("imitates", "rating").struct.json_encode().alias("extra"),
    )


def _utterance() -> pl.Expr:
    """The name, and the number of its class where the name does not begin with it."""
    name = pl.col("file").str.strip_prefix("reference/").str.replace(r"\.[^.]*$", "")
    return name.str.replace(r"^(\d{3})[^/]*/", "${1}_")


def _caption(imitation: pl.Expr, levels: pl.Expr) -> pl.Expr:
    """Such as ``A vocal imitation of growling (Animal > Cat).``."""
    leaf = levels.list.last()
    lower = leaf.str.slice(0, 1).str.to_lowercase() + leaf.str.slice(1)
    start = pl.when(imitation).then(pl.lit("A vocal imitation of ")).otherwise(pl.lit("A sound: "))
    parents = levels.list.head(levels.list.len() - 1).list.join(" > ")
    place = pl.when(parents != "").then(" (" + parents + ")").otherwise(pl.lit(""))
    return start + lower + place + "."
