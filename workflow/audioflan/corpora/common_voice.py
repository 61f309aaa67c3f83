"""Common Voice (scripted speech): sentences read aloud by volunteers, one folder a locale.

Layout (``<release>/`` may be missing)::

    <release>/<locale>/clips/common_voice_<locale>_<number>.mp3
    <release>/<locale>/{train,dev,test}.tsv               the splits of this release
    <release>/<locale>/{validated,invalidated,other}.tsv  every clip by its votes
    <release>/<locale>/clip_durations.tsv                 milliseconds, since release 16.1

Tables have a header and no quoting, and their columns changed with the releases, so they are
read by name. Clips are known by the names in their folder; none is opened unless the release
states no duration for it, or none above 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import read_headers
from audioflan.corpora.big_tables import read_big_table
from audioflan.corpora.folders import folders_with, names_below
from audioflan.errors import AudioFlanError

SPLITS = ("train", "dev", "test")
UNSPLIT = ("validated", "invalidated", "other")
GENDERS = {
    "male": "male",
    "male_masculine": "male",
    "female": "female",
    "female_feminine": "female",
}
OPTIONAL = ("client_id", "sentence_id", "age", "gender", "accents", "accent", "variant")
LOCALE = r"^common_voice_(.+)_\d+\.mp3$"
LABELS: dict[str, Any] = {"clip": pl.String, "number": pl.Int64, "table": pl.String}
FAULTS: dict[str, Any] = {"place": pl.String, "reject": pl.String}
DIGEST = 16
"""Characters kept of the long digests that stand for speakers and sentences."""


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a clip.

    Options: ``locales``, those to read (empty: every one found).

    Raises:
        AudioFlanError: there is no locale that is wanted.
    """
    wanted = options["locales"]
    folders = [
        folder
        for folder in folders_with(root, ("clips", "train.tsv"))
        if not wanted or folder.name in wanted
    ]
    if not folders:
        raise AudioFlanError(
            "no locale with a folder 'clips' or a table 'train.tsv'",
            where=root,
            remedy="unpack the archives of the locales here, or correct the option 'locales'",
        )
    return pl.concat([_read_locale(root, folder) for folder in folders], how="diagonal_relaxed")


@dataclass(frozen=True)
class Locale:
    """One locale: where it lies below the root, and its code as the clips' names have it."""

    root: Path
    place: str
    code: str

    def number(self, name: str) -> pl.Expr:
        """What tells its clips apart, as a number: quicker to join than their names."""
        end = pl.col(name).str.strip_prefix(f"common_voice_{self.code}_").str.strip_suffix(".mp3")
        return end.cast(pl.Int64, strict=False).alias("number")


def _read_locale(root: Path, folder: Path) -> pl.DataFrame:
    names = names_below(folder / "clips")["name"].alias("clip")
    code = names.head(100).str.extract(LOCALE).drop_nulls().first()
    place = folder.relative_to(root).as_posix()
    locale = Locale(root, place, folder.name if code is None else str(code))
    clips = names.to_frame().with_columns(locale.number("clip"))
    labels, faults = _labels(locale)
    # In one piece each: for a column of many the set would be built anew for every one of them.
    heard, labelled = clips["number"].rechunk(), labels["number"].rechunk()
    spare = clips.filter(~heard.is_in(labelled.implode()).fill_null(False)).sort("clip")
    labels = labels.with_columns(labelled.is_in(heard.implode()).alias("here"))
    found = pl.concat([labels, _votes(locale, spare)], how="diagonal").with_columns(
        pl.concat_str(pl.lit(f"{place}/clips/"), "clip").alias("path")
    )
    return pl.concat([_rows(_with_durations(locale, found), locale.code), faults], how="diagonal")


def _labels(locale: Locale) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of the three splits, and what cannot be used of them."""
    tables, missing = _tables(locale, SPLITS, _columns(locale), ("path", "sentence"))
    rows = pl.concat([pl.DataFrame(schema=LABELS | FAULTS), *tables], how="diagonal")
    nameless = rows.filter(pl.col("clip").is_null())
    faults = nameless.select(pl.col("place").alias("item"), "reject")
    named = rows.drop("place").rename({"table": "split"})
    return named.drop_nulls("clip") if nameless.height else named, pl.concat([faults, missing])


def _columns(locale: Locale) -> list[pl.Expr]:
    return [
        pl.col("path").alias("clip"),
        locale.number("path"),
        pl.col("sentence").alias("text_raw"),
        pl.col("client_id").str.head(DIGEST).alias("speaker"),
        pl.col("sentence_id").str.head(DIGEST).alias("sentence"),
        pl.col("age").replace("fourties", "forties"),
        pl.col("gender").replace_strict(GENDERS, default=None, return_dtype=pl.String),
        pl.coalesce("accents", "accent").alias("accent"),
        pl.col("variant").alias("dialect"),
    ]


def _tables(
    locale: Locale, stems: Iterable[str], select: list[pl.Expr], needed: tuple[str, ...]
) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """Tables that can be read, with the name of each in ``table``; a reject for every other."""
    tables, rejects = [], []
    for stem in stems:
        path = f"{locale.place}/{stem}.tsv"
        try:
            rows = read_big_table(locale.root, path, select, needed=needed, optional=OPTIONAL)
        except AudioFlanError as error:
            rejects.append((path, f"{error.what}; {error.remedy}"))
        else:
            tables.append(rows.with_columns(pl.lit(stem).alias("table")))
    schema = {"item": pl.String, "reject": pl.String}
    return tables, pl.DataFrame(rejects, schema=schema, orient="row")


def _votes(locale: Locale, spare: pl.DataFrame) -> pl.DataFrame:
    """Clips of no split, and the table by votes that has them."""
    # Long tables, which need not be read where every clip has a split.
    stems = UNSPLIT if spare.height else ()
    tables, _ = _tables(locale, stems, [locale.number("path")], ("path",))
    nothing = pl.DataFrame(schema=LABELS).drop("clip")
    votes = pl.concat([nothing, *(table.select("number", "table") for table in tables)])
    first = votes.unique("number", keep="first", maintain_order=True)
    joined = spare.join(first, on="number", how="left", maintain_order="left")
    reason = pl.format("in no split, only in {}.tsv", "table")
    return joined.select("clip", reason.fill_null("in no table of its release").alias("reject"))


def _with_durations(locale: Locale, found: pl.DataFrame) -> pl.DataFrame:
    """Durations in seconds as the release states them, else from headers."""
    path, columns = f"{locale.place}/clip_durations.tsv", ("clip", "duration[ms]")
    seconds = pl.col("duration[ms]").cast(pl.Float64, strict=False) / 1000
    stated = pl.DataFrame(schema={"number": pl.Int64, "duration": pl.Float64})
    if (locale.root / path).is_file():
        select = [locale.number("clip"), seconds.alias("duration")]
        rows = read_big_table(locale.root, path, select, needed=columns).select(stated.columns)
        # Some clips are said to be 0 ms long and are not: their headers tell.
        stated = rows.filter(pl.col("duration") > 0)
    found = found.join(stated, on="number", how="left", maintain_order="left")
    unknown = pl.col("duration").is_null() & pl.col("here").fill_null(False)
    asked = found.filter(unknown)["path"]
    if asked.is_empty():
        return found.with_columns(pl.lit(None).alias(name) for name in ("sample_rate", "channels"))
    facts = read_headers(locale.root, asked).drop("frames").rename({"reject": "fault"})
    measured = found.join(facts, on="path", how="left", maintain_order="left")
    return measured.with_columns(
        pl.coalesce("duration", "duration_right"), pl.coalesce("reject", "fault").alias("reject")
    )


def _rows(found: pl.DataFrame, code: str) -> pl.DataFrame:
    text, backslash = pl.col("text_raw"), found["text_raw"].str.contains("\\", literal=True)
    if backslash.any():
        # Tables up to release 24 put a backslash before a quote or a backslash.
        text = text.str.replace_all(r'\\([\\"])', "$1")
    lost = pl.when(~pl.col("here")).then(pl.lit("label without audio"))
    return found.select(
        pl.col("path").alias("item"),
        pl.coalesce("reject", lost).alias("reject"),
        pl.col("clip").str.strip_suffix(".mp3").alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "split", "speaker", "sentence"),
        *("age", "gender", "accent", "dialect", "text_raw"),
        text.alias("text"),
        pl.lit(code).alias("language"),
    )
