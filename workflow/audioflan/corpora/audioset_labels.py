"""Label files of AudioSet as Google publishes them.

Weak labels, ``<eval|balanced_train|unbalanced_train>_segments.csv``: three lines that begin with
``#``, then ``<id>, <start>, <end>, "<MID>,<MID>"`` (a blank after each comma outside the quotes).
Strong labels, ``audioset_<eval|train>_strong.tsv``: a header, then ``<id>_<start in ms>``, start
and end of the event in seconds from the clip's start, and its MID, in any order.
"""

from pathlib import Path

import polars as pl

from audioflan.corpora.listing import named, needed
from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

SPLITS = {"eval": "test", "balanced_train": "train", "unbalanced_train": "train"}
STRONG = ("audioset_eval_strong.tsv", "audioset_train_strong.tsv")
HEADERS = 3
SEGMENT = r'^([A-Za-z0-9_-]{11}), (\d+(?:\.\d+)?), (\d+(?:\.\d+)?), "([^"]+)"$'
EVENT = r"^([A-Za-z0-9_-]{11})_(\d+)\t([\d.]+)\t([\d.]+)\t(/[a-z]/\S+)$"
SOURCE = "the label files of AudioSet (research.google.com/audioset)"


def weak_segments(root: Path, files: pl.DataFrame, table: str) -> pl.DataFrame:
    """Segments of one table: ``place, reject, video, begin`` (seconds), ``split, mids``.

    Args:
        root: folder of the corpus.
        files: the listing.
        table: ``eval``, ``balanced_train`` or ``unbalanced_train``.

    Raises:
        AudioFlanError: the table is missing, or was rewritten by another program.
    """
    path = needed(root, files, f"{table}_segments.csv", SOURCE)
    lines = _lines(root, path)
    if not lines["text"].head(HEADERS).str.starts_with("#").all() or lines.height < HEADERS:
        what = "the three header lines that begin with '#' are not there"
        remedy = "fetch the original: a copy saved by a spreadsheet program has other fields"
        raise AudioFlanError(what, where=root / path, line=1, remedy=remedy)
    fields = pl.col("text").str.extract_groups(SEGMENT).struct
    return lines.slice(HEADERS).select(
        "place",
        pl.when(fields[0].is_null()).then(pl.lit("malformed line")).alias("reject"),
        fields[0].alias("video"),
        fields[1].cast(pl.Float64).alias("begin"),
        pl.lit(SPLITS[table]).alias("split"),
        fields[3].str.split(",").alias("mids"),
    )


def strong_events(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Events of every clip with strong labels: ``video`` and ``events`` (MIDs), by time.

    None when the tables are not there. Raises when a line is malformed: a clip that lacks one of
    its events would claim silence.

    Raises:
        AudioFlanError: a line is malformed.
    """
    paths = [path for name in STRONG for path in named(files, name)[:1]]
    rows = [_events(root, path) for path in paths]
    none = pl.DataFrame(
        schema={"video": pl.String, "start": pl.Float64, "end": pl.Float64, "label": pl.String}
    )
    ordered = pl.concat([none, *rows]).sort("video", "start", "end", "label")
    return ordered.group_by("video", maintain_order=True).agg(
        pl.struct("label", "start", "end").alias("events")
    )


def display_names(root: Path, files: pl.DataFrame) -> dict[str, str]:
    """Names by MID: those of the weak vocabulary, then those that only strong labels have.

    Raises:
        AudioFlanError: the weak vocabulary is missing.
    """
    weak = needed(root, files, "class_labels_indices.csv", SOURCE)
    table = pl.read_csv(root / weak, infer_schema=False)
    names = dict(table.select("mid", "display_name").iter_rows())
    for path in named(files, "mid_to_display_name.tsv")[:1]:
        text = read_text(root / path)
        pairs = (line.split("\t") for line in text.splitlines() if "\t" in line)
        names |= {mid: name for mid, name, *_ in pairs if mid not in names}
    return names


def _events(root: Path, path: str) -> pl.DataFrame:
    lines = _lines(root, path).slice(1)
    fields = pl.col("text").str.extract_groups(EVENT).struct
    rows = lines.select(
        "line",
        fields[0].alias("video"),
        fields[2].cast(pl.Float64).alias("start"),
        fields[3].cast(pl.Float64).alias("end"),
        fields[4].alias("label"),
    )
    wrong = rows.filter(pl.col("video").is_null())
    if wrong.height:
        remedy = "fetch the original table again"
        raise AudioFlanError(
            "malformed line", where=root / path, line=wrong["line"][0], remedy=remedy
        )
    return rows.drop("line")


def _lines(root: Path, path: str) -> pl.DataFrame:
    """``place`` (``<path>:<line>``), ``line`` and ``text`` of every line that is not empty."""
    texts = read_text(root / path).split("\n")
    lines = pl.DataFrame({"text": texts}, schema={"text": pl.String}).with_row_index("line", 1)
    return lines.filter(pl.col("text") != "").with_columns(
        pl.format("{}:{}", pl.lit(path), "line").alias("place")
    )
