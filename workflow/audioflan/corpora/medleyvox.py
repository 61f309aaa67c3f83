"""MedleyVox: segments of MedleyDB in which several voices sing, with each voice alone.

Layout (anywhere below the root)::

    {unison,duet,rest}/<Song>/<segment>/mix/<Song> - <segment>.wav
                                       /gt/<voice> - <segment>.wav
    .../testset_config/<set>/<Song>.json      segment -> {type, main_vocal, other_vocals, ...}

``rest`` is called ``main_vs_rest`` where the authors' script cut the segments. Only the
configurations, which come with the code, tell the main voice from the others. ``mix`` is the sum
of ``gt``. Layout: Jeon et al., MedleyVox (2023), and https://github.com/jeonchangbin49/MedleyVox.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.corpora.audio_files import list_files, read_headers
from audioflan.corpora.columns import CANONICAL
from audioflan.corpora.json_files import load_jsons
from audioflan.errors import AudioFlanError

PLACE = r"(?:^|/)(unison|duet|rest|main_vs_rest)/([^/]+)/([^/]+)/(mix|gt)/(.+) - [^/]+\.(?i:wav)$"
CONFIGS = "/testset_config/"
KINDS = {
    "unison": "unison",
    "duet": "duet",
    "rest": "main vs. rest",
    "main_vs_rest": "main vs. rest",
}
MAIN, OTHER, OTHERS = "main vocal", "other vocal", "other vocals"
SEGMENT = ["song", "segment"]
CONFIG: dict[str, Any] = {
    "place": pl.String,
    "song": pl.String,
    "segment": pl.String,
    "main": pl.String,
    "others": pl.List(pl.String),
    "extra": pl.String,
}
STEMS: dict[str, Any] = {"stems": CANONICAL["stems"], "fault": pl.String}


def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
    """One row a mixture, and one a configured segment without one. No options."""
    part = pl.col("path").str.extract_groups(PLACE).struct
    files = list_files(root, (".wav",)).with_columns(
        kind=part[0], song=part[1], segment=part[2], role=part[3], voice=part[4]
    )
    mixes = files.filter(pl.col("role") == "mix").drop("role", "voice")
    voices = files.filter(pl.col("role") == "gt").group_by(*SEGMENT).agg(_voices())
    configs, faults = _configs(root)
    found = (
        mixes.hstack(read_headers(root, mixes["path"]).drop("path"))
        .join(voices, on=SEGMENT, how="left", maintain_order="left")
        .join(configs, on=SEGMENT, how="full", coalesce=True, maintain_order="left_right")
    )
    return pl.concat([_rows(found), faults], how="diagonal")


def _voices() -> pl.Expr:
    return pl.struct("voice", "path").sort_by("voice").alias("voices")


def _configs(root: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Configured segments, and the files that hold none as rejects."""
    paths = [path for path in list_files(root, (".json",))["path"] if CONFIGS in f"/{path}"]
    if not paths:
        raise AudioFlanError(
            "no segment configurations (testset_config/*/<Song>.json)",
            where=root,
            remedy="fetch the second source of the corpus, the authors' code, as well",
        )
    rows, faults = [], []
    for path, segments, reason in load_jsons(root, paths):
        if reason is not None:
            faults.append((path, reason))
        rows += [_config(path, name, facts) for name, facts in (segments or {}).items()]
    rejects = pl.DataFrame(faults, schema={"item": pl.String, "reject": pl.String}, orient="row")
    configs = pl.DataFrame(rows, schema=CONFIG, orient="row")
    return configs.unique(SEGMENT, keep="first", maintain_order=True), rejects


def _config(path: str, segment: str, facts: Any) -> tuple[Any, ...]:
    given = facts if isinstance(facts, dict) else {}
    counts = {key: given.get(key) for key in ("num_of_singers", "num_of_voices")}
    others = given.get("other_vocals") or []
    place, song = f"{path}#{segment}", Path(path).stem
    return place, song, segment, given.get("main_vocal"), others, json.dumps(counts)


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    kind = pl.col("kind").replace_strict(KINDS, default=None)
    stems = [_stems(segment) for segment in found.iter_rows(named=True)]
    parts = pl.DataFrame(stems, schema=STEMS, orient="row")
    return found.hstack(parts).select(
        pl.coalesce("path", "place").alias("item"),
        pl.coalesce("reject", "fault").alias("reject"),
        pl.format("{}_{}", *SEGMENT).alias("utterance"),
        *("path", "duration", "sample_rate", "channels", "extra", "stems"),
        pl.lit("test").alias("split"),
        pl.col("song").str.extract(r"^([^_]+)").alias("group"),
        pl.concat_list(kind).alias("tags"),
    )


def _stems(segment: Mapping[str, Any]) -> tuple[list[dict[str, str]] | None, str | None]:
    """The main voice and the others under one name, or the reason why they are not all here."""
    if segment["path"] is None:
        return None, "label without audio"
    if segment["main"] is None:
        return None, "no configuration of this segment"
    here = {voice["voice"]: voice["path"] for voice in segment["voices"] or []}
    wanted = [segment["main"], *segment["others"]]
    for voice in sorted({*wanted} ^ {*here}):
        lacking = "is missing" if voice in wanted else "is not in the configuration"
        return None, f"the voice {voice} {lacking}"
    other = OTHER if len(wanted) == 2 else OTHERS
    names = [MAIN, *[other] * (len(wanted) - 1)]
    stems = zip(names, wanted, strict=True)
    return [{"name": name, "path": here[voice]} for name, voice in stems], None
