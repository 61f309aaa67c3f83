"""Lines of JSON Lines files, plain or zstd, one at a time."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

from audioflan.errors import AudioFlanError

ENDINGS = (".jsonl", ".jsonl.zst")
MAX_LINE = 1 << 23
"""Bytes of a line that are kept; what lies beyond them is read and dropped."""


def record_files(path: Path) -> list[Path]:
    """The files of records that a path names: itself, or all below a folder, sorted.

    Raises:
        AudioFlanError: there is nothing at ``path``, or no such file below it.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise AudioFlanError("no such file or folder", where=path, remedy="correct the path.")
    found = sorted(each for ending in ENDINGS for each in path.rglob(f"*{ending}"))
    if not found:
        what = f"no {' or '.join(ENDINGS)} file below this folder"
        raise AudioFlanError(what, where=path, remedy="build shards first, or name their folder.")
    return found


def read_lines(path: Path | str) -> Iterator[bytes]:
    """Lines of a ``.jsonl`` or ``.jsonl.zst`` file, without their line ends.

    Memory does not depend on the file: a line over ``MAX_LINE`` bytes comes cut to
    ``MAX_LINE + 1``, which tells it from one that fits.

    Raises:
        AudioFlanError: the file cannot be read, or its compressed content is damaged or cut.
    """
    try:
        with _open(Path(path)) as stream:
            while line := stream.readline(MAX_LINE + 1):
                if not line.endswith(b"\n") and len(line) > MAX_LINE:
                    _skip_line(stream)
                yield line.removesuffix(b"\n")
    except OSError as error:
        raise AudioFlanError(
            f"The file cannot be read: {error.strerror or error}.",
            where=path,
            remedy="Build the file again, or copy it again from its source.",
        ) from error


def _open(path: Path) -> BinaryIO:
    if path.suffix != ".zst":
        return path.open("rb")
    stream = pa.input_stream(str(path), compression="zstd")
    return io.BufferedReader(cast(io.RawIOBase, stream))


def _skip_line(stream: BinaryIO) -> None:
    while rest := stream.readline(MAX_LINE):
        if rest.endswith(b"\n"):
            return
