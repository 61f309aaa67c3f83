"""M4Singer: sentences of Mandarin songs by 20 singers of four voices.

Layout (anywhere below the root)::

    <Voice>-<n>#<title>/<number>.wav       also .mid and .TextGrid, whose content meta.json has
    meta.json                              [{item_name: <Voice>-<n>#<title>#<number>, txt, phs,
                                             notes, notes_dur, ph_dur, ...}, ...]

``notes`` are MIDI numbers (0 = rest); all lists hold one item a phoneme, durations in seconds.
Titles come with blanks, in pieces (NFD) or as ``#Uxxxx``, as they were unpacked.
Layout: Zhang et al., M4Singer (2022), and https://github.com/M4Singer/M4Singer.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.ascii_names import ascii_names, unescaped
from audioflan.corpora.audio_files import list_files
from audioflan.corpora.json_files import load_json
from audioflan.corpora.lines import label_files
from audioflan.corpora.listing import recordings
from audioflan.corpora.pairing import pair
from audioflan.corpora.sidecars import one_line
from audioflan.corpora.sung_phonemes import complaint, with_spans
from audioflan.errors import AudioFlanError

CLIP = r"^.*?((?:Alto|Bass|Soprano|Tenor)-\d+)#([^/]+)/([^/]+)\.(?i:wav)$"
GENDERS = {"Alto": "female", "Bass": "male", "Soprano": "female", "Tenor": "male"}
META = "meta.json"
NUMBERS = pl.List(pl.Float64)
KEYS: dict[str, tuple[str, Any]] = {
    "name": ("item_name", pl.String),
    "txt": ("txt", pl.String),
    "phones": ("phs", pl.List(pl.String)),
    "pitches": ("notes", pl.List(pl.Int32)),
    "note_seconds": ("notes_dur", NUMBERS),
    "phone_seconds": ("ph_dur", NUMBERS),
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a sentence of meta.json without one. No options.

    A recording that meta.json lacks is kept without words. The group is the title, and the
    sentence title and words: what several singers sing of one song stays together.
    """
    wavs = recordings(root, list_files(root, (".wav",)), CLIP, ("speaker", "title", "number"))
    title = pl.col("title").map_batches(unescaped, pl.String)
    named = wavs.with_columns(title.alias("title")).with_columns(
        pl.format("{}#{}#{}", "speaker", "title", "number").alias("name"),
        pl.coalesce("reject", _misnamed()).alias("reject"),
    )
    return _rows(pair(named, _sentences(root), on="name"))


def _misnamed() -> pl.Expr:
    number = pl.col("number")
    return (
        pl.when(number.str.ends_with("_16k"))
        .then(pl.lit("a copy at 16 kHz"))
        .when(~number.str.contains(r"^\d+$"))
        .then(pl.lit("the file name is no sentence number"))
    )


def _sentences(root: Path) -> pl.DataFrame:
    """Entries of meta.json: ``place``, ``reject``, ``name``, ``text``, ``phonemes`` and lists."""
    path = label_files(root, f"/{META}")[0]
    entries = load_json(root / path)
    if not isinstance(entries, list):
        raise AudioFlanError(
            "no list of sentences", where=root / path, remedy="unpack meta.json of M4Singer again"
        )
    fit = [entry if isinstance(entry, dict) else {} for entry in entries]
    table = pl.DataFrame(
        [
            pl.Series(name, [entry.get(key) for entry in fit], dtype, strict=False)
            for name, (key, dtype) in KEYS.items()
        ]
    )
    nameless = pl.when(pl.col("name").is_null()).then(pl.lit("an entry without item_name"))
    return table.with_row_index("entry").select(
        pl.format("{}[{}]", pl.lit(path), "entry").alias("place"),
        pl.coalesce(nameless, complaint()).alias("reject"),
        pl.col("name").str.normalize("NFC"),
        one_line(pl.col("txt")).alias("text"),
        pl.col("phones").list.join(" ").alias("phonemes"),
        *("phones", "pitches", "note_seconds", "phone_seconds"),
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    title = pl.col("title").map_batches(ascii_names, pl.String)
    return with_spans(found).select(
        "item",
        "reject",
        pl.format("{}_{}_{}", "speaker", title, "number").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "speaker", "text", "phonemes"),
        pl.col("speaker")
        .str.extract(r"^(\w+)-")
        .replace_strict(GENDERS, default=None)
        .alias("gender"),
        pl.lit("zh").alias("language"),
        pl.col("title").alias("group"),
        pl.format("{}/{}", "title", "text").alias("sentence"),
        pl.col("text").alias("lyrics"),
        "notes",
        "events",
    )
