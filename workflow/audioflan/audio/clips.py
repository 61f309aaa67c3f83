"""Clean clips: every clip of a manifest decoded, checked and stored."""

import functools
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from audioflan.audio.decode import decode, is_rendered
from audioflan.audio.encode import within_full_scale
from audioflan.audio.index import REFERENCE, canonical_json
from audioflan.audio.loudness import gain_to, integrated_loudness
from audioflan.audio.part import Member, ordered_map, outcome_of, packed, slice_of, write_part
from audioflan.audio.problems import ClipError
from audioflan.audio.resample import resample
from audioflan.audio.settings import AudioSettings, Outputs
from audioflan.audio.signal import Signal
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
    signal, draw = _levelled(signal, settings.loudness)
    return (packed(clip["audio_id"], signal, draw=canonical_json(draw), **provenance),)


def _levelled(signal: Signal, loudness: float | None) -> tuple[Signal, dict[str, float]]:
    """The signal at the loudness asked for, at least within full scale; and what was done."""
    measured = -math.inf if loudness is None else integrated_loudness(signal)
    if loudness is None or math.isinf(measured):
        signal, gain = within_full_scale(signal)
        return signal, {} if gain == 1.0 else {"gain": gain}
    gain = gain_to(loudness, measured, signal.peak)
    drawn = {"gain": gain, "loudness": round(measured, 2)}
    return signal.replace(signal.samples * np.float32(gain)), drawn


def _can_stay(clip: Mapping[str, Any], settings: AudioSettings) -> bool:
    """Whether the source file itself can be served: it holds sound, as it is wanted."""
    rate = clip["sample_rate"]
    as_wanted = settings.loudness is None and (rate is None or settings.rate_for(rate) == rate)
    return as_wanted and not is_rendered(clip["path"])


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
