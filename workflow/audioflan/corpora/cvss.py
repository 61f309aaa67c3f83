"""CVSS: clips of Common Voice 4 in 21 languages, and their English translations as speech.

Layout, anywhere below the root (``cvss_t`` for the translations in the speaker's own voice)::

    cvss_c/<any>/{train,dev,test}.tsv                     <clip>.mp3 TAB <translation>
    cvss_c/<any>/{train,dev,test}/<clip>.mp3.wav
    <any>/clips/<clip>.mp3                                Common Voice, <clip> is
    <any>/validated.tsv                                   common_voice_<language>_<number>

Tables of CVSS have no header, those of Common Voice have one; neither has quoting.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.big_tables import read_big_table
from audioflan.corpora.matching import match
from audioflan.errors import AudioFlanError

IDS = "14_CVSS_"
"""How audio ids of this corpus begin: a source clip names the audio of its translation."""
CLIP = r"(?:^|/)(common_voice_[^/]+_\d+\.mp3)$"
LOCALE = r"(?:^|/)common_voice_([^/]+)_\d+\.mp3(?:\.wav)?$"
TARGET = r"(?:^|/)(?:train|dev|test)/[^/]+\.mp3\.wav$"
TABLE = r"(?:^|/)(train|dev|test)\.tsv$"
PAIR = ("clip", "translation")
SPEAKER = ("client_id", "age", "gender")
GENDERS = {"male": "male", "female": "female"}
TOLD = ("clip", "text", "speaker", "age", "gender")
DIGEST = 16
ENGLISH = "en"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a source clip and one a translation that is spoken.

    Options: ``languages``, those of the source clips to read (empty: every one found);
    ``licence`` of the source clips. Clips that are not translated are rejected.

    Raises:
        AudioFlanError: there is no table of translations of the languages wanted.
    """
    files = list_files(root, (".tsv", ".mp3", ".wav"))
    lines = _lines(root, files)
    nameless = lines.filter(pl.col("clip").is_null())
    pairs = _of_languages(lines.drop_nulls("clip"), "clip", options)
    if pairs.is_empty():
        raise AudioFlanError(
            "no table of translations",
            where=root,
            remedy="unpack archives of CVSS here, or correct the option 'languages'",
        )
    sounds = _of_languages(files, "path", options)
    targets = _targets(root, sounds, pairs)
    spoken = targets.filter(pl.col("reject").is_null()).select("clip", target="utterance")
    spoken = spoken.unique("clip", keep="first", maintain_order=True)
    translated = pairs.join(spoken, on="clip", how="left", maintain_order="left")
    sources = _sources(root, sounds, translated).with_columns(licence=pl.lit(options["licence"]))
    known = sources.join(_speakers(root, files), on="clip", how="left", maintain_order="left")
    faults = nameless.select(pl.col("place").alias("item"), "reject")
    return pl.concat([known, targets, faults], how="diagonal_relaxed").drop("clip")


def _lines(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Lines of all tables of translations, with where each translation should be heard."""
    tables = [pl.DataFrame(schema=dict.fromkeys((*PAIR, "place", "reject"), pl.String))]
    for path, split in _by_split(files):
        if _has_translations(root / path):
            folder = pl.lit(path.removesuffix(".tsv") + "/")
            lines = read_big_table(root, path, PAIR, needed=PAIR, names=PAIR).with_columns(
                pl.lit(split).alias("split"),
                pl.lit("t" if "cvss_t" in path else "c").alias("voice"),
                pl.concat_str(folder, "clip", pl.lit(".wav")).alias("sound"),
            )
            tables.append(lines)
    return pl.concat(tables, how="diagonal")


def _by_split(files: pl.DataFrame) -> list[tuple[str, str]]:
    split = pl.col("path").str.extract(TABLE).alias("split")
    return files.select("path", split).drop_nulls().rows()


def _has_translations(table: Path) -> bool:
    """Whether a table is one of CVSS: those of Common Voice have a header."""
    with table.open("rb") as stream:
        return stream.readline().removeprefix(b"\xef\xbb\xbf").startswith(b"common_voice_")


def _of_languages(rows: pl.DataFrame, clip: str, options: Mapping[str, Any]) -> pl.DataFrame:
    wanted = pl.col(clip).str.extract(LOCALE).is_in(options["languages"])
    return rows.filter(wanted) if options["languages"] else rows


def _targets(root: Path, files: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Spoken translations; ``clip`` is what they translate."""
    heard = files.filter(pl.col("path").str.contains(TARGET)).select(
        "path", pl.col("path").alias("sound"), pl.lit(None, pl.String).alias("reject")
    )
    labels = pairs.unique("sound", keep="first", maintain_order=True)
    found = match(heard, labels, "sound", unlabelled="in no table of translations")
    stem = pl.col("clip").str.strip_suffix(".mp3")
    return _measured(root, found).select(
        pl.col("sound").alias("item"),
        "reject",
        pl.concat_str("voice", stem, separator="_").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "split", "clip"),
        pl.col("translation").alias("text"),
        pl.col("clip").alias("group"),
        pl.lit(ENGLISH).alias("language"),
    )


def _sources(root: Path, files: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Clips of Common Voice with their translation, be it spoken once or in two voices."""
    heard = files.select("path", pl.col("path").str.extract(CLIP).alias("clip"))
    heard = heard.drop_nulls().with_columns(pl.lit(None, pl.String).alias("reject"))
    labels = pairs.unique("clip", keep="first", maintain_order=True)
    found = match(heard, labels, "clip", unlabelled="not translated")
    audio_id = pl.concat_str(pl.lit(IDS), pl.col("target").str.replace_all(r"[^\w-]", "_"))
    translation = pl.struct(
        pl.lit(ENGLISH).alias("language"),
        pl.col("translation").alias("text"),
        audio_id.alias("audio_id"),
    )
    return _measured(root, found).select(
        pl.coalesce("path", "clip").alias("item"),
        "reject",
        pl.col("clip").str.strip_suffix(".mp3").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "split", "clip"),
        translation.alias("translation"),
        pl.col("clip").str.extract(LOCALE).alias("language"),
    )


def _measured(root: Path, found: pl.DataFrame) -> pl.DataFrame:
    """The rows with header facts of those that can be used."""
    usable = found.filter(pl.col("reject").is_null())
    facts = read_headers(root, usable["path"]).drop("frames").rename({"reject": "fault"})
    measured = found.join(facts, on="path", how="left", maintain_order="left")
    return measured.with_columns(pl.coalesce("reject", "fault").alias("reject"))


def _speakers(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """What Common Voice tells of a clip: its sentence and who read it."""
    select = [
        pl.col("path").alias("clip"),
        pl.col("sentence").alias("text"),
        pl.col("client_id").str.head(DIGEST).alias("speaker"),
        pl.col("age").replace("fourties", "forties"),
        pl.col("gender").replace_strict(GENDERS, default=None, return_dtype=pl.String),
    ]
    tables = [pl.DataFrame(schema=dict.fromkeys(TOLD, pl.String))]
    for path in files.filter(pl.col("path").str.ends_with("validated.tsv"))["path"]:
        if not Path(path).name.startswith("in"):
            rows = read_big_table(root, path, select, needed=("path", "sentence"), optional=SPEAKER)
            tables.append(rows.select(TOLD))
    return pl.concat(tables).unique("clip", keep="first", maintain_order=True)
