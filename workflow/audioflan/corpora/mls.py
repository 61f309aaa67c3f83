"""Multilingual LibriSpeech: utterances cut from LibriVox audiobooks, one folder a language.

Layout (``_opus`` where the audio is not FLAC)::

    mls_<language>[_opus]/metainfo.txt        speakers: columns padded with blanks, between "|"
    mls_<language>[_opus]/{train,dev,test}/transcripts.txt     <handle> TAB <text>
    mls_<language>[_opus]/{train,dev,test}/segments.txt        <handle> <url> <start> <end>
    mls_<language>[_opus]/{train,dev,test}/audio/<speaker>/<book>/<handle>.flac

A handle is ``<speaker>_<book>_<number>``. Recordings are known by the names in their folders;
none is opened unless ``segments.txt`` does not tell its length.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import read_headers
from audioflan.corpora.big_tables import read_big_table
from audioflan.corpora.folders import folders_with, names_below
from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

SPLITS = ("train", "dev", "test")
MARKS = (
    "metainfo.txt",
    *(f"{split}/{name}" for split in SPLITS for name in ("transcripts.txt", "audio")),
)
LANGUAGES = {
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "polish": "pl",
    "portuguese": "pt",
    "spanish": "es",
}
GENDERS = {"F": "female", "M": "male"}
RATE = 16_000
SPEAKER = r"^\s*(\d+)\s*\|\s*([A-Za-z])\s*\|"
FOUND: dict[str, Any] = {"item": pl.String, "reject": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row an utterance.

    Options: ``languages``, names of those to read (empty: every one found).

    Raises:
        AudioFlanError: there is no language that is wanted.
    """
    folders = {folder: _language(folder) for folder in folders_with(root, MARKS)}
    wanted = options["languages"] or list(LANGUAGES)
    tables = [
        _read_split(root, folder, split)
        for folder, language in folders.items()
        if language in wanted
        for split in SPLITS
        if (folder / split).is_dir()
    ]
    if not tables:
        raise AudioFlanError(
            "no folder mls_<language> with 'metainfo.txt', transcripts or audio",
            where=root,
            remedy="unpack the archives of the languages here, or correct the option 'languages'",
        )
    return pl.concat(tables, how="diagonal_relaxed")


def _language(folder: Path) -> str:
    """Name of a language by that of its folder (which a link may have renamed)."""
    return folder.resolve().name.removeprefix("mls_").removesuffix("_opus")


def _read_split(root: Path, folder: Path, split: str) -> pl.DataFrame:
    place = (folder / split).relative_to(root).as_posix()
    labels, faults = _labels(root, place)
    found = _with_recordings(labels, f"{place}/audio/", names_below(folder / split / "audio", 2))
    speakers = _genders(folder / "metainfo.txt")
    rows = _with_durations(root, place, found).select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", _lost()).alias("reject"),
        pl.col("handle").alias("utterance"),
        *("path", "duration", "speaker", "text"),
        pl.col("speaker").replace_strict(speakers, default=None).cast(pl.String).alias("gender"),
        pl.lit(split).alias("split"),
        pl.lit(LANGUAGES[_language(folder)]).alias("language"),
        pl.lit(RATE).alias("sample_rate"),
        pl.lit(1).alias("channels"),
    )
    return pl.concat([rows, faults], how="diagonal_relaxed")


def _with_recordings(labels: pl.DataFrame, audio: str, heard: pl.DataFrame) -> pl.DataFrame:
    """Transcripts with the places that their handles tell, then recordings without transcript."""
    suffix = Path(str(heard["name"].first() or "x.flac")).suffix
    heard = heard.with_columns(pl.col("name").str.strip_suffix(suffix).alias("handle"))
    here = labels["handle"].is_in(heard["handle"].implode()).alias("here")
    path = pl.concat_str(
        pl.lit(audio), "speaker", pl.lit("/"), "book", pl.lit("/"), "handle", pl.lit(suffix)
    )
    lone = heard.filter(~pl.col("handle").is_in(labels["handle"].implode()))
    placed = [
        _parted(labels).with_columns(here, path.alias("path")),
        _parted(lone.sort("folder", "name")).with_columns(
            pl.concat_str(pl.lit(audio), "folder", "name").alias("path")
        ),
    ]
    return pl.concat(placed, how="diagonal")


def _parted(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with ``speaker`` and ``book`` of their handles."""
    parts = pl.col("handle").str.splitn("_", 3).struct.rename_fields(["speaker", "book", "number"])
    return rows.with_columns(parts.alias("parts")).unnest("parts")


def _labels(root: Path, place: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Transcripts by handle, and the lines that are of no use; their recordings have none."""
    path, columns = f"{place}/transcripts.txt", ("handle", "text")
    try:
        rows = read_big_table(root, path, columns, needed=columns, names=columns)
    except AudioFlanError as error:
        reject = [(path, f"{error.what}; {error.remedy}")]
        nothing = pl.DataFrame(schema=dict.fromkeys((*columns, "reject"), pl.String))
        return nothing, pl.DataFrame(reject, schema=FOUND, orient="row")
    faulty = rows.filter(pl.col("reject").is_not_null())
    faults = faulty.select(pl.col("place").alias("item"), "reject")
    sound = rows.filter(pl.col("reject").is_null()) if faulty.height else rows
    return sound.drop("place").rechunk(), faults


def _with_durations(root: Path, place: str, found: pl.DataFrame) -> pl.DataFrame:
    """Durations in seconds by the segments' times, else from headers."""
    stated = _segments(root, place)
    rest = found.height - stated.height
    if rest >= 0 and stated["handle"].equals(found["handle"].head(stated.height)):
        # As a rule both tables have one order, and no rows need to be matched.
        found = found.with_columns(stated["duration"].extend_constant(None, rest))
    else:
        found = found.join(stated, on="handle", how="left", maintain_order="left")
    unknown = pl.col("duration").is_null() & pl.col("here").fill_null(True)
    asked = found.filter(unknown)["path"]
    if asked.is_empty():
        return found
    facts = read_headers(root, asked).select("path", "duration", fault="reject")
    measured = found.join(facts, on="path", how="left", maintain_order="left")
    return measured.with_columns(
        pl.coalesce("duration", "duration_right"), pl.coalesce("reject", "fault").alias("reject")
    )


def _segments(root: Path, place: str) -> pl.DataFrame:
    path, columns = f"{place}/segments.txt", ("handle", "url", "start", "end")
    times = (pl.col(name).cast(pl.Float64, strict=False) for name in ("end", "start"))
    seconds = (next(times) - next(times)).round(3)
    if not (root / path).is_file():
        return pl.DataFrame(schema={"handle": pl.String, "duration": pl.Float64})
    with (root / path).open("rb") as stream:
        separator = "\t" if b"\t" in stream.readline() else " "
    select = [pl.col("handle"), seconds.alias("duration")]
    rows = read_big_table(root, path, select, needed=columns, names=columns, separator=separator)
    return rows.select("handle", "duration")


def _genders(metainfo: Path) -> dict[str, str | None]:
    """Gender of every speaker; a speaker has a line a chapter, and titles may hold a "|"."""
    if not metainfo.is_file():
        return {}
    lines = pl.Series(read_text(metainfo).split("\n"))
    fields = lines.str.extract_groups(SPEAKER).struct.unnest().drop_nulls()
    return {speaker: GENDERS.get(letter.upper()) for speaker, letter in fields.rows()}


def _lost() -> pl.Expr:
    return pl.when(~pl.col("here")).then(pl.lit("label without audio"))
