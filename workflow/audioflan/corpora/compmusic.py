"""CompMusic: the Saraga recordings of Carnatic and Hindustani music, cut into windows.

Layout (anywhere below the root)::

    <release> by <artist>/<recording>/
      <recording>.mp3.mp3  or  <artist> - <recording>.mp3        the mix
      <...>.multitrack-<instrument>.mp3                          its tracks, which are left out
      <...>.json, <...>.sections-manual-p.txt, <...>.tempo-manual.txt: see audioflan.corpora.saraga

There are no captions; they are composed of what is known of the recording.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.json_files import load_jsons
from audioflan.corpora.pairing import pair
from audioflan.corpora.saraga import Fault, describe, read_sections, read_tempi
from audioflan.corpora.windows import cut

TRACK = r"\.multitrack-[^/]*$"
FOLDER = r"^(.*?)[^/]*$"
SECTIONS, TEMPI = ".sections-manual-p.txt", ".tempo-manual.txt"
NAMES = pl.List(pl.String)
FACTS: dict[str, Any] = {
    **dict.fromkeys(("place", "reject", "mbid", "title", "tradition", "artist"), pl.String),
    **dict.fromkeys(("raga", "tala", "form", "laya", "instruments"), NAMES),
}
SPANS = {"folder": pl.String, "from": pl.Float64, "to": pl.Float64}
FAULTS = {"item": pl.String, "reject": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a window of a recording, one a metadata file without recording or a faulty line.

    Options: ``window`` and ``min_window`` in seconds.
    """
    files = list_files(root, (".mp3", ".json", SECTIONS, TEMPI))["path"]
    found = pair(
        _mixes(root, files),
        _metadata(root, files),
        "no metadata beside it",
        on="folder",
        item="folder",
    )
    windows = cut(found, options["window"], options["min_window"])
    faults: list[Fault] = []
    labels = {
        "section": _spans(root, files, SECTIONS, faults),
        "tempo": _spans(root, files, TEMPI, faults),
    }
    for name, spans in labels.items():
        windows = _labelled(windows, spans, name)
    lines = pl.DataFrame(faults, schema=FAULTS, orient="row")
    return pl.concat([_rows(windows), lines], how="diagonal")


def _mixes(root: Path, files: pl.Series) -> pl.DataFrame:
    """Recordings; a folder has one mix beside its tracks."""
    mixes = files.filter(files.str.ends_with(".mp3") & ~files.str.contains(TRACK))
    headers = read_headers(root, mixes).with_columns(_folder(pl.col("path")))
    several = pl.when(pl.len().over("folder") > 1).then(pl.lit("several mixes in one folder"))
    return headers.with_columns(pl.coalesce("reject", several).alias("reject"))


def _metadata(root: Path, files: pl.Series) -> pl.DataFrame:
    loaded = load_jsons(root, files.filter(files.str.ends_with(".json")))
    rows = [
        {"place": path, "reject": reason, **describe(value or {})} for path, value, reason in loaded
    ]
    return pl.DataFrame(rows, schema=FACTS).with_columns(_folder(pl.col("place")))


def _spans(root: Path, files: pl.Series, ending: str, faults: list[Fault]) -> pl.DataFrame:
    """Labelled spans of recordings: ``folder, from, to, label``."""
    parse = read_sections if ending == SECTIONS else read_tempi
    rows: list[tuple[Any, ...]] = []
    for path in files.filter(files.str.ends_with(ending)):
        spans, wrong = parse(root, path)
        faults += wrong
        rows += [(path.rpartition("/")[0] + "/", *span) for span in spans]
    label = pl.String if ending == SECTIONS else pl.Float64
    return pl.DataFrame(rows, schema={**SPANS, "label": label}, orient="row")


def _labelled(windows: pl.DataFrame, spans: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add the label of the span that holds a window's middle."""
    middle = pl.col("start") + pl.col("duration") / 2
    held = (
        windows.select("item", "folder", middle.alias("middle"))
        .join(spans, on="folder", how="inner", maintain_order="left_right")
        .filter((pl.col("from") <= pl.col("middle")) & (pl.col("middle") < pl.col("to")))
        .unique("item", keep="first", maintain_order=True)
        .select("item", pl.col("label").alias(name))
    )
    return windows.join(held, on="item", how="left", maintain_order="left")


def _folder(path: pl.Expr) -> pl.Expr:
    return path.str.extract(FOLDER).alias("folder")


def _rows(windows: pl.DataFrame) -> pl.DataFrame:
    recording = pl.col("folder").str.extract(r"([^/]*)/$").str.normalize("NFC")
    number = pl.col("window").cast(pl.String).str.zfill(3)
    release = pl.col("folder").str.extract(r"([^/]*)/[^/]*/$").str.normalize("NFC")
    return windows.select(
        "item",
        "reject",
        pl.format("{}_{}", pl.coalesce("mbid", recording), number).alias("utterance"),
        "path",
        "start",
        "duration",
        "sample_rate",
        "channels",
        pl.coalesce("artist", release).alias("group"),
        _caption().alias("caption"),
        "tempo",
        pl.concat_list("tradition").list.drop_nulls().alias("genre"),
        "instruments",
        pl.struct("title", "artist", "raga", "tala", "section").struct.json_encode().alias("extra"),
    )


def _caption() -> pl.Expr:
    """Such as ``Carnatic music, a Kriti in raga Kamboji, tala Rupaka, for voice and violin.``.

    What is not known is left out.
    """
    raga = "raga " + pl.col("raga").list.join(" and ")
    tala = "tala " + pl.col("tala").list.join(" and ")
    laya = pl.col("laya").list.join(" and ").str.to_lowercase() + " laya"
    modes = pl.concat_list(raga, tala, laya).list.drop_nulls()
    clauses = (
        pl.col("tradition") + " music",
        ", a " + pl.col("form").list.join(" and "),
        pl.when(modes.list.len() > 0).then(" in " + modes.list.join(", ")),
        ", for " + _listed("instruments").str.to_lowercase(),
        ", at " + pl.col("tempo").round(0).cast(pl.Int64).cast(pl.String) + " beats a minute",
        ". The section is " + pl.col("section"),
    )
    text = pl.concat_str(*clauses, ignore_nulls=True) + "."
    return pl.when(pl.col("tradition").is_not_null()).then(text)


def _listed(column: str) -> pl.Expr:
    """``voice, violin and mridangam``."""
    names = pl.col(column).list
    rest = names.head(names.len() - 1).list.join(", ")
    return pl.when(names.len() > 1).then(rest + " and " + names.last()).otherwise(names.last())
