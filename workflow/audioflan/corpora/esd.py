r"""ESD: 350 sentences in five emotions by ten Mandarin and ten English speakers.

Layout (below a top folder of any name)::

    0011/Angry/0011_000351.wav                              the present archive
    0011/Angry/{train,evaluation,test}/0011_000351.wav      the first release and copies of it
    0011/0011.txt                                           "0011_000351\tThe text.\tAngry"

Speakers up to 0010 speak Mandarin. Files are numbered through, 350 an emotion, and the same place
among the 350 is the same sentence for every emotion and speaker of a language; the first 20 are
for evaluation, the next 30 for testing. The texts are in several encodings, and some English
lines are broken: these take the text that the other readings of their sentence have.
"""

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.chinese import plain
from audioflan.corpora.kaldi import NO_RECORDING
from audioflan.corpora.listing import needed, recordings

EMOTIONS = {
    "neutral": "neutral",
    "angry": "angry",
    "happy": "happy",
    "sad": "sad",
    "surprise": "surprised",
}
FOLDERS = {"train": "train", "evaluation": "dev", "test": "test"}
RECORDING = (
    rf"(?i)(?:^|/)(\d{{4}})/({'|'.join(EMOTIONS)})/"
    rf"(?:({'|'.join(FOLDERS)})/)?(\d{{4}}_\d{{6}})\.wav$"
)
GROUPS = ("speaker", "emotion", "folder", "utterance")
FEMALE = ["0001", "0002", "0003", "0007", "0009", "0015", "0016", "0017", "0018", "0019"]
MANDARIN = [f"{number:04d}" for number in range(1, 11)]
SENTENCES, EVALUATED, TESTED = 350, 20, 50
QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"'}
LINE = r"^\s*(\d{4}_\d{6})"
TEXTS = {"utterance": pl.String, "text_raw": pl.String, "place": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a transcript without recording or without a number."""
    files = list_files(root, (".wav", ".txt"))
    audio = recordings(root, files, RECORDING, GROUPS).with_columns(_sentence())
    speakers = audio["speaker"].unique().sort()
    paths = [needed(root, files, f"{name}/{name}.txt", "the archive") for name in speakers]
    lines = pl.concat([pl.DataFrame(schema=TEXTS), *(_lines(root, path) for path in paths)])
    numbered = lines.filter(pl.col("utterance").is_not_null()).unique(
        "utterance", keep="first", maintain_order=True
    )
    found = audio.join(numbered, on="utterance", how="left", maintain_order="left")
    alone = numbered.join(audio, on="utterance", how="anti", maintain_order="left")
    strange = lines.filter(pl.col("utterance").is_null())
    return pl.concat(
        [_rows(found), _rejected(alone, NO_RECORDING), _rejected(strange, "no utterance number")],
        how="diagonal",
    )


def _sentence() -> list[pl.Expr]:
    """Columns ``language``, ``sentence`` and ``split`` out of the utterance's number."""
    place = (pl.col("utterance").str.slice(5).cast(pl.Int32) - 1) % SENTENCES
    by_place = (
        pl.when(place < EVALUATED)
        .then(pl.lit("dev"))
        .when(place < TESTED)
        .then(pl.lit("test"))
        .otherwise(pl.lit("train"))
    )
    language = pl.when(pl.col("speaker").is_in(MANDARIN)).then(pl.lit("zh")).otherwise(pl.lit("en"))
    by_folder = pl.col("folder").str.to_lowercase().replace_strict(FOLDERS, default=None)
    return [
        language.alias("language"),
        pl.format("{}_{}", language, (place + 1).cast(pl.String).str.zfill(3)).alias("sentence"),
        pl.coalesce(by_folder, by_place).alias("split"),
    ]


def _lines(root: Path, path: str) -> pl.DataFrame:
    """Lines of a speaker's file; ``text_raw`` is null where a line has not three fields."""
    text = _decoded((root / path).read_bytes(), mandarin=Path(path).stem in MANDARIN)
    fields = pl.col("line").str.split("\t").list
    content = fields.get(1, null_on_oob=True).str.strip_chars().replace("", None)
    lines = pl.DataFrame({"line": text.splitlines()}, schema={"line": pl.String})
    return (
        lines.with_row_index("number", offset=1)
        .filter(pl.col("line").str.strip_chars() != "")
        .select(
            pl.col("line").str.extract(LINE).alias("utterance"),
            pl.when(fields.len() == 3).then(content).alias("text_raw"),
            pl.format("{}:{}", pl.lit(path), "number").alias("place"),
        )
    )


def _decoded(content: bytes, *, mandarin: bool) -> str:
    """Text in whichever of the corpus's encodings it is."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030" if mandarin else "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    english = pl.col("text_raw").str.replace_many(QUOTES).str.normalize("NFKC")
    mandarin = pl.col("language") == "zh"
    own = pl.when(mandarin).then(plain(pl.col("text_raw"))).otherwise(english)
    # The most frequent wording; of equally frequent ones the first in alphabetical order.
    shared = pl.col("own").drop_nulls().sort().mode(maintain_order=True).first().over("sentence")
    return found.with_columns(own.alias("own")).select(
        *("reject", "path", "duration", "sample_rate", "channels", "split", "speaker"),
        *("language", "sentence", "utterance", "text_raw"),
        pl.col("path").alias("item"),
        pl.col("sentence").alias("group"),
        pl.when(pl.col("speaker").is_in(FEMALE))
        .then(pl.lit("female"))
        .otherwise(pl.lit("male"))
        .alias("gender"),
        pl.col("emotion").str.to_lowercase().replace_strict(EMOTIONS),
        pl.coalesce("own", shared).alias("text"),
    )


def _rejected(lines: pl.DataFrame, reason: str) -> pl.DataFrame:
    return lines.select("utterance", pl.col("place").alias("item"), pl.lit(reason).alias("reject"))
