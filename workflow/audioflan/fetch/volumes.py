"""Zip archives split into volumes ``x.z01``, ``x.z02``, ..., ``x.zip``, read as if they were one.

Nothing is copied: the volumes are shown as one stream whose directory counts from its beginning
(APPNOTE 8; in the volumes every offset counts from the beginning of a volume).
"""

import io
import os
import re
import struct
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from audioflan.errors import AudioFlanError
from audioflan.files import CHUNK

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

VOLUME = re.compile(r"\.z\d{2,}$")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_FIELD = struct.Struct("<2H")
_LONGEST_END = _END.size + 0xFFFF
_FULL, _FULL_DISK = 0xFFFFFFFF, 0xFFFF
_ZIP64 = 1


@dataclass(frozen=True)
class _Directory:
    """Where the central directory of a split archive lies."""

    last: int
    volume: int
    offset: int
    bytes: int
    entries: int


def volumes(archive: Path) -> list[Path]:
    """The volumes of a split archive by its last one, in order; of any other file, itself.

    Raises:
        AudioFlanError: a volume is not there.
    """
    found = [archive.with_suffix(f".z{number:02d}") for number in range(1, _last(archive) + 1)]
    missing = [path.name for path in found if not path.is_file()]
    if missing:
        raise AudioFlanError(
            f"{len(missing)} volumes of this split archive are not beside it: {missing[0]}, ...",
            where=archive,
            remedy="fetch every volume and put them into one folder.",
        )
    return [*found, archive]


def is_split(archive: Path) -> bool:
    """Whether a file is the last volume of several."""
    return _last(archive) > 0


@contextmanager
def opened(archive: Path) -> Iterator[IO[bytes]]:
    """A zip archive as one stream, be it split or not.

    Raises:
        zipfile.BadZipFile: its directory makes no sense.
        AudioFlanError: a volume is not there.
    """
    with ExitStack() as stack:
        streams = [stack.enter_context(path.open("rb")) for path in volumes(archive)]
        yield streams[0] if len(streams) == 1 else _joined(streams)


def _joined(streams: Sequence[IO[bytes]]) -> IO[bytes]:
    starts = [0]
    for stream in streams:
        starts.append(starts[-1] + stream.seek(0, os.SEEK_END))
    directory = _directory(streams[-1], _end(streams[-1]))
    if directory.volume >= len(streams):
        raise zipfile.BadZipFile("the directory is said to be in a volume that there is not")
    whole = io.BufferedReader(_Joined(streams), CHUNK)
    begin = starts[directory.volume] + directory.offset
    whole.seek(begin)
    entries = b"".join(_moved(whole.read(directory.bytes), starts))
    tail = entries + _ending(begin, len(entries), directory.entries)
    kept = [stream for start, stream in zip(starts, streams, strict=False) if start < begin]
    return cast(IO[bytes], io.BufferedReader(_Joined([*kept, io.BytesIO(tail)], begin), CHUNK))


class _Joined(io.RawIOBase):
    """Streams one after the other; the last one begins at ``cut`` where that is given."""

    def __init__(self, streams: Sequence[IO[bytes]], cut: int | None = None) -> None:
        self._streams, self._starts, self._at = streams, [0], 0
        for stream in streams:
            self._starts.append(self._starts[-1] + stream.seek(0, os.SEEK_END))
        if cut is not None:
            self._starts[-2:] = [cut, cut + streams[-1].tell()]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._starts[-1]}[whence]
        self._at = base + offset
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        number = bisect_right(self._starts, self._at) - 1
        if number >= len(self._streams):
            return 0
        target, stream = memoryview(buffer), self._streams[number]
        stream.seek(self._at - self._starts[number])
        data = stream.read(min(len(target), self._starts[number + 1] - self._at))
        target[: len(data)] = data
        self._at += len(data)
        return len(data)


def _last(archive: Path) -> int:
    """Number of the last volume, counted from 0; 0 as well when the file is no zip archive."""
    with archive.open("rb") as stream:
        try:
            return _directory(stream, _end(stream)).last
        except (zipfile.BadZipFile, struct.error):
            return 0


def _end(stream: IO[bytes]) -> int:
    """Offset of the record that ends an archive."""
    size = stream.seek(0, os.SEEK_END)
    begin = max(0, size - _LONGEST_END)
    stream.seek(begin)
    rest = stream.read()
    found = rest.rfind(b"PK\5\6")
    if found < 0 or len(rest) < found + _END.size:
        raise zipfile.BadZipFile("the archive has no end")
    if found + _END.size + _END.unpack_from(rest, found)[-1] != len(rest):
        raise zipfile.BadZipFile("something follows the end of the archive")
    return begin + found


def _directory(stream: IO[bytes], end: int) -> _Directory:
    stream.seek(end)
    _, last, volume, _, entries, size, offset, _ = _END.unpack(stream.read(_END.size))
    stream.seek(max(0, end - _LOCATOR.size))
    locator = stream.read(_LOCATOR.size)
    if end >= _LOCATOR.size and locator.startswith(b"PK\6\7"):
        # The long record lies right before its locator (and in the last volume, APPNOTE 8.5.3).
        stream.seek(max(0, end - _LOCATOR.size - _END64.size))
        fields = _END64.unpack(stream.read(_END64.size))
        if fields[0] == b"PK\6\6":
            _, _, _, _, last, volume, _, entries, size, offset = fields
    return _Directory(last, volume, offset, size, entries)


def _moved(entries: bytes, starts: Sequence[int]) -> Iterator[bytes]:
    """Entries of a directory with offsets that count from the beginning of the first volume."""
    at = 0
    while at < len(entries):
        fields = list(_ENTRY.unpack_from(entries, at))
        if fields[0] != b"PK\1\2":
            raise zipfile.BadZipFile("an entry of the directory is damaged")
        packed, unpacked, name, extra, comment, volume = fields[8:14]
        begin = at + _ENTRY.size
        middle, end = begin + name, begin + name + extra
        long, others = _extra(entries[middle:end])
        sizes = [long.pop(0) for size in (unpacked, packed) if size == _FULL]
        offset = long.pop(0) if fields[16] == _FULL else fields[16]
        if volume == _FULL_DISK and long:
            volume = long[0] & _FULL
        if volume + 1 >= len(starts):
            raise zipfile.BadZipFile("a member is said to be in a volume that there is not")
        sizes.append(starts[volume] + offset)
        more = _FIELD.pack(_ZIP64, 8 * len(sizes)) + struct.pack(f"<{len(sizes)}Q", *sizes)
        fields[11], fields[13], fields[16] = len(more) + len(others), 0, _FULL
        at = end + comment
        yield _ENTRY.pack(*fields) + entries[begin:middle] + more + others + entries[end:at]


def _extra(extra: bytes) -> tuple[list[int], bytes]:
    """The numbers of the zip64 field, and the other extra fields."""
    numbers: list[int] = []
    others = b""
    while len(extra) >= _FIELD.size:
        kind, size = _FIELD.unpack_from(extra)
        field, extra = extra[: _FIELD.size + size], extra[_FIELD.size + size :]
        if kind == _ZIP64:
            data = field[_FIELD.size :]
            padded = data + b"\0" * (-len(data) % 8)
            numbers = list(struct.unpack(f"<{len(padded) // 8}Q", padded))
        else:
            others += field
    return numbers, others


def _ending(begin: int, size: int, entries: int) -> bytes:
    """The records after a directory of ``size`` bytes at ``begin``, in the long form."""
    long = _END64.pack(b"PK\6\6", _END64.size - 12, 45, 45, 0, 0, entries, entries, size, begin)
    locator = _LOCATOR.pack(b"PK\6\7", 0, begin + size, 1)
    end = _END.pack(b"PK\5\6", 0, 0, _FULL_DISK, _FULL_DISK, _FULL, _FULL, 0)
    return long + locator + end
