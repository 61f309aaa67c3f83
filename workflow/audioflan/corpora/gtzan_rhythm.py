r"""GTZAN-Rhythm: tempo and beats of the thousand excerpts of the GTZAN genre collection.

Layout (anywhere below the root; copies of the collection differ in their folders)::

    genres/<genre>/<genre>.<5 digits>.wav                 or .au in old copies
    tempo/gtzan_<genre>_<5 digits>.bpm                    one number, 1.224800000000000040e+02
    beats/gtzan_<genre>_<5 digits>.beats                  <seconds>\t<beat in the bar, 1 = downbeat>

Where the bar is not known, lines of ``.beats`` hold the time alone.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import find_audio, list_files
from audioflan.corpora.lines import label_files
from audioflan.corpora.pairing import pair
from audioflan.corpora.sidecars import read_texts

RECORDING = r"(?:^|/)([a-z]+)\.(\d{5})\.(?i:wav|au)$"
LABEL = r"(?:^|/)gtzan_([a-z]+)_(\d{5})\.(?:bpm|beats)$"
GENRES = {"hiphop": "hip hop"}
NO_NUMBER = "a line is no number"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row an excerpt; what is not annotated keeps its genre. No options.

    Raises:
        AudioFlanError: there is no ``.bpm`` file.
    """
    label_files(root, ".bpm", "fetch annot.zip again")
    audio = find_audio(root, (".wav", ".au")).with_columns(
        _track(RECORDING), pl.col("path").str.extract(RECORDING).alias("style")
    )
    unnamed = pl.when(pl.col("track").is_null()).then(pl.lit("not named <genre>.<number>"))
    audio = audio.with_columns(pl.coalesce("reject", unnamed).alias("reject"))
    lengths = audio.filter(pl.col("reject").is_null()).select("track", "duration")
    found = pair(audio, _labels(root, lengths.unique("track", maintain_order=True)), on="track")
    return _columns(found)


def _labels(root: Path, lengths: pl.DataFrame) -> pl.DataFrame:
    """Tempo and beats of each track; those at or past the end of its recording are left out."""
    tempo = _texts(root, ".bpm").with_columns(
        pl.col("content").str.strip_chars().cast(pl.Float64, strict=False).alias("tempo")
    )
    beats = _beats(_texts(root, ".beats"), lengths)
    labels = tempo.join(beats, on="track", how="full", coalesce=True, maintain_order="left_right")
    faults = [pl.col("fault"), pl.when(pl.col("tempo").is_null()).then(pl.lit(NO_NUMBER))]
    wrong_tempo = pl.when(pl.col("path").is_not_null()).then(pl.coalesce(faults))
    return labels.select(
        "track",
        "tempo",
        "beats",
        pl.coalesce(pl.when(wrong_tempo.is_null()).then("beats_path"), "path").alias("place"),
        pl.coalesce(wrong_tempo, "beats_fault").alias("reject"),
    )


def _texts(root: Path, suffix: str) -> pl.DataFrame:
    texts = read_texts(root, list_files(root, (suffix,))["path"])
    return texts.with_columns(_track(LABEL)).drop_nulls("track")


def _beats(texts: pl.DataFrame, lengths: pl.DataFrame) -> pl.DataFrame:
    fields = pl.col("content").str.split("\t")
    lines = (
        texts.with_columns(pl.col("content").str.strip_chars().str.split("\n"))
        .explode("content", empty_as_null=True)
        .with_columns(
            fields.list.first().cast(pl.Float64, strict=False).alias("time"),
            fields.list.get(1, null_on_oob=True).cast(pl.Int32, strict=False).alias("position"),
        )
        .join(lengths, on="track", how="left", maintain_order="left")
    )
    wrong = pl.when(pl.col("time").is_null()).then(pl.lit(NO_NUMBER))
    inside = (pl.col("time") < pl.col("duration")).fill_null(True)
    return lines.group_by("track", maintain_order=True).agg(
        pl.col("path").first().alias("beats_path"),
        pl.coalesce("fault", wrong).drop_nulls().first().alias("beats_fault"),
        pl.struct("time", "position").filter(inside).alias("beats"),
    )


def _track(pattern: str) -> pl.Expr:
    """``<genre>.<5 digits>``, the name of an excerpt."""
    name = pl.col("path").str.extract_groups(pattern).struct
    return pl.when(name[0].is_not_null()).then(pl.format("{}.{}", name[0], name[1])).alias("track")


def _columns(found: pl.DataFrame) -> pl.DataFrame:
    genre = pl.col("style").replace(GENRES)
    return found.select(
        "item",
        "reject",
        pl.col("track").alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.col("track").alias("group"),
        "tempo",
        "beats",
        pl.when(genre.is_not_null()).then(pl.concat_list(genre)).alias("genre"),
    )
