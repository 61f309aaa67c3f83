"""Parallel Audiobook Corpus: four books, each read by many speakers, cut into the same sentences.

Layout of the segmented package, anywhere below the root (Kaldi tables, no header)::

    <book>/txt.punc, <book>/txt.clean      utterance and text, as printed or without marks
    <book>/spk2gender                      speaker and gender
    <book>/spk2utt                         speaker and all utterances of that speaker
    <book>/wav/<speaker>/<utterance>.wav

An utterance has the same name for every speaker of a book, speakers the same in every book. The
package of whole chapters has recordings but no such tables.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora import kaldi
from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.errors import AudioFlanError

SOUND = r"^(.*?)([^/]+)/wav/([^/]+)/([^/]+)\.(?i:wav)$"
TEXTS = ("txt.punc", "txt.clean")
TABLES = (*TEXTS, "spk2gender", "spk2utt")
GENDERS = {"f": "female", "female": "female", "m": "male", "male": "male"}
LINES: dict[str, Any] = dict.fromkeys(("key", "value", "place", "reject", "folder"), pl.String)
WHOLE = "a whole chapter: its folder has no txt.punc or txt.clean"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a reading of a sentence, and one a reading that is listed and not there.

    No options. The text is the printed one, else the one without marks.

    Raises:
        AudioFlanError: there is no table of texts.
    """
    files = list_files(root, (*TABLES, ".wav"))
    tables = {name: _table(root, files, name) for name in TABLES}
    texts = pl.concat([tables[name] for name in TEXTS])
    if texts.is_empty():
        raise AudioFlanError(
            "no txt.punc and no txt.clean", where=root, remedy="unpack the segmented package here"
        )
    found = _with_labels(_recordings(root, files, texts["folder"]), tables)
    faults = pl.concat([kaldi.faults(table) for table in tables.values()])
    missing = _missing(found, tables["spk2utt"])
    return pl.concat([_rows(found), missing, faults], how="diagonal_relaxed")


def _table(root: Path, files: pl.DataFrame, name: str) -> pl.DataFrame:
    """Lines of that table of every book; a table that cannot be read is one faulty line."""
    tables = [pl.DataFrame(schema=LINES)]
    for path in files["path"]:
        if Path(path).name == name:
            tables.append(
                _lines(root, path).with_columns(pl.lit(path[: -len(name)]).alias("folder"))
            )
    return pl.concat(tables, how="diagonal_relaxed")


def _lines(root: Path, path: str) -> pl.DataFrame:
    try:
        return kaldi.read_lines(root, path)
    except AudioFlanError as error:
        return pl.DataFrame({"place": [path], "reject": [f"{error.what}; {error.remedy}"]})


def _recordings(root: Path, files: pl.DataFrame, segmented: pl.Series) -> pl.DataFrame:
    parts = pl.col("path").str.extract_groups(SOUND).struct
    placed = files.filter(pl.col("path").str.to_lowercase().str.ends_with(".wav")).with_columns(
        pl.concat_str(parts[0], parts[1], pl.lit("/")).alias("folder"),
        *(parts[at].alias(name) for at, name in enumerate(("book", "speaker", "key"), start=1)),
    )
    whole = ~pl.col("folder").is_in(segmented.unique().implode()).fill_null(False)
    placed = placed.with_columns(pl.when(whole).then(pl.lit(WHOLE)).alias("fault"))
    facts = read_headers(root, placed["path"]).drop("path", "frames")
    return placed.hstack(facts).with_columns(pl.coalesce("fault", "reject").alias("reject"))


def _with_labels(recordings: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Recordings with both texts of their sentence and the gender of their speaker."""
    found = recordings
    for name, key in ((TEXTS[0], "key"), (TEXTS[1], "key"), ("spk2gender", "speaker")):
        lines = tables[name].filter(pl.col("reject").is_null())
        labels = lines.select("folder", pl.col("key").alias(key), pl.col("value").alias(name))
        found = found.join(labels, on=["folder", key], how="left", maintain_order="left")
    return found


def _missing(found: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Utterances that a speaker's list has and the speaker's folder has not."""
    lines = listed.filter(pl.col("reject").is_null())
    keys = pl.col("value").str.extract_all(r"\S+").alias("key")
    named = lines.select("folder", pl.col("key").alias("speaker"), keys)
    named = named.explode("key", empty_as_null=True)
    lost = named.join(found, on=["folder", "speaker", "key"], how="anti", maintain_order="left")
    return lost.select(
        pl.format("{}wav/{}/{}.wav", "folder", "speaker", "key").alias("item"),
        pl.lit("label without audio").alias("reject"),
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    gender = pl.col("spk2gender").str.strip_chars().str.to_lowercase()
    return found.select(
        pl.col("path").alias("item"),
        "reject",
        pl.concat_str("book", "speaker", "key", separator="_").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "speaker"),
        gender.replace_strict(GENDERS, default=None, return_dtype=pl.String).alias("gender"),
        pl.concat_str("book", "key", separator="_").alias("sentence"),
        pl.coalesce(*TEXTS).alias("text"),
        pl.lit("en").alias("language"),
    )
