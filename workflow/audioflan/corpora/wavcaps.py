"""WavCaps: recordings from four sites with captions that a language model made of their texts.

Layout (anywhere below the root; the folders between come from the authors' disk)::

    json_files/<subset>/<table>.json     {"num_captions_per_audio": 1, "data": [{...}, ...]}
    json_files/blacklist/<name>.json     {"AudioSet": ["Y<id>.wav"], "FreeSound": ["<id>"]}
    [Zip_files/]<subset>/.../<subset>_flac/<id>.flac

``id`` names the recording without suffix, but in AudioSet_SL with ``.wav`` although it is FLAC.
Other keys differ by subset: ``tags`` is a list, ``category`` the text of a Python list, ``author``
and ``href`` credit the uploader. SoundBible has recordings that no table names.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.excerpts import middle
from audioflan.corpora.json_files import load_json
from audioflan.corpora.listing import needed
from audioflan.corpora.matching import match
from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

TABLES = {
    "AudioSet_SL": "as_final.json",
    "BBC_Sound_Effects": "bbc_final.json",
    "FreeSound": "fsd_final.json",
    "SoundBible": "sb_final.json",
}
BLACKLISTED = {"AudioSet": "AudioSet_SL", "FreeSound": "FreeSound"}
CLIP = rf"(?:^|/)({'|'.join(TABLES)})(?:_flac)?/(?:.*/)?([^/]+)\.(?i:flac|wav)$"
TEXTS = ("id", "caption", "title", "file_name", "author", "href", "download_link", "category")
ITEM = pl.Struct({**dict.fromkeys(TEXTS, pl.String()), "tags": pl.List(pl.String)})
TABLE = pl.Struct({"data": pl.List(ITEM)})
QUOTED = r"'([^']*)'|\"([^\"]*)\""
SOURCE = "the repository cvssp/WavCaps"


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a recording, and one a caption without recording.

    Options: ``subsets``; ``exclude``, names of blacklists whose recordings are left out;
    ``longest``, seconds of the excerpt (from the middle) that is taken of a longer recording, or
    null; ``speech`` and ``voice``, words of captions: a recording of the former is tagged
    ``speech``, of neither ``nonspeech``, and of the latter alone not at all. The tags are derived
    from captions, not annotated.
    """
    files = list_files(root, (".flac", ".wav", ".json"))
    labels = pl.concat([_labels(root, files, subset) for subset in options["subsets"]])
    excluded = _excluded(root, files, options["exclude"])
    found = match(_clips(root, files), labels, "key", unlabelled="no caption in the tables")
    found = found.with_columns(
        *middle(options["longest"]),
        pl.coalesce("reject", _reason(excluded)).alias("reject"),
    )
    return _rows(found, options["speech"], options["voice"])


def _clips(root: Path, files: pl.DataFrame) -> pl.DataFrame:
    paths = files.filter(~pl.col("path").str.to_lowercase().str.ends_with(".json"))["path"]
    parts = pl.col("path").str.extract_groups(CLIP).struct
    elsewhere = pl.when(parts[0].is_null()).then(pl.lit("below no folder of a subset"))
    return read_headers(root, paths).with_columns(
        pl.coalesce("reject", elsewhere).alias("reject"), _key(parts[0], parts[1]).alias("key")
    )


def _key(subset: pl.Expr, name: pl.Expr) -> pl.Expr:
    return pl.format("{}/{}", subset, name)


def _labels(root: Path, files: pl.DataFrame, subset: str) -> pl.DataFrame:
    path = needed(root, files, TABLES[subset], SOURCE)
    rows = _items(root / path).with_columns(pl.col("id", "caption").replace("", None))
    name = pl.col("id").str.replace(r"\.wav$", "")
    return (
        rows.rename({"tags": "keywords"})
        .with_row_index("row")
        .with_columns(
            pl.format("{}#{}", pl.lit(path), "row").alias("place"),
            pl.lit(subset).alias("subset"),
            _key(pl.lit(subset), name).alias("key"),
            pl.when(pl.col("caption").is_null()).then(pl.lit("no caption")).alias("reject"),
        )
    )


def _items(path: Path) -> pl.DataFrame:
    """The objects of a table, read in columns: one table has hundreds of thousands."""
    try:
        table = pl.Series([read_text(path)]).str.json_decode(TABLE)
        items = table.struct.field("data").drop_nulls().explode(empty_as_null=False)
    except pl.exceptions.PolarsError:
        load_json(path)  # says where the fault is, when the file is no JSON at all
        items = pl.Series(dtype=pl.Null)
    if items.is_empty():
        what = "not a table of captions: an object with a list of objects, 'data'"
        remedy = "fetch it anew: a copy out of a git repository may be a mere pointer to it"
        raise AudioFlanError(what, where=path, remedy=remedy)
    return items.struct.unnest()


def _excluded(root: Path, files: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """``key`` of every recording on a blacklist, and the ``blacklist``."""
    rows = []
    for name in names:
        path = root / needed(root, files, f"{name}.json", SOURCE)
        lists = load_json(path)
        if not isinstance(lists, dict):
            raise AudioFlanError("not lists by subset", where=path, remedy=f"fetch {SOURCE} again")
        for listed, subset in BLACKLISTED.items():
            rows += [f"{subset}/{entry.removesuffix('.wav')}" for entry in lists.get(listed, [])]
    return pl.DataFrame({"key": rows}, schema={"key": pl.String})


def _reason(excluded: pl.DataFrame) -> pl.Expr:
    listed = pl.col("key").is_in(excluded["key"].implode())
    return pl.when(listed).then(pl.lit("on a blacklist: others test with it"))


def _rows(found: pl.DataFrame, speech: Sequence[str], voice: Sequence[str]) -> pl.DataFrame:
    subset = pl.col("key").str.extract(r"^([^/]+)/")
    group = pl.coalesce("author", pl.col("key").str.extract(r"/(.+)$"))
    return found.select(
        pl.coalesce("path", "place").alias("item"),
        "reject",
        pl.col("key").str.replace("/", "_", literal=True).alias("utterance"),
        "path",
        "start",
        "duration",
        "sample_rate",
        "channels",
        pl.format("{}/{}", subset, group).alias("group"),
        "caption",
        _spoken(speech, voice).alias("tags"),
        pl.when(pl.col("caption").is_not_null()).then(_extra()).alias("extra"),
    )


def _spoken(speech: Sequence[str], voice: Sequence[str]) -> pl.Expr:
    says = pl.col("caption").str.contains
    return (
        pl.when(says(_words(speech)))
        .then(pl.lit(["speech"]))
        .when(~says(_words(voice)))
        .then(pl.lit(["nonspeech"]))
    )


def _words(words: Sequence[str]) -> str:
    return rf"(?i)\b(?:{'|'.join(words)})\b"


def _extra() -> pl.Expr:
    category = pl.col("category").str.extract_all(QUOTED)
    about = pl.struct(
        "author",
        title=pl.coalesce("title", "file_name"),
        source=pl.coalesce(pl.col("href", "download_link").replace("", None)),
        keywords=pl.coalesce("keywords", category.list.eval(pl.element().str.strip_chars("'\""))),
    )
    return about.struct.json_encode()
