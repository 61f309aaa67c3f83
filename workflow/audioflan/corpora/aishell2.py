r"""AISHELL-2: Mandarin read aloud by 1991 speakers, and its evaluation set in three channels.

Layout (anywhere below the root; the first folder is spelt iOS or IOS)::

    {iOS,Android,Mic}/{data,dev,test}/wav/C0001/IC0001W0001.wav    data is the training part
    {iOS,Android,Mic}/{data,dev,test}/trans.txt                    "IC0001W0001\ttext"
    iOS/data/spk_info.txt                                          "C0001\t24\t女\tNorth"

``wav.scp`` repeats what the file names say, with ids that ``trans.txt`` lacks and the reverse;
only recordings and transcripts count here.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.kaldi import attach, faults, read_lines, values
from audioflan.corpora.listing import named, needed, recordings
from audioflan.errors import AudioFlanError

PART = r"((?:.*/)?({channels})/(data|dev|test))"
RECORDING = r"^{part}/wav/(?:.*/)?([^/]+)/([^/]+)\.(?i:wav)$"
GROUPS = ("part", "channel", "folder", "speaker", "utterance")
TEXTS, SPEAKERS = "trans.txt", "spk_info.txt"
SPLITS = {"data": "train", "dev": "dev", "test": "test"}
DEVICES = {"ios": "iOS phone", "android": "Android phone", "mic": "microphone"}
GENDERS = {"女": "female", "男": "male"}
REGIONS = {"North": "north", "South": "south"}
STRAY = r"[，,？?。]|['‘’]([^'‘’ -~]+)['‘’]"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a transcript without recording.

    Options: ``channels``, which of iOS, Android and Mic are read; the three hold the same
    sentences of the same speakers.
    """
    part = PART.format(channels="|".join(f"(?i:{name})" for name in options["channels"]))
    files = list_files(root, (".wav", TEXTS, SPEAKERS))
    audio = recordings(root, files, RECORDING.format(part=part), GROUPS)
    texts = _texts(root, files, part, audio["part"].unique().sort().to_list())
    found = attach(audio, texts, "text_raw", within=["part"]).with_columns(
        pl.col("folder").replace_strict(SPLITS, default=None).alias("split")
    )
    speakers = _speakers(root, files) if "data" in audio["folder"] else None
    if speakers is None:
        return _rows(found)
    known = found.join(_facts(speakers), on="speaker", how="left", maintain_order="left")
    return pl.concat([_rows(known), faults(speakers)], how="diagonal")


def _texts(root: Path, files: pl.DataFrame, part: str, wanted: list[str]) -> pl.DataFrame:
    """Lines of every ``trans.txt`` of the channels, with their ``part``."""
    fits = pl.DataFrame({"path": named(files, TEXTS)}, schema={"path": pl.String}).filter(
        pl.col("path").str.contains(f"^{part}/[^/]+$")
    )
    paths = {str(PurePosixPath(path).parent): path for path in fits["path"]}
    for folder in wanted if paths else [*wanted, "iOS/data"]:
        if folder not in paths:
            raise AudioFlanError(
                f"no '{TEXTS}' in this folder",
                where=root / folder,
                remedy="it comes with the recordings; put it beside their folder 'wav'.",
            )
    tables = [
        read_lines(root, path).with_columns(pl.lit(folder).alias("part"))
        for folder, path in paths.items()
    ]
    return pl.concat(tables)


def _speakers(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    return read_lines(root, needed(root, files, SPEAKERS, "the training data (iOS/data)"))


def _facts(speakers: pl.DataFrame) -> pl.DataFrame:
    fields = pl.col("facts").str.replace_all(r"\s+", " ").str.split(" ").list
    return values(speakers, "speaker", "facts").select(
        "speaker",
        fields.get(0, null_on_oob=True).str.extract(r"^(\d{1,2})$").alias("age"),
        fields.get(1, null_on_oob=True).replace_strict(GENDERS, default=None).alias("gender"),
        fields.get(2, null_on_oob=True).replace_strict(REGIONS, default=None).alias("accent"),
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    channel = pl.col("channel").str.to_lowercase()
    unstrayed = pl.col("text_raw").str.replace_all(STRAY, "${1}")
    # A hyphen is spelling between Latin letters and a dash nowhere in these sentences.
    return found.with_columns(
        pl.when(channel == "ios")
        .then("utterance")
        .otherwise(pl.format("{}_{}", "channel", "utterance"))
        .alias("utterance"),
        channel.replace_strict(DEVICES, default=None).alias("device"),
        pl.col("speaker").alias("group"),
        pl.when(pl.col("path").is_not_null()).then(pl.lit("zh")).alias("language"),
        plain(unstrayed.str.replace_all(r"([^ -~])-|-([^ -~])", "${1}${2}")).alias("text"),
    ).drop("part", "channel", "folder")
