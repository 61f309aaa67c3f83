"""AliMeeting (OpenSLR 119): Mandarin meetings of two to four speakers, recorded by an array.

Layout (anywhere below the root; ``Train_Ali_far`` may lie in a folder ``Train_Ali``)::

    {Train,Eval,Test}_Ali_far/audio_dir/R0004_M0012_MS005.wav      room, meeting, array; 8 channels
    {Train,Eval,Test}_Ali_far/textgrid_dir/R0004_M0012.TextGrid    one tier a speaker
    {Train,Eval,Test}_Ali_near/...                                 headsets: one speaker alone

A tier is called ``N_SPK8013`` or ``R8001_M8004_N_SPK8013``; its intervals without text are
silence. Meetings are cut into windows; ``events`` are the turns of the speakers in them.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.listing import recordings
from audioflan.corpora.textgrid import Tier, read_textgrid
from audioflan.corpora.windows import cut
from audioflan.errors import AudioFlanError

FAR = r"(?:^|/)(Train|Eval|Test)_Ali_far/audio_dir/([^_/]+_[^_/]+)_[^/]+\.(?i:wav)$"
NEAR = r"_near/audio_dir/[^/]+\.(?i:wav)$"
GRID = r"_far/textgrid_dir/([^_/]+_[^_/]+)\.(?i:TextGrid)$"
SPEAKER = r"(SPK\d+)$"
SPLITS = {"Train": "train", "Eval": "dev", "Test": "test"}
SILENCE = ("", "<sil>")
TURNS = {"session": pl.String, "tier": pl.String, "from": pl.Float64, "to": pl.Float64}
GRIDS = {"session": pl.String, "grid": pl.String, "fault": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a window of a meeting; headset recordings and lone TextGrids are rejects.

    Options: ``window`` and ``min_window`` in seconds.
    """
    files = list_files(root, (".wav", ".TextGrid"))
    meetings = recordings(root, files, FAR, ("set", "session"))
    grids, turns = _grids(root, files)
    labelled = meetings.join(grids, on="session", how="left", maintain_order="left").with_columns(
        pl.col("path").alias("item"),
        pl.coalesce("reject", "fault", _unlabelled()).alias("reject"),
        pl.col("set").replace_strict(SPLITS).alias("split"),
    )
    windows = cut(labelled, options["window"], options["min_window"])
    lonely = grids.join(meetings, on="session", how="anti", maintain_order="left").select(
        pl.col("grid").alias("item"), pl.lit("TextGrid without recording").alias("reject")
    )
    headsets = files.filter(pl.col("path").str.contains(NEAR)).select(
        pl.col("path").alias("item"), pl.lit("headset of a single speaker").alias("reject")
    )
    rows = _rows(windows, _events(turns, windows, options["window"]))
    return pl.concat([rows, lonely, headsets], how="diagonal")


def _grids(root: Path, files: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every TextGrid with what is wrong with it, and the turns of all of them."""
    found = files.with_columns(pl.col("path").str.extract(GRID).alias("session")).drop_nulls()
    grids, turns = [], []
    for path, session in found.rows():
        fault = None
        try:
            tiers = read_textgrid(root / path)
        except AudioFlanError as error:
            fault, tiers = f"{Path(path).name}:{error.line or 1}: {error.what}", []
        grids.append((session, path, fault))
        turns += [(session, *turn) for tier in tiers for turn in _turns(tier)]
    return (
        pl.DataFrame(grids, schema=GRIDS, orient="row").unique("session", maintain_order=True),
        pl.DataFrame(turns, schema=TURNS, orient="row"),
    )


def _turns(tier: Tier) -> Iterable[tuple[str, float, float]]:
    """Turns of one speaker in order; those that overlap are one."""
    merged: list[tuple[str, float, float]] = []
    for start, end, text in sorted(tier.spans):
        if text.strip() in SILENCE or end <= start:
            continue
        if merged and start < merged[-1][2]:
            _, earlier, latest = merged.pop()
            merged.append((tier.name, earlier, max(latest, end)))
        else:
            merged.append((tier.name, start, end))
    return merged


def _events(turns: pl.DataFrame, windows: pl.DataFrame, length: float) -> pl.DataFrame:
    """``events`` of every window in which somebody speaks, counted from its start."""
    first, last = (pl.col("from") / length).floor(), (pl.col("to") / length).ceil()
    spread = turns.with_columns(
        pl.int_ranges(first.cast(pl.Int64), last.cast(pl.Int64)).alias("window"),
        pl.coalesce(pl.col("tier").str.extract(SPEAKER), "tier").alias("label"),
    ).explode("window", empty_as_null=True)
    places = windows.filter(pl.col("reject").is_null()).select(
        "session", "window", pl.col("start").alias("at"), "duration"
    )
    start = (pl.col("from") - pl.col("at")).clip(0.0, pl.col("duration")).round(3)
    end = (pl.col("to") - pl.col("at")).clip(0.0, pl.col("duration")).round(3)
    return (
        spread.join(places, on=["session", "window"])
        .select("session", "window", "label", start.alias("start"), end.alias("end"))
        .filter(pl.col("start") < pl.col("end"))
        .sort("session", "window", "start", "end", "label")
        .group_by("session", "window", maintain_order=True)
        .agg(pl.struct("label", "start", "end").alias("events"))
    )


def _unlabelled() -> pl.Expr:
    missing = pl.format("no {}.TextGrid in the folder textgrid_dir", "session")
    return pl.when(pl.col("grid").is_null()).then(missing)


def _rows(windows: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    joined = windows.join(events, on=["session", "window"], how="left", maintain_order="left")
    number = pl.col("window").cast(pl.String).str.zfill(3)
    silent = pl.col("events").is_null() & pl.col("reject").is_null()
    return joined.select(
        *("item", "path", "start", "duration", "sample_rate", "channels", "split", "events"),
        pl.coalesce("reject", pl.when(silent).then(pl.lit("nobody speaks"))).alias("reject"),
        pl.format("{}_{}", "session", number).alias("utterance"),
        pl.col("session").alias("group"),
        pl.lit("zh").alias("language"),
    )
