"""One part: a slice of a corpus in, a pack with its index and its rejects out."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from audioflan.audio.encode import flac_bytes, pcm_digest, pcm_of
from audioflan.audio.index import PACK, index_frame, rejects_frame
from audioflan.audio.pack import PackWriter
from audioflan.audio.problems import ClipError, Unsuitable
from audioflan.audio.settings import Outputs
from audioflan.audio.signal import Signal
from audioflan.errors import AudioFlanError
from audioflan.files import atomic_path, write_parquet
from audioflan.parts import part_range

T = TypeVar("T")
R = TypeVar("R")

# Clips in work for each thread: enough to keep it busy, few enough to bound memory.
_AHEAD = 4


@dataclass(frozen=True)
class Member:
    """One index row, and the encoded audio that belongs into the pack (None: referenced)."""

    row: Mapping[str, Any]
    content: bytes | None


@dataclass(frozen=True)
class Outcome:
    """What became of one clip: its members, or the reason why there are none."""

    item: str
    members: tuple[Member, ...] = ()
    reason: str | None = None


def slice_of(manifest: Path, part: int, parts: int) -> pl.DataFrame:
    """Rows of one part: the manifest sorted by audio id, cut into ``parts`` equal ranges.

    Raises:
        AudioFlanError: ``part`` (from 0) is not below ``parts``.
    """
    rows = pl.scan_parquet(manifest).sort("audio_id")
    total = rows.select(pl.len()).collect().item()
    mine = part_range(total, part, parts, manifest)
    return rows.slice(mine.start, len(mine)).collect()


def packed(audio_id: str, signal: Signal, **provenance: Any) -> Member:
    """Encode a signal as a member of the pack; ``provenance`` fills the other columns."""
    pcm = pcm_of(signal)
    content = flac_bytes(pcm, signal.sample_rate)
    row = {
        "audio_id": audio_id,
        "store": PACK,
        "member": f"{audio_id}.flac",
        "bytes": len(content),
        "frames": signal.frames,
        "start": 0.0,
        "duration": signal.duration,
        "sample_rate": signal.sample_rate,
        "channels": signal.channels,
        "sha256": pcm_digest(pcm),
        **provenance,
    }
    return Member(row, content)


def outcome_of(
    prepare: Callable[[Mapping[str, Any]], tuple[Member, ...]], clip: Mapping[str, Any]
) -> Outcome:
    """Run ``prepare`` on a clip; a clip that it cannot use becomes a reject with the reason."""
    try:
        return Outcome(clip["audio_id"], members=prepare(clip))
    except (ClipError, Unsuitable) as problem:
        return Outcome(clip["audio_id"], reason=str(problem))


def write_part(outputs: Outputs, outcomes: Iterable[Outcome], clips: int) -> None:
    """Write the pack, the index and the rejects, in the order of ``outcomes``.

    Raises:
        AudioFlanError: clips with members and rejects do not add up to ``clips``.
    """
    file = os.path.relpath(outputs.tar, outputs.build_root)
    rows: list[dict[str, Any]] = []
    rejects: list[tuple[str, str]] = []
    done = 0
    with atomic_path(outputs.tar) as temporary, temporary.open("wb") as stream:
        pack = PackWriter(stream)
        for outcome in outcomes:
            done += outcome.reason is None
            if outcome.reason is not None:
                rejects.append((outcome.item, outcome.reason))
            rows.extend(_placed(member, pack, file) for member in outcome.members)
        pack.finish()
    if done + len(rejects) != clips:
        raise AudioFlanError(
            f"{clips} clips went in, but {done} + {len(rejects)} rejects came out.",
            where=outputs.index,
            remedy="let one outcome answer for every clip.",
        )
    write_parquet(index_frame(rows), outputs.index)
    write_parquet(rejects_frame(rejects), outputs.rejects)


def _placed(member: Member, pack: PackWriter, file: str) -> dict[str, Any]:
    if member.content is None:
        return dict(member.row)
    return {**member.row, "file": file, "offset": pack.add(member.row["member"], member.content)}


def ordered_map(function: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[R]:
    """``map`` over threads: results in the order of the items, few of them held at a time."""
    if threads <= 1:
        yield from map(function, items)
        return
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= _AHEAD * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
