r"""The tree that LibriTTS and LibriTTS-R share.

Layout (below any folder of the root)::

    speakers.tsv                        reader, gender (F, M), subset, name; the header lacks a name
    <subset>/<speaker>/<chapter>/<speaker>_<chapter>_<paragraph>_<sentence>.wav
    <subset>/<speaker>/<chapter>/<speaker>_<chapter>.trans.tsv
                                        utterance, original text, normalised text; no header

Each utterance also has ``.original.txt`` and ``.normalized.txt``, some of which are missing, and
each chapter a ``.book.tsv`` that lists dropped sentences as well; ``.trans.tsv`` has it all.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.lines import label_files, read_lines, split_fields
from audioflan.corpora.pairing import pair

PLACE = (
    r"(?:^|/)((?:dev|test|train)-(?:clean|other)(?:-\d+)?)"
    r"/(\d+)/(\d+)/((\d+_\d+_\d+)_\d+)\.(?i:wav)$"
)
GENDERS = {"F": "female", "M": "male"}


def read_tree(root: Path, mixed: Sequence[str]) -> pl.DataFrame:
    """One row a recording, a transcript without recording, or a faulty line.

    Args:
        root: folder of the corpus.
        mixed: readers whose recordings hold voices of both genders, so that theirs is not told.

    Returns:
        Columns of a reader's table, and ``subset``, ``chapter``, ``paragraph`` (ids).
    """
    files = list_files(root, (".trans.tsv",))["path"]
    texts = split_fields(read_lines(root, files), ["utterance", "text_raw", "text"], "\t")
    return (
        pair(_recordings(root), texts, on="utterance")
        .join(_genders(root), on="speaker", how="left", maintain_order="left")
        .with_columns(
            pl.when(~pl.col("speaker").is_in(mixed)).then("gender").alias("gender"),
            pl.col("subset").str.extract(r"^(\w+)-").alias("split"),
            pl.col("speaker").alias("group"),
            pl.lit("en").alias("language"),
        )
    )


def _recordings(root: Path) -> pl.DataFrame:
    place = pl.col("path").str.extract_groups(PLACE).struct
    outside = pl.when(pl.col("utterance").is_null()).then(pl.lit("below no chapter folder"))
    return (
        find_audio(root, (".wav",))
        .drop("frames")
        .with_columns(
            subset=place[0],
            speaker=place[1],
            chapter=pl.format("{}_{}", place[1], place[2]),
            utterance=place[3],
            paragraph=place[4],
        )
        .with_columns(pl.coalesce("reject", outside).alias("reject"))
    )


def _genders(root: Path) -> pl.DataFrame:
    """Gender by speaker. The header names three of four columns, so it is passed over."""
    lines = read_lines(root, label_files(root, "/speakers.tsv"))
    table = split_fields(lines, ["speaker", "code", "subset", "name"], "\t", least=2)
    known = pl.col("code").replace_strict(GENDERS, default=None, return_dtype=pl.String)
    return table.select("speaker", known.alias("gender")).unique("speaker", keep="first")
