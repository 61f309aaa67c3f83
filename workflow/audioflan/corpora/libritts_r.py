"""LibriTTS-R: LibriTTS after speech restoration, with descriptions of how it is spoken.

Layout: see ``audioflan.corpora.libritts_tree``; beside it, where the reader has them,

- ``<subset>_bad_sample_list.txt``: paths of utterances whose restoration may have failed;
- tables of style descriptions (``*.parquet``, key ``id``): ``text_description``, ``phonemes``
  and measured qualities of each utterance.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files
from audioflan.corpora.libritts_tree import read_tree
from audioflan.corpora.lines import faults, read_lines

LISTED = r"([\d_]+)\.wav\s*$"
LABELS = {"text_description": "caption", "phonemes": "phonemes"}
NUMBERS = ("snr", "c50")
WORDS = ("pitch", "speaking_rate", "noise", "reverberation", "speech_monotony", "accent")
STYLES = {
    "utterance": pl.String(),
    **dict.fromkeys(LABELS.values(), pl.String()),
    **dict.fromkeys(NUMBERS, pl.Float64()),
    **dict.fromkeys(WORDS, pl.String()),
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording; the group is the speaker, the split that of the subset.

    Options: ``mixed_gender``, speakers whose recordings hold voices of both genders, so that
    theirs is not told; ``keep_failed``, whether recordings listed as failed restorations stay.
    """
    styles, unreadable = _styles(root)
    failed = read_lines(root, list_files(root, ("_bad_sample_list.txt",))["path"])
    listed = failed["text"].str.extract(LISTED).drop_nulls().unique()
    refused = pl.col("utterance").is_in(listed.implode()) & pl.col("path").is_not_null()
    if options["keep_failed"]:
        refused = pl.lit(False)
    rows = (
        read_tree(root, options["mixed_gender"])
        .join(styles, on="utterance", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("reject", pl.when(refused).then(pl.lit("restoration failed"))),
            pl.when(pl.col("paragraph").is_not_null()).then(_about()).alias("extra"),
        )
        .drop("subset", "chapter", "paragraph", *NUMBERS, *WORDS)
    )
    return pl.concat([rows, faults(failed), unreadable], how="diagonal")


def _about() -> pl.Expr:
    return pl.struct("chapter", "paragraph", *NUMBERS, *WORDS).struct.json_encode()


def _styles(root: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Descriptions by utterance, and the tables that could not be read."""
    tables, faulty = [pl.DataFrame(schema=STYLES)], []
    for path in list_files(root, (".parquet",))["path"]:
        try:
            tables.append(_style_table(root / path))
        except (OSError, pl.exceptions.PolarsError) as error:
            reason = str(error).split("\n", maxsplit=1)[0]
            faulty.append((path, f"unreadable table of descriptions: {reason}"))
    styles = pl.concat(tables).unique("utterance", keep="first", maintain_order=True)
    schema = {"item": pl.String, "reject": pl.String}
    return styles, pl.DataFrame(faulty, schema=schema, orient="row")


def _style_table(path: Path) -> pl.DataFrame:
    table = pl.scan_parquet(path)
    names = {**LABELS, **{name: name for name in (*NUMBERS, *WORDS)}}
    there = table.collect_schema().names()
    return table.select(
        pl.col("id").cast(pl.String).alias("utterance"),
        *(
            (pl.col(name) if name in there else pl.lit(None))
            .cast(STYLES[column], strict=False)
            .alias(column)
            for name, column in names.items()
        ),
    ).collect()
