"""Freesound Loop Dataset: loops of Freesound, a third of them annotated by hand.

Layout (anywhere below the root)::

    metadata.json                          {sound id: {name, tags, username, license, ...}}
    audio/wav/<sound id>_<user id>.<suffix>.wav         <suffix> is that of the upload: ".wav.wav"
    annotations/<annotator>/sound-<sound id>.json       see audioflan.corpora.loop_annotations

Loops have no captions; theirs are composed of what the annotators agree on and the tags.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.creative_commons import spdx
from audioflan.corpora.json_files import REMEDY, load_json, load_jsons
from audioflan.corpora.loop_annotations import Opinion, agreed, opinion
from audioflan.corpora.pairing import pair
from audioflan.errors import AudioFlanError

WAV = r"(?:^|/)audio/wav/[^/]+\.(?i:wav)$"
SOUND = r"^(?:.*/)?(\d+)_[^/]*$"
ANNOTATION = r"(?:^|/)sound-(\d+)\.json$"
DISCARDED = "discarded by its annotators"
TEXTS = pl.List(pl.String)
LABELS: dict[str, Any] = {
    **dict.fromkeys(
        ("sound", "place", "reject", "unfit", "name", "username", "license"), pl.String
    ),
    **dict.fromkeys(("tags", "genre", "instruments"), TEXTS),
    **dict.fromkeys(("key", "mode", "signature"), pl.String),
    "tempo": pl.Float64,
}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a loop, one an entry of the metadata without loop, one an unreadable annotation.

    Options: ``tempo: [least, most]`` of an annotation, ``tags``: most of them in a caption.
    """
    files = list_files(root, (".wav", ".json"))["path"]
    audio = read_headers(root, files.filter(files.str.contains(WAV))).with_columns(
        pl.col("path").str.extract(SOUND).alias("sound")
    )
    annotations, faults = _annotations(root, files, options["tempo"])
    labels = _labels(root, files, annotations)
    found = pair(audio, labels, unlabelled="not in metadata.json", on="sound", item="sound")
    return pl.concat([_rows(found, options["tags"]), faults], how="diagonal")


def _annotations(
    root: Path, files: pl.Series, tempo: tuple[float, float]
) -> tuple[dict[str, list[Opinion]], pl.DataFrame]:
    """Opinions on each sound (none: all discard it), and the files that cannot be read."""
    opinions: dict[str, list[Opinion]] = {}
    seen, faults = set(), []
    named = pl.DataFrame({"path": files, "sound": files.str.extract(ANNOTATION)}).drop_nulls()
    loaded = load_jsons(root, named["path"])
    for (path, value, reason), sound in zip(loaded, named["sound"], strict=True):
        whose = tuple(path.rsplit("/", 2)[-2:])
        if value is None:
            faults.append((path, reason))
        elif whose not in seen and not value.get("save_for_later"):
            seen.add(whose)
            kept = opinions.setdefault(sound, [])
            kept += [] if value.get("discard") else [opinion(value, tempo)]
    schema = {"item": pl.String, "reject": pl.String}
    return opinions, pl.DataFrame(faults, schema=schema, orient="row")


def _labels(root: Path, files: pl.Series, annotations: dict[str, list[Opinion]]) -> pl.DataFrame:
    path = next(iter(files.filter(files.str.contains(r"(?:^|/)metadata\.json$"))), "metadata.json")
    entries = load_json(root / path)
    if not isinstance(entries, dict):
        raise AudioFlanError("the metadata is no JSON object", where=root / path, remedy=REMEDY)
    rows = [_label(sound, entry, annotations.get(sound)) for sound, entry in entries.items()]
    labels = pl.DataFrame(rows, schema=LABELS)
    return labels.with_columns(pl.format("{}: {}", pl.lit(path), "sound").alias("place"))


def _label(sound: str, entry: Any, opinions: list[Opinion] | None) -> dict[str, Any]:
    if not isinstance(entry, dict):
        return {"sound": sound, "reject": "no JSON object"}
    told = {name: entry.get(name) for name in ("name", "username", "license")}
    tags = [str(tag) for tag in entry.get("tags") or []]
    shared = agreed(opinions) if opinions else {}
    unfit = DISCARDED if opinions == [] else None
    return {"sound": sound, "unfit": unfit, "tags": tags or None, **told, **shared}


def _rows(found: pl.DataFrame, most_tags: int) -> pl.DataFrame:
    stem = pl.col("path").str.extract(r"([^/.]+)\.[^/]*$")
    return found.select(
        "item",
        pl.coalesce("reject", "unfit").alias("reject"),
        stem.alias("utterance"),
        "path",
        "duration",
        "sample_rate",
        "channels",
        pl.coalesce("username", stem.str.extract(r"_(.+)$")).alias("group"),
        _caption(most_tags).alias("caption"),
        "tempo",
        "key",
        "mode",
        "genre",
        "instruments",
        "tags",
        spdx(pl.col("license")).alias("licence"),
        pl.struct("name", "signature").struct.json_encode().alias("extra"),
    )


def _caption(most_tags: int) -> pl.Expr:
    """Such as ``A hip hop loop of percussion and bass at 140 BPM, tagged dub.``, or null."""
    words = pl.col("tags").list.eval(pl.element().filter(~pl.element().is_in(["loop", "loops"])))
    clauses = (
        pl.col("genre").list.join(" and ") + " ",
        pl.lit("loop"),
        " of " + pl.col("instruments").list.join(" and "),
        pl.format(" in {} {}", "key", "mode"),
        pl.format(" at {} BPM", pl.col("tempo").round(2).cast(pl.String).str.strip_suffix(".0")),
        ", tagged " + words.list.head(most_tags).list.join(", ").replace("", None),
    )
    text = pl.concat_str(*clauses, ignore_nulls=True)
    article = (
        pl.when(text.str.contains("^(?i:[aeiou])")).then(pl.lit("An ")).otherwise(pl.lit("A "))
    )
    return pl.when(text != "loop").then(article + text + ".")
