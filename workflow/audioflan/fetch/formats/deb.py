"""Debian packages: an ``ar`` archive whose member ``data.tar.*`` holds the files (deb(5))."""

import io
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from audioflan.fetch.formats import tar
from audioflan.fetch.tree import Tree

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DAMAGE = tar.DAMAGE

MAGIC = b"!<arch>\n"
HEADER_BYTES = 60
PAYLOAD = "data.tar"


def recognises(path: Path, head: bytes) -> bool:
    """Whether ``head`` begins an ``ar`` archive."""
    return head.startswith(MAGIC)


def extract(path: Path, tree: Tree, encoding: str | None) -> None:
    """Hand every packaged file to ``tree``; maintainer scripts and metadata are left out."""
    with path.open("rb") as stream:
        start, size = _payload(stream)
        window = io.BufferedReader(_Window(stream, start, size))
        tar.extract_stream(cast(IO[bytes], window), tree, encoding)


def _payload(stream: IO[bytes]) -> tuple[int, int]:
    """Offset and size of ``data.tar.*``."""
    stream.seek(len(MAGIC))
    while header := stream.read(HEADER_BYTES):
        if len(header) < HEADER_BYTES or header[58:] != b"`\n":
            raise ValueError("damaged ar header")
        name, size = header[:16].decode("ascii").strip().rstrip("/"), int(header[48:58])
        if name.startswith(PAYLOAD):
            return stream.tell(), size
        stream.seek(size + size % 2, os.SEEK_CUR)
    raise ValueError(f"no {PAYLOAD} member, so this is no Debian package or it was cut off")


class _Window(io.RawIOBase):
    """Bytes ``start .. start + size`` of a stream, as a stream of its own."""

    def __init__(self, stream: IO[bytes], start: int, size: int) -> None:
        self._stream, self._start, self._size, self._at = stream, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = base + offset
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        target = memoryview(buffer)
        self._stream.seek(self._start + self._at)
        data = self._stream.read(max(0, min(len(target), self._size - self._at)))
        target[: len(data)] = data
        self._at += len(data)
        return len(data)
