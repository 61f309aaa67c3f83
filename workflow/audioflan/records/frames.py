"""Zstandard files of many frames: any frame can be read alone, all of them with ``zstdcat``."""

from dataclasses import dataclass, field
from typing import BinaryIO

import zstandard

FRAME_BYTES = 1 << 20
LEVEL = 10


@dataclass(frozen=True)
class Frame:
    """One frame: where it lies in the file (bytes), and what it holds uncompressed."""

    offset: int
    bytes: int
    content_bytes: int
    records: int


@dataclass
class FrameWriter:
    """Writes lines into frames of at most ``FRAME_BYTES`` that end where a line ends.

    A longer line gets a frame of its own. Compression has one thread and pinned parameters:
    the same lines give the same bytes.
    """

    out: BinaryIO
    frames: list[Frame] = field(default_factory=list)
    _waiting: list[bytes] = field(default_factory=list)
    _size: int = 0
    _offset: int = 0
    _compressor: zstandard.ZstdCompressor = field(
        default_factory=lambda: zstandard.ZstdCompressor(
            level=LEVEL, threads=0, write_checksum=True, write_content_size=True
        )
    )

    def write(self, line: bytes) -> None:
        """Add one line, its end included."""
        if self._waiting and self._size + len(line) > FRAME_BYTES:
            self._flush()
        self._waiting.append(line)
        self._size += len(line)

    def close(self) -> None:
        """Write what waits; a file without lines holds one empty frame.

        Readers take a file of no bytes for one that was cut.
        """
        if self._waiting or not self.frames:
            self._flush()

    def _flush(self) -> None:
        packed = self._compressor.compress(b"".join(self._waiting))
        self.out.write(packed)
        self.frames.append(Frame(self._offset, len(packed), self._size, len(self._waiting)))
        self._offset += len(packed)
        self._waiting, self._size = [], 0
