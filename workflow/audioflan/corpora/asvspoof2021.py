"""ASVspoof 2021: genuine, synthesised and converted speech, transmitted (LA) or compressed (DF).

Layout (anywhere below the root)::

    ASVspoof2021_<LA|DF>_eval/flac/<trial>.flac
    keys/<LA|DF>/CM/trial_metadata.txt

A line of the keys is one trial, its fields divided by single blanks: 8 of them in LA, 13 in DF
(the same 8, then vocoder class, task, team, genders, language). The ASV keys beside them have
another form and are not read, nor are the lists of trials beside the recordings.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio
from audioflan.corpora.lines import label_files, read_lines, split_fields
from audioflan.corpora.pairing import pair

TRIAL = r"(?:^|/)((LA|DF)_E_\d+)\.(?i:flac)$"
LA = ("speaker", "utterance", "codec", "transmission", "attack", "key", "trim", "subset")
DF = (*LA[:3], "origin", *LA[4:], "vocoder", "task", "team", "genders", "target_language")
FIELDS = {"LA": LA, "DF": DF}
ABOUT = ("codec", "transmission", "origin", "attack", "trim", "subset", "target_language")
SPLITS = {"progress": "dev", "eval": "test", "hidden": "test"}
KEYS = {"spoof": True, "bonafide": False}
REMEDY = "unpack LA-keys-full.tar.gz and DF-keys-full.tar.gz beside the recordings"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a trial without recording.

    Options: ``tracks``, those read (LA, DF).
    """
    wanted = pl.col("utterance").str.slice(0, 2).is_in(options["tracks"])
    audio = _recordings(root).filter(pl.col("utterance").is_null() | wanted)
    trials = _trials(root, options["tracks"])
    return pair(audio, trials, "no trial in the keys", on="utterance").select(
        pl.exclude(*DF, *LA, "reject"),
        _reason().alias("reject"),
        "utterance",
        "speaker",
        pl.col("speaker").alias("group"),
        pl.col("subset")
        .replace_strict(SPLITS, default=None, return_dtype=pl.String)
        .alias("split"),
        _spoof().alias("spoof"),
        _vocoder().alias("vocoder"),
        pl.struct(*ABOUT).struct.json_encode().alias("extra"),
    )


def _recordings(root: Path) -> pl.DataFrame:
    name = pl.col("path").str.extract(TRIAL)
    unnamed = pl.when(name.is_null()).then(pl.lit("no trial in the file name"))
    audio = find_audio(root, (".flac",)).drop("frames")
    return audio.with_columns(
        name.alias("utterance"), pl.coalesce("reject", unnamed).alias("reject")
    )


def _trials(root: Path, tracks: list[str]) -> pl.DataFrame:
    """The lines of the keys; which track a line belongs to tells its trial."""
    lines = read_lines(root, label_files(root, "/CM/trial_metadata.txt", REMEDY))
    track = pl.col("text").str.extract(r"^\S+ (\w\w)_E_").fill_null("")
    lines = lines.with_columns(track.alias("track"))
    tables = [
        split_fields(lines.filter(pl.col("track") == name).drop("track"), FIELDS[name], " ")
        for name in tracks
    ]
    other = lines.filter(~pl.col("track").is_in([*FIELDS, "PA"]))
    unknown = other.select("place", pl.coalesce("reject", pl.lit("no trial")).alias("reject"))
    return pl.concat([_empty(), *tables, unknown], how="diagonal")


def _empty() -> pl.DataFrame:
    """Every field of either track, so that one track alone has the columns of both."""
    names = dict.fromkeys(("place", "reject", *LA, *DF))
    return pl.DataFrame(schema=dict.fromkeys(names, pl.String))


def _reason() -> pl.Expr:
    unknown = pl.when(_spoof().is_null() & pl.col("key").is_not_null()).then(
        pl.format("key '{}' is neither bonafide nor spoof", "key")
    )
    return pl.coalesce("reject", unknown)


def _split() -> pl.Expr:
    return pl.col("subset").replace_strict(SPLITS, default=None, return_dtype=pl.String)


def _spoof() -> pl.Expr:
    return pl.col("key").replace_strict(KEYS, default=None, return_dtype=pl.Boolean)


def _vocoder() -> pl.Expr:
    """The class of the vocoder in words; genuine speech and unknown classes have none."""
    vocoder = pl.col("vocoder")
    return pl.when(_spoof() & ~vocoder.is_in(["unknown", "bonafide", "-"])).then(
        vocoder.str.replace_all("_", " ").str.replace("nonauto", "non-auto")
    )
