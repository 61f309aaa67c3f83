"""LibriMix: two or three readers of LibriSpeech at once, by the published recipes.

Layout (below any folder of the root)::

    libri<n>mix_<subset>.csv            mixture_ID, source_<k>_path, source_<k>_gain ...,
                                        noise_path, noise_gain
    libri<n>mix_<subset>_info.csv       mixture_ID, speaker_<k>_ID (as 3536.0), speaker_<k>_sex ...
    LibriSpeech/<subset>/<speaker>/<chapter>/<utterance>.flac and .trans.txt
    wham_noise/{tr,cv,tt}/<noise>.wav

Sources are relative to ``LibriSpeech``, noise to ``wham_noise``. The tree that the official
generator writes is read as well (``audioflan.corpora.librimix_made``).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.librimix_made import made_mixtures
from audioflan.corpora.lines import REMEDY, read_lines
from audioflan.corpora.tables import read_table
from audioflan.errors import AudioFlanError

RECIPE = r"(?:^|/)libri([23])mix_((?:dev|test|train)-clean(?:-\d+)?)\.csv$"
INFO = r"(?:^|/)libri([23])mix_[^/]*_info\.csv$"
SOURCE = r"((?:dev|test|train)-[a-z]+(?:-\d+)?/(\d+)/\d+/([\d-]+)\.flac)$"
NOISE = r"(?:^|/)((?:tr|cv|tt)/[^/]+\.wav)$"
GENDERS = {"F": "female", "M": "male"}
NONCOMMERCIAL = "CC-BY-NC-4.0"
PARTS = {
    **dict.fromkeys(("mixture", "place", "reject", "role", "key"), pl.String),
    "gain": pl.Float64,
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a reader of a mixture: the clean recording, and in ``stems`` all that is mixed.

    A stem bears its speaker's id, or ``noise``. The group is the speaker.

    Options: ``speakers``, how many in a mixture (2, 3); ``noise``, whether noise is mixed in;
    ``shortest``, whether a mixture ends with its shortest recording (its clips then have no
    transcript).
    """
    made = made_mixtures(root, options)
    recipes = _recipes(root, options, required=made.is_empty())
    audio = _recordings(root)
    rows = pl.concat([_mixed(recipes, audio, options), made], how="diagonal")
    rows = _labelled(rows.join(_texts(root), on="name", how="left", maintain_order="left"), options)
    rows = rows.join(_genders(root), on="speaker", how="left", maintain_order="left")
    return pl.concat([rows, _unused(audio, recipes)], how="diagonal")


def _recipes(root: Path, options: Mapping[str, Any], *, required: bool) -> pl.DataFrame:
    """All that is mixed, one row each: ``mixture, place, reject, role, key, gain``."""
    files = list_files(root, (".csv",)).with_columns(
        pl.col("path").str.extract(RECIPE).cast(pl.Int32).alias("count")
    )
    wanted = files.filter(pl.col("count").is_in(options["speakers"]))
    if required and wanted.is_empty():
        missing = root / f"libri{options['speakers'][0]}mix_dev-clean.csv"
        raise AudioFlanError("there is no recipe", where=missing, remedy=REMEDY)
    tables = [_recipe(root, path, count, options) for path, count in wanted.rows()]
    return pl.concat([pl.DataFrame(schema=PARTS), *tables])


def _recipe(root: Path, path: str, count: int, options: Mapping[str, Any]) -> pl.DataFrame:
    names = {f"s{index}": f"source_{index}" for index in range(1, count + 1)}
    if options["noise"]:
        names["noise"] = "noise"
    columns = [f"{name}_{what}" for name in names.values() for what in ("path", "gain")]
    table = read_table(root, path, ["mixture_ID", *columns], ",")
    return pl.concat(
        table.select(
            pl.col("mixture_ID").alias("mixture"),
            "place",
            "reject",
            pl.lit(role).alias("role"),
            pl.col(f"{name}_path").alias("key"),
            pl.col(f"{name}_gain").cast(pl.Float64, strict=False).alias("gain"),
        )
        for role, name in names.items()
    )


def _recordings(root: Path) -> pl.DataFrame:
    """Recordings by the ``key`` that recipes name them with; ``name`` is null for noise."""
    source = pl.col("path").str.extract_groups(SOURCE).struct
    named = list_files(root, (".flac", ".wav")).with_columns(
        key=pl.coalesce(source[0], pl.col("path").str.extract(NOISE)),
        speaker=source[1],
        name=source[2],
    )
    kept = named.filter(pl.col("key").is_not_null())
    headers = read_headers(root, kept["path"]).drop("path", "frames")
    return kept.hstack(headers.rename({"reject": "unreadable"}))


def _unused(audio: pl.DataFrame, recipes: pl.DataFrame) -> pl.DataFrame:
    """Recordings of speech that no mixture uses."""
    rest = audio.join(recipes, on="key", how="anti", maintain_order="left")
    reason = pl.coalesce("unreadable", pl.lit("in no mixture"))
    return rest.drop_nulls("name").select(item="path", reject=reason)


def _mixed(recipes: pl.DataFrame, audio: pl.DataFrame, options: Mapping[str, Any]) -> pl.DataFrame:
    """A row each of the speakers, with the stems of the mixture."""
    parts = recipes.join(audio, on="key", how="left", maintain_order="left")
    key = pl.format("'{}'", "key")
    fault = (
        pl.when(pl.col("path").is_null())
        .then(pl.concat_str(pl.coalesce(key, pl.lit("a recording")), pl.lit(" is not here")))
        .when(pl.col("unreadable").is_not_null())
        .then(pl.format("{}: {}", "key", "unreadable"))
    )
    parts = parts.with_columns(pl.coalesce("reject", fault).alias("reject"))
    stem = pl.struct(pl.coalesce("speaker", "role").alias("name"), "path")
    whole = parts.group_by("mixture", "place", maintain_order=True).agg(
        stem.alias("stems"),
        pl.col("gain").alias("gains"),
        pl.col("reject").drop_nulls().first(),
        pl.col("duration").min().alias("least"),
    )
    length = pl.col("least") if options["shortest"] else pl.col("duration")
    rows = parts.filter(pl.col("role") != "noise").drop("reject", "gain", "unreadable")
    return rows.join(whole, on=["mixture", "place"], how="left", maintain_order="left").select(
        pl.exclude("key", "place", "least", "duration"),
        length.alias("duration"),
        pl.format("{}#{}", "place", "role").alias("item"),
        pl.col("key").str.extract(r"^(\w+)-").alias("split"),
    )


def _labelled(rows: pl.DataFrame, options: Mapping[str, Any]) -> pl.DataFrame:
    terms = pl.lit(NONCOMMERCIAL if options["noise"] else None, pl.String)
    text = pl.lit(None, pl.String) if options["shortest"] else pl.col("text")
    about = pl.struct("mixture", "gains").struct.json_encode()
    return rows.select(
        pl.exclude("mixture", "role", "name", "gains", "text"),
        pl.format("{}_{}", "mixture", "role").alias("utterance"),
        pl.col("speaker").alias("group"),
        pl.lit("en").alias("language"),
        text.alias("text"),
        terms.alias("licence"),
        about.alias("extra"),
    )


def _genders(root: Path) -> pl.DataFrame:
    """Gender by speaker, whose ids the tables write as fractions."""
    files = list_files(root, ("_info.csv",))["path"]
    none = pl.DataFrame(schema={"speaker": pl.String, "gender": pl.String})
    tables = [
        read_table(root, path, [f"speaker_{index}_ID", f"speaker_{index}_sex"], ",").select(
            pl.col(f"speaker_{index}_ID").str.strip_suffix(".0").alias("speaker"),
            pl.col(f"speaker_{index}_sex")
            .replace_strict(GENDERS, default=None, return_dtype=pl.String)
            .alias("gender"),
        )
        for path, count in zip(files, files.str.extract(INFO).cast(pl.Int32), strict=True)
        for index in range(1, (count or 0) + 1)
    ]
    return pl.concat([none, *tables]).unique("speaker", keep="first")


def _texts(root: Path) -> pl.DataFrame:
    lines = read_lines(root, list_files(root, (".trans.txt",))["path"])
    fields = pl.col("text").str.strip_chars().str.splitn(" ", 2).struct
    texts = lines.select(fields[0].alias("name"), fields[1].alias("text"))
    return texts.drop_nulls("name").unique("name", keep="first")
