"""CCOM-HuQin: single tones of Chinese fiddles by playing technique, and annotated excerpts.

Layout (version 2, anywhere below the root)::

    SinglePT/<instrument>[-<player>]/<technique>/<numbers joined by underscores>.wav
    Excerpts/<instrument>[-<player>]/<name>/<name>.wav
    Excerpts/<instrument>[-<player>]/<name>/<name>-onset.csv    onset,f0,duration; no header
    Excerpts/<instrument>[-<player>]/<name>/<name>-PT.csv       onset,f0,duration,PT,PT1-1,...

Times are in seconds, f0 in Hz; ``PT1-1`` is the technique, spelt as its folder is.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.sidecars import parse_rows, read_texts

SINGLE = r"(?:^|/)SinglePT/([^/]+)/([^/]+)/([^/]+)\.(?i:wav)$"
EXCERPT = r"(?:^|/)Excerpts/([^/]+)/(?:[^/]+/)?([^/]+)\.(?i:wav)$"
OUTSIDE = "neither in SinglePT nor in Excerpts"
NOTE = {"onset": pl.Float64, "f0": pl.String, "length": pl.Float64}
TECHNIQUE = NOTE | dict.fromkeys(("code", "technique", "kind", "detail"), pl.String)
TABLES: tuple[tuple[str, Mapping[str, Any], int], ...] = (
    ("-onset.csv", NOTE, 0),
    ("-PT.csv", TECHNIQUE, 1),
)
A4_HZ, A4_MIDI = 440.0, 69


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a table that cannot be used.

    Options: ``techniques``, the name of each technique by its folder.
    """
    single, excerpt = (pl.col("path").str.extract_groups(form).struct for form in (SINGLE, EXCERPT))
    audio = find_audio(root, (".wav",)).with_columns(
        pl.coalesce(single[0], excerpt[0]).alias("player"),
        single[1].alias("folder"),
        pl.coalesce(single[2], excerpt[1]).alias("name"),
        pl.col("path").str.replace(r"\.(?i:wav)$", "").alias("base"),
    )
    tables = [_table(root, *table) for table in TABLES]
    for table in tables:
        audio = audio.join(table, on="base", how="left", maintain_order="left")
    lonely = [_unusable(table, audio) for table in tables]
    return pl.concat([_columns(audio, options["techniques"]), *lonely], how="diagonal")


def _table(root: Path, suffix: str, columns: Mapping[str, Any], header: int) -> pl.DataFrame:
    """Rows of every table of one kind, by the base name of its recording."""
    paths = list_files(root, (suffix,))["path"]
    rows = parse_rows(read_texts(root, paths), columns, separator=",", header=header)
    base = pl.col("path").str.head(-len(suffix)).alias("base")
    kind = suffix.strip("-").removesuffix(".csv")
    return rows.select(base, *(pl.col(name).alias(f"{kind}_{name}") for name in rows.columns))


def _unusable(table: pl.DataFrame, audio: pl.DataFrame) -> pl.DataFrame:
    _, path, fault, _ = table.columns
    lonely = pl.when(~pl.col("base").is_in(audio["base"].implode())).then(
        pl.lit("label without audio")
    )
    rows = table.select(item=path, reject=pl.coalesce(lonely, fault))
    return rows.filter(pl.col("reject").is_not_null())


def _columns(audio: pl.DataFrame, techniques: Mapping[str, str]) -> pl.DataFrame:
    named = dict(techniques)
    instrument = pl.col("player").str.replace(r"-\d+$", "")
    words = instrument.str.replace_all(r"([a-z])([A-Z])", "$1 $2").str.to_lowercase()
    outside = pl.when(pl.col("player").is_null()).then(pl.lit(OUTSIDE))
    return audio.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", outside).alias("reject"),
        pl.concat_str("player", "folder", "name", separator="_", ignore_nulls=True).alias(
            "utterance"
        ),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("path").alias("group"),
        pl.col("player").alias("speaker"),
        pl.concat_list(words).alias("instruments"),
        pl.col("folder").replace(named).alias("technique"),
        _notes().alias("notes"),
        _events(named).alias("events"),
    )


def _notes() -> pl.Expr:
    onset, f0, length = (pl.element().struct.field(name) for name in NOTE)
    hertz = f0.cast(pl.Float64, strict=False)
    pitch = (A4_MIDI + 12 * (hertz / A4_HZ).log(2)).round().cast(pl.Int32, strict=False)
    note = pl.struct(start=onset, end=onset + length, pitch=pitch)
    return pl.col("onset_rows").list.eval(note.filter(hertz > 0))


def _events(named: dict[str, str]) -> pl.Expr:
    onset, length = (pl.element().struct.field(name) for name in ("onset", "length"))
    label = pl.element().struct.field("technique")
    event = pl.struct(label=label.replace(named), start=onset, end=onset + length)
    return pl.col("PT_rows").list.eval(event.filter(label != ""))
