"""Checked records -> shards: one multi-frame zstd file a split, with an index of its frames."""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import zstandard

from audioflan.errors import AudioFlanError
from audioflan.files import atomic_path, write_json
from audioflan.records.check import Check, Tally
from audioflan.records.frames import Frame, FrameWriter
from audioflan.records.lines import read_lines

SUFFIX = ".jsonl.zst"


def write_shards(
    records_path: Path | str, check_json: Path | str, outputs: Mapping[str, Path | str]
) -> None:
    """Pack the accepted records of one file into one shard a split.

    Refused lines are skipped by the number under which ``<check>.rejects.jsonl`` lists them.

    Args:
        records_path: the file that was validated.
        check_json: what the validation counted.
        outputs: shard path of every split; a split without records gets a valid empty shard.

    Raises:
        AudioFlanError: what was packed is not what the check counted and digested, or a
            split with records has no output; then no shard is written.
    """
    check = Check.read(check_json)
    refused = _refused_lines(check, Path(check_json).with_suffix(".rejects.jsonl"))
    tally = Tally()
    with ExitStack() as stack:
        writers = {split: _writer(stack, path) for split, path in outputs.items()}
        for number, line in enumerate(read_lines(records_path), start=1):
            if number in refused:
                continue
            split = _split_of(line, writers, records_path, number)
            tally.accept(split, line)
            writers[split].write(line + b"\n")
        _close_sums(tally, check, records_path)
        for split, writer in writers.items():
            writer.close()
            index = {"frames": [asdict(frame) for frame in writer.frames]}
            write_json(index_path(outputs[split]), index)


def read_shard(path: Path | str, frames: Iterable[int] | None = None) -> Iterator[dict[str, Any]]:
    """Records of a shard, in order.

    Args:
        path: the ``.jsonl.zst`` file.
        frames: numbers of the frames to read (0 = first), found through the index beside the
            shard; None reads the whole file without it.

    Raises:
        AudioFlanError: the file is damaged or cut, or has no such frame.
    """
    lines = read_lines(path) if frames is None else _lines_of(Path(path), frames)
    for line in lines:
        yield orjson.loads(line)


def read_index(shard: Path | str) -> list[Frame]:
    """The frames of a shard, from the index beside it.

    Raises:
        AudioFlanError: the index is absent or damaged.
    """
    path = index_path(shard)
    try:
        return [Frame(**row) for row in orjson.loads(path.read_bytes())["frames"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AudioFlanError(
            f"The frame index cannot be read: {error!r}.", where=path, remedy="Compress again."
        ) from error


def index_path(shard: Path | str) -> Path:
    """Where the frame index of a shard lies."""
    shard = Path(shard)
    return shard.with_name(shard.name.removesuffix(SUFFIX) + ".frames.json")


def _writer(stack: ExitStack, path: Path | str) -> FrameWriter:
    temporary = stack.enter_context(atomic_path(path))
    return FrameWriter(stack.enter_context(temporary.open("wb")))


def _refused_lines(check: Check, path: Path) -> set[int]:
    if check.passed:
        return set()
    return {orjson.loads(line)["line"] for line in read_lines(path)}


def _split_of(line: bytes, splits: Container[str], path: Path | str, number: int) -> str:
    try:
        split: str = orjson.loads(line)["split"][0]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _stale("A line that was accepted is no record", path, number) from error
    if split not in splits:
        raise _stale(f"There is no shard for split {split!r}", path, number)
    return split


def _close_sums(tally: Tally, check: Check, path: Path | str) -> None:
    found = tally.splits()
    for split, counted in check.splits.items():
        if found[split] != counted:
            raise _stale(
                f"Split {split} holds {found[split].records} records of digest "
                f"{found[split].sha256[:12]}, the check counted {counted.records} of "
                f"{counted.sha256[:12]}",
                path,
            )


def _stale(what: str, path: Path | str, line: int | None = None) -> AudioFlanError:
    return AudioFlanError(
        f"{what}.", where=path, line=line, remedy="Validate the records again, then compress."
    )


def _lines_of(path: Path, frames: Iterable[int]) -> Iterator[bytes]:
    index = read_index(path)
    with path.open("rb") as stream:
        for number in frames:
            if not 0 <= number < len(index):
                raise AudioFlanError(
                    f"There is no frame {number}.",
                    where=path,
                    remedy=f"Ask for frames 0 to {len(index) - 1}.",
                )
            yield from _content(stream, index[number], path).split(b"\n")[:-1]


def _content(stream: BinaryIO, frame: Frame, path: Path) -> bytes:
    stream.seek(frame.offset)
    try:
        return zstandard.ZstdDecompressor().decompress(stream.read(frame.bytes))
    except zstandard.ZstdError as error:
        raise AudioFlanError(
            f"The frame at byte {frame.offset} is damaged: {error}.",
            where=path,
            remedy="Compress again.",
        ) from error
