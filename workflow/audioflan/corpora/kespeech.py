"""KeSpeech: Mandarin and eight subdialects read aloud by 27237 speakers of 34 cities.

Layout (anywhere below the root; all but the recordings are Kaldi tables)::

    Audio/1000001/{phase1,phase2}/1000001_63740949.wav
    Tasks/ASR/{train_phase1,train_phase2,dev_phase1,dev_phase2,test}/
        {wav.scp,text,utt2spk,utt2subdialect}               paths of wav.scp begin with Audio/
    Metadata/{spk2gender,spk2age,spk2city,phase1.utt2style,phase2.utt2env}

In phase 1 speakers read in their subdialect, in phase 2 the same sentences in standard Mandarin,
so the subdialect is a dialect there and an accent here. Speakers come from ``utt2spk``: a file
name may begin with another speaker than its folder.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.kaldi import faults, read_lines, values
from audioflan.corpora.listing import named, needed, recordings

SOURCE = "KeSpeech.tar.gz"
TASK = r"^((?:.*/)?)Tasks/ASR/((train|dev|test)[^/]*)/wav\.scp$"
RECORDING = r"(?:^|/)Audio/[^/]+/(phase[12])/[^/]+\.(?i:wav)$"
LABELS = {"text": "text_raw", "utt2spk": "speaker", "utt2subdialect": "subdialect"}
OPTIONAL = {"spk2city": "city", "phase1.utt2style": "style", "phase2.utt2env": "environment"}
TABLES = (".wav", "/wav.scp", *(f"/{name}" for name in LABELS), "/spk2gender", "/spk2age")
NOISE = "<SPOKEN_NOISE>"
GENDERS = {"Female": "female", "Male": "male"}
YOUNGEST = 18


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a table entry without recording.

    Ages below 18 are taken for slips: the speakers are adults.
    """
    files = list_files(root, (*TABLES, *(f"/{name}" for name in OPTIONAL)))
    needed(root, files, "wav.scp", SOURCE)
    audio = recordings(root, files, RECORDING, ("phase",))
    entries, faulty = _entries(root, files)
    found = audio.join(entries, on="path", how="full", coalesce=True, maintain_order="left_right")
    labelled = found.join(_speakers(root, files), on="speaker", how="left", maintain_order="left")
    for name in OPTIONAL:
        labelled = _optional(root, files, name, labelled)
    return pl.concat([_rows(labelled), *map(faults, faulty)], how="diagonal")


def _entries(root: Path, files: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """What the tables of all splits say of a path, and every table read for it."""
    place = pl.col("path").str.extract_groups(TASK).struct
    tasks = files.select(place[0].alias("base"), place[1].alias("task"), place[2].alias("split"))
    entries, tables = [], []
    for base, task, split in tasks.drop_nulls().rows():
        folder = f"{base}Tasks/ASR/{task}"
        scp = read_lines(root, f"{folder}/wav.scp")
        listed = scp.filter(pl.col("reject").is_null()).select(
            pl.col("key").alias("utterance"),
            pl.format("{}{}", pl.lit(base), "value").alias("path"),
            "place",
            pl.lit(split).alias("split"),
        )
        tables.append(scp)
        for name, column in LABELS.items():
            table = read_lines(root, needed(root, files, f"{folder}/{name}", SOURCE))
            tables.append(_unlisted(table, listed) if name == "text" else table)
            listed = listed.join(values(table, "utterance", column), on="utterance", how="left")
        entries.append(listed)
    return pl.concat(entries), tables


def _unlisted(texts: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("key").is_in(listed["utterance"].implode())
    reason = pl.when(~known).then(pl.lit("transcript of nothing in wav.scp"))
    return texts.with_columns(pl.coalesce("reject", reason).alias("reject"))


def _speakers(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    genders = read_lines(root, needed(root, files, "Metadata/spk2gender", SOURCE))
    ages = read_lines(root, needed(root, files, "Metadata/spk2age", SOURCE))
    age = pl.col("age").cast(pl.Int32, strict=False)
    return (
        values(genders, "speaker", "gender")
        .join(values(ages, "speaker", "age"), on="speaker", how="full", coalesce=True)
        .select(
            "speaker",
            pl.col("gender").replace_strict(GENDERS, default=None),
            pl.when(age >= YOUNGEST).then(age.cast(pl.String)).alias("age"),
        )
    )


def _optional(root: Path, files: pl.DataFrame, name: str, found: pl.DataFrame) -> pl.DataFrame:
    """Add the column of a table that may be absent."""
    column = OPTIONAL[name]
    key = "speaker" if name.startswith("spk2") else "utterance"
    for path in named(files, f"Metadata/{name}")[:1]:
        table = values(read_lines(root, path), key, column)
        return found.join(table, on=key, how="left", maintain_order="left")
    return found.with_columns(pl.lit(None, pl.String).alias(column))


def _unpaired() -> pl.Expr:
    """Reason for a recording without entry and for an entry without recording."""
    return (
        pl.when(pl.col("place").is_null())
        .then(pl.lit("in no split of Tasks/ASR"))
        .when(pl.col("phase").is_null())
        .then(pl.lit("listed without recording"))
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    text = plain(pl.col("text_raw").str.replace_all(NOISE, " ", literal=True))
    in_dialect = pl.col("phase") == "phase1"
    return found.select(
        pl.when(pl.col("phase").is_null()).then("place").otherwise("path").alias("item"),
        pl.coalesce("reject", _unpaired()).alias("reject"),
        pl.col("utterance"),
        *("path", "duration", "sample_rate", "channels", "split", "speaker", "gender", "age"),
        pl.col("speaker").alias("group"),
        pl.lit("zh").alias("language"),
        pl.when(in_dialect).then("subdialect").alias("dialect"),
        pl.when(~in_dialect).then("subdialect").alias("accent"),
        text.alias("sentence"),
        text.alias("text"),
        "text_raw",
        pl.struct("phase", *OPTIONAL.values()).struct.json_encode().alias("extra"),
    )
