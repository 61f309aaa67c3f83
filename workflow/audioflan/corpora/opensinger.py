"""OpenSinger: sentences of Mandarin pop songs, sung by 28 men and 48 women.

Layout (anywhere below the root)::

    {ManRaw,WomanRaw}/<singer>_<title>/<singer>_<title>_<number>.wav
                                       ... .txt    the words, one line
                                       ... .lab    "start end phoneme" a line, seconds

Singers are numbered within their folder alone, so that ``ManRaw_3`` and ``WomanRaw_3`` are two.
Clip numbers are not padded and have holes; some clips have no ``.lab``.
Layout: Huang et al., Multi-Singer (2021), and https://github.com/Multi-Singer.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.ascii_names import ascii_names
from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.sidecars import one_line, parse_rows, read_texts

PLACE = r"^(.*?(ManRaw|WomanRaw)/.*?)\.(wav|txt|lab)$"
CLIP = r"^(\d+)_([^_/]+)_(\d+)$"
GENDERS = {"ManRaw": "male", "WomanRaw": "female"}
PHONEME = {"start": pl.Float64, "end": pl.Float64, "label": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a clip that has words or phonemes alone. No options.

    The group is the title, and the sentence title and words: what several singers sing of one
    song stays together. Titles alone do not tell that it is the same song.
    """
    files = _placed(list_files(root, (".wav", ".txt", ".lab")))
    clips = files.filter(pl.col("kind") == "wav")
    labels = files.filter(pl.col("kind") != "wav").unique("stem", keep="first", maintain_order=True)
    silent = labels.join(clips, on="stem", how="anti", maintain_order="left")
    rows = _with_labels(clips.hstack(read_headers(root, clips["path"]).drop("path")), root)
    return pl.concat(
        [
            _rows(rows),
            silent.select(
                pl.col("path").alias("item"), pl.lit("label without audio").alias("reject")
            ),
        ],
        how="diagonal",
    )


def _placed(files: pl.DataFrame) -> pl.DataFrame:
    """Files of the two folders: ``stem`` (path without suffix), ``sex``, ``kind``, ``name``."""
    part = pl.col("path").str.extract_groups(PLACE).struct
    return (
        files.with_columns(stem=part[0], sex=part[1], kind=part[2])
        .drop_nulls("stem")
        .with_columns(name=pl.col("stem").str.extract(r"([^/]+)$").str.normalize("NFC"))
    )


def _with_labels(clips: pl.DataFrame, root: Path) -> pl.DataFrame:
    words = read_texts(root, clips["stem"] + ".txt")
    phonemes = parse_rows(read_texts(root, clips["stem"] + ".lab"), PHONEME, separator=None)
    return clips.with_columns(
        words["content"].alias("words"),
        phonemes["rows"].alias("events"),
        pl.coalesce(words["fault"], phonemes["fault"]).alias("fault"),
    )


def _rows(clips: pl.DataFrame) -> pl.DataFrame:
    part = pl.col("name").str.extract_groups(CLIP).struct
    words = one_line(pl.col("words"))
    named = clips.with_columns(singer=part[0], title=part[1], number=part[2], text=words)
    misnamed = pl.when(pl.col("title").is_null()).then(
        pl.lit("the file name is not <singer>_<title>_<number>")
    )
    ascii_title = pl.col("title").map_batches(ascii_names, pl.String)
    phonemes = pl.col("events").list.eval(pl.element().struct.field("label"))
    return named.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", misnamed, "fault").alias("reject"),
        pl.format("{}_{}_{}_{}", "sex", "singer", ascii_title, "number").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "text"),
        pl.format("{}_{}", "sex", "singer").alias("speaker"),
        pl.col("sex").replace_strict(GENDERS).alias("gender"),
        pl.lit("zh").alias("language"),
        pl.col("title").alias("group"),
        pl.format("{}/{}", "title", "text").alias("sentence"),
        pl.col("text").alias("lyrics"),
        phonemes.list.join(" ").alias("phonemes"),
        "events",
    )
