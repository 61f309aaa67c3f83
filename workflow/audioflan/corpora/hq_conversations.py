r"""HQ-Conversations: spontaneous Mandarin of the ISCSLP 2024 voice cloning challenge.

Layout, that of the publisher's other sets (anywhere below the root, folders in any case)::

    WAV/G0346/G0346_S0111.wav    or without the speaker's folder
    SPKINFO.txt                  table with header: speaker, gender, age, region, device
    UTTRANSINFO.txt              table with header: file name, transcript; or UTTERANCEINFO.txt
    TXT/G0346_S0111.txt          the transcript of one recording, or the turns of a conversation
                                 as lines "[3.464,6.576]\tG0346\t女,普通话\t我们今天聊一下"

How columns are called is an option. A recording with turns gives a clip a turn.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import SUFFIXES, list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.listing import named, needed, recordings
from audioflan.corpora.tables import read_table
from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

SOURCE = "the corpus"
SPEAKERS = "SPKINFO.txt"
UTTERANCES = ("UTTRANSINFO.txt", "UTTERANCEINFO.txt")
RECORDING = r"([^/]+)\.[^./]+$"
TEXT_FILE = r"(?i)(?:^|/)TXT/(?:.*/)?([^/]+)\.txt$"
TURN = r"^\[\s*([\d.]+)\s*,\s*([\d.]+)\s*\]\s*\t(.*)$"
GENDERS = {
    "f": "female",
    "female": "female",
    "女": "female",
    "m": "male",
    "male": "male",
    "男": "male",
}
MARK = r"\[[^\]]*\]"
UNSURE = r"\[[+*]\]"
ROUNDING = 0.01
LINES = {"name": pl.String, "place": pl.String, "line": pl.String}
LABELS = {
    "name": pl.String,
    "number": pl.Int64,
    "place": pl.String,
    "reject": pl.String,
    "text_raw": pl.String,
    "speaker": pl.String,
    "start": pl.Float64,
    "end": pl.Float64,
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording or a turn of one, and one a transcript without recording.

    Options: ``columns``, the names that the header of a table may give to ``speaker, gender, age,
    accent, device, utterance, text``, in order of preference.
    """
    files = list_files(root, (*SUFFIXES, ".txt"))
    names = options["columns"]
    path = needed(root, files, SPEAKERS, SOURCE)
    table = _table(root, path, names, ("speaker", "gender"), "age", "accent", "device")
    audio = files.filter(~pl.col("path").str.to_lowercase().str.ends_with(".txt"))
    found = recordings(root, audio, RECORDING, ("name",))
    labels = _labels(root, files, names)
    faults = pl.concat([table.select("place", "reject"), labels.select("place", "reject")])
    usable = labels.filter(pl.col("reject").is_null()).drop("reject")
    joined = found.join(
        usable, on="name", how="full", coalesce=True, maintain_order="left_right"
    ).with_columns(
        pl.coalesce("speaker", pl.col("name").str.extract(r"^([^_]+)_")).alias("speaker")
    )
    rows = _rows(joined.join(_speakers(table), on="speaker", how="left", maintain_order="left"))
    return pl.concat([rows, faults.drop_nulls().rename({"place": "item"})], how="diagonal")


def _labels(root: Path, files: pl.DataFrame, names: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Transcripts and turns of all files; the first of a recording counts."""
    tables = [*_utterances(root, files, names), _texts(root, files)]
    labels = pl.concat([pl.DataFrame(schema=LABELS), *tables], how="diagonal")
    again = ~pl.struct("name", "number").is_first_distinct() & pl.col("name").is_not_null()
    reason = pl.when(again).then(pl.lit("the recording of an earlier line"))
    return labels.with_columns(pl.coalesce("reject", reason).alias("reject"))


def _table(
    root: Path, path: str, names: Mapping[str, Sequence[str]], must: Sequence[str], *may: str
) -> pl.DataFrame:
    """``place``, ``reject`` and the wanted columns, found by their names in the options."""
    table = read_table(root, path, [])
    header = {name.strip().upper(): name for name in table.columns[2:]}
    chosen = {}
    for column in (*must, *may):
        known = [header[name.upper()] for name in names[column] if name.upper() in header]
        if column in must and not known:
            raise AudioFlanError(
                f"none of the columns {', '.join(names[column])} (it has: {', '.join(header)})",
                where=root / path,
                line=1,
                remedy="add its name to options.columns in the corpus file.",
            )
        chosen[column] = pl.col(known[0]).str.strip_chars() if known else pl.lit(None, pl.String)
    return table.select("place", "reject", **chosen)


def _speakers(table: pl.DataFrame) -> pl.DataFrame:
    facts = table.filter(pl.col("reject").is_null()).drop("place", "reject")
    return facts.unique("speaker", keep="first", maintain_order=True).with_columns(
        pl.col("gender").str.to_lowercase().replace_strict(GENDERS, default=None)
    )


def _utterances(
    root: Path, files: pl.DataFrame, names: Mapping[str, Sequence[str]]
) -> list[pl.DataFrame]:
    """Transcripts of whole recordings in the tables of utterances."""
    file_name = pl.col("utterance").str.replace(r"^.*/", "").str.replace(r"\.[^.]+$", "")
    return [
        _table(root, path, names, ("utterance", "text"), "speaker").select(
            "place", "reject", "speaker", file_name.alias("name"), text_raw="text"
        )
        for name in UTTERANCES
        for path in named(files, name)
    ]


def _text_lines(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    found = files.with_columns(pl.col("path").str.extract(TEXT_FILE).alias("name")).drop_nulls()
    lines = [
        (name, f"{path}:{number}", line)
        for path, name in found.select("path", "name").rows()
        for number, line in enumerate(read_text(root / path).split("\n"), start=1)
        if line.strip()
    ]
    return pl.DataFrame(lines, schema=LINES, orient="row")


def _texts(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    """Transcripts and turns in the files of the folder ``TXT``."""
    turn = pl.col("line").str.extract_groups(TURN).struct
    fields = turn[2].str.split("\t").list
    timed = turn[0].is_not_null()
    torn = timed.any().over("name") & (~timed | (fields.len() < 3))
    return _text_lines(root, files).select(
        "name",
        pl.when(timed).then(pl.int_range(pl.len()).over("name") + 1).alias("number"),
        "place",
        pl.when(torn).then(pl.lit("not a turn of four fields")).alias("reject"),
        pl.when(timed).then(fields.last()).otherwise("line").alias("text_raw"),
        fields.first().alias("speaker"),
        turn[0].cast(pl.Float64, strict=False).alias("start"),
        turn[1].cast(pl.Float64, strict=False).alias("end"),
    )


def _unusable(turn: pl.Expr, words: pl.Expr) -> pl.Expr:
    return (
        pl.when(pl.col("path").is_null())
        .then(pl.lit("transcript without recording"))
        .when(turn & words.is_null())
        .then(pl.lit("no words in this turn"))
        .when(turn & (pl.col("end") > pl.col("duration") + ROUNDING))
        .then(pl.lit("turn ends after its recording"))
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    turn = pl.col("number").is_not_null()
    words = plain(pl.col("text_raw").str.replace_all(MARK, " "))
    unsure = pl.col("text_raw").str.contains(UNSURE)
    whole = pl.col("place").is_null() | (pl.col("path").is_not_null() & ~turn)
    number = pl.col("number").cast(pl.String).str.zfill(4)
    return found.select(
        pl.when(whole).then("path").otherwise("place").alias("item"),
        pl.coalesce("reject", _unusable(turn, words)).alias("reject"),
        pl.when(turn).then(pl.format("{}_{}", "name", number)).otherwise("name").alias("utterance"),
        *("path", "start", "sample_rate", "channels", "speaker"),
        pl.coalesce(pl.col("end") - pl.col("start"), "duration").alias("duration"),
        pl.coalesce("speaker", "name").alias("group"),
        *("gender", "age", "device", "text_raw"),
        pl.col("accent").str.replace_all(r"\s*,\s*", ", "),
        pl.when(~unsure).then(words).alias("text"),
        pl.lit("zh").alias("language"),
    )
