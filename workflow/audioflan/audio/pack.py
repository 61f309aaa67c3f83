"""Many encoded clips in one tar file, each readable alone by its offset."""

import tarfile
from typing import BinaryIO

BLOCK = tarfile.BLOCKSIZE


class PackWriter:
    """Writes a tar whose bytes depend on nothing but the members and their order.

    Members are plain USTAR; a name that USTAR cannot hold (over 100 bytes) gets the POSIX
    extended header that every tar program reads. Memory use does not grow with the pack.

    Args:
        stream: binary file opened for writing, at its start.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def add(self, name: str, content: bytes) -> int:
        """Append a member; return the offset of its data from the start of the tar."""
        member = tarfile.TarInfo(name)
        member.size = len(content)
        self._write(member.tobuf(tarfile.PAX_FORMAT))
        offset = self._position
        self._write(content)
        self._write(bytes(-len(content) % BLOCK))
        return offset

    def finish(self) -> None:
        """Write the end-of-archive mark; the pack takes no more members."""
        self._write(bytes(2 * BLOCK))

    def _write(self, content: bytes) -> None:
        self._stream.write(content)
        self._position += len(content)
