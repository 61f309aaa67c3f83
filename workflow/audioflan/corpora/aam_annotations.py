"""Annotation files of AAM: beats with chords, segments with tempo and key, sounding notes.

``<id>_beatinfo.arff``: start, bar, quarter in the bar (1 = downbeat), chord ``'A#min'``.
``<id>_segments.arff``: start, mark, tempo, key ``'Fmaj'``, instruments, generators; the last row
marks the end. ``<id>_onsets.arff``: time, then for every instrument of the whole collection the
MIDI numbers that sound, ``'[+60,64]'``, a ``+`` before those that begin.
"""

from pathlib import Path

import polars as pl

from audioflan.corpora.arff import numbers, read_arff

CLOSEST = 0.1
"""Seconds between beats; of two that are closer the earlier belongs to a part that has ended."""

CHORD = r"^([A-G]#?)(maj|min)$"
NO_CHORD = {"N.C.": "N"}
MODES = {"maj": "major", "min": "minor"}
INSTRUMENT = r"^Onset events of (.+)$"


def beats(path: Path) -> pl.DataFrame:
    """``start`` (seconds), ``position`` in the bar and ``chord`` (null: unknown), by time."""
    _, rows = read_arff(path)
    name = pl.col("cells").list.get(3)
    chord = name.str.extract_groups(CHORD).struct
    label = pl.when(chord[0].is_not_null()).then(pl.format("{}:{}", chord[0], chord[1]))
    table = rows.with_columns(
        numbers(path, rows, 0).alias("start"),
        numbers(path, rows, 2).cast(pl.Int32).alias("position"),
        pl.coalesce(label, name.replace_strict(NO_CHORD, default=None)).alias("chord"),
    )
    ordered = table.sort("start", maintain_order=True)
    superseded = (pl.col("start").shift(-1) - pl.col("start") < CLOSEST).fill_null(False)
    return ordered.filter(~superseded).select("start", "position", "chord")


def segments(path: Path) -> pl.DataFrame:
    """``start``, ``end`` (seconds), ``tempo`` (BPM), ``key`` and ``mode`` of the parts."""
    _, rows = read_arff(path)
    key = pl.col("cells").list.get(3).str.extract_groups(CHORD).struct
    table = rows.select(
        numbers(path, rows, 0).alias("start"),
        numbers(path, rows, 0).shift(-1).alias("end"),
        numbers(path, rows, 2).alias("tempo"),
        key[0].alias("key"),
        key[1].replace_strict(MODES, default=None).alias("mode"),
    )
    return table.filter(pl.col("end") > pl.col("start"))


def notes(path: Path) -> pl.DataFrame:
    """``start``, ``end`` (seconds), ``pitch`` and ``instrument`` of every note, by start."""
    names, rows = read_arff(path)
    time = numbers(path, rows, 0)
    known = pl.Series(names).str.extract(INSTRUMENT)
    held = (
        rows.select(
            pl.int_range(pl.len()).alias("row"),
            pl.lit(known).implode().alias("instrument"),
            pl.col("cells").list.eval(pl.element().str.strip_chars("[]")),
        )
        .explode("instrument", "cells", empty_as_null=True)
        .filter(pl.col("instrument").is_not_null() & (pl.col("cells") != ""))
        .with_columns(pl.col("cells").str.split(","))
        .explode("cells", empty_as_null=True)
    )
    number = pl.col("cells").str.strip_prefix("+").cast(pl.Int32, strict=False)
    return _whole(held.with_columns(number.alias("pitch")).drop_nulls("pitch"), time)


def _whole(held: pl.DataFrame, time: pl.Series) -> pl.DataFrame:
    """Notes out of the rows in which they sound: they end with the first row without them."""
    begun = pl.col("cells").str.starts_with("+").cum_sum().over("instrument", "pitch")
    moments = pl.DataFrame({"row": pl.int_range(len(time), eager=True), "time": time})
    return (
        held.with_columns(begun.alias("begun"))
        .filter(pl.col("begun") > 0)
        .group_by("instrument", "pitch", "begun", maintain_order=True)
        .agg(pl.col("row").first(), (pl.col("row").last() + 1).alias("after"))
        .join(moments.rename({"time": "start"}), on="row", how="left")
        .join(moments.rename({"row": "after", "time": "end"}), on="after", how="left")
        .with_columns(pl.col("end").fill_null(pl.lit(time.max())))
        .sort("start", "pitch", "instrument")
        .select("start", "end", "pitch", "instrument")
    )
