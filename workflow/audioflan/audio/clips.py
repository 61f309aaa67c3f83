"""Clean clips: every clip of a manifest decoded, checked and stored."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audioflan.audio.decode import decode, is_rendered
from audioflan.audio.encode import within_full_scale
from audioflan.audio.index import REFERENCE, canonical_json
from audioflan.audio.part import Member, ordered_map, outcome_of, packed, slice_of, write_part
from audioflan.audio.problems import ClipError
from audioflan.audio.resample import resample
from audioflan.audio.settings import AudioSettings, Outputs
from audioflan.catalog.models import CLEAN

ROLE = "clip"
COLUMNS = ("audio_id", "path", "start", "duration", "sample_rate", "channels", "licence")


def prepare_clips(
    *,
    manifest: Path,
    root: Path,
    part: int,
    parts: int,
    settings: AudioSettings,
    outputs: Outputs,
    threads: int = 1,
) -> None:
    """Store the clips of one part; clips that cannot be used become rejects.

    Args:
        manifest: the corpus's manifest (Parquet, canonical columns).
        root: the corpus's files, which ``path`` is relative to.
        part: index of the slice, from 0.
        parts: number of slices.
        settings: how audio is kept.
        outputs: the files to write, each whole or absent; their bytes depend on neither
            ``threads`` nor time.
        threads: clips prepared side by side.

    Raises:
        AudioFlanError: the job itself cannot be done (a program or SoundFont is absent).
    """
    clips = slice_of(manifest, part, parts).select(COLUMNS)
    prepare = functools.partial(_prepare, root=root, settings=settings)
    outcomes = ordered_map(
        functools.partial(outcome_of, prepare), clips.iter_rows(named=True), threads
    )
    write_part(outputs, outcomes, clips.height)


def _prepare(clip: Mapping[str, Any], *, root: Path, settings: AudioSettings) -> tuple[Member, ...]:
    provenance = {
        "licence": clip["licence"],
        "recipe": CLEAN,
        "role": ROLE,
        "anchor": clip["audio_id"],
        "parents": [],
    }
    if settings.store == REFERENCE and _can_stay(clip, settings):
        return (_referenced(clip, provenance),)
    signal = decode(root, clip["path"], clip["start"], clip["duration"])
    signal = resample(signal, settings.rate_for(signal.sample_rate))
    signal, gain = within_full_scale(signal)
    draw = canonical_json({} if gain == 1.0 else {"gain": gain})
    return (packed(clip["audio_id"], signal, draw=draw, **provenance),)


def _can_stay(clip: Mapping[str, Any], settings: AudioSettings) -> bool:
    """Whether the source file itself can be served: it holds sound, at the wanted rate."""
    rate = clip["sample_rate"]
    return not is_rendered(clip["path"]) and (rate is None or settings.rate_for(rate) == rate)


def _referenced(clip: Mapping[str, Any], provenance: Mapping[str, Any]) -> Member:
    missing = [name for name in ("duration", "sample_rate", "channels") if clip[name] is None]
    if missing:
        raise ClipError(f"the manifest does not state {', '.join(missing)}", where=clip["path"])
    row = {
        "audio_id": clip["audio_id"],
        "file": clip["path"],
        "store": REFERENCE,
        "frames": round(clip["duration"] * clip["sample_rate"]),
        "start": clip["start"] or 0.0,
        "duration": clip["duration"],
        "sample_rate": clip["sample_rate"],
        "channels": clip["channels"],
        "draw": "{}",
        **provenance,
    }
    return Member(row, None)
