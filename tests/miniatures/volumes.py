"""Split a zip archive into volumes ``x.z01``, ``x.z02``, ..., ``x.zip`` (APPNOTE 8)."""

import struct
from pathlib import Path

MARK = b"PK\7\x08"
"""Begins the first volume."""
ENTRY = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")


def split(archive: Path, size: int) -> list[str]:
    """Put volumes of ``size`` bytes in place of an archive; names of those before the last.

    A volume may end inside a header, which packers avoid and readers need not know.
    """
    whole = archive.read_bytes()
    end = whole.rfind(b"PK\5\6")
    _, _, _, _, count, length, begin, comment = END.unpack_from(whole, end)
    moved = MARK + whole[:begin] + _moved(whole[begin : begin + length], size)
    while (len(moved) % size) + END.size > size:
        size += END.size
        moved = MARK + whole[:begin] + _moved(whole[begin : begin + length], size)
    last, (first, offset) = len(moved) // size, divmod(len(MARK) + begin, size)
    moved += END.pack(b"PK\5\6", last, first, count, count, length, offset, comment)
    for number in range(last):
        part = moved[number * size : (number + 1) * size]
        archive.with_suffix(f".z{number + 1:02d}").write_bytes(part)
    archive.write_bytes(moved[last * size :])
    return [archive.with_suffix(f".z{number:02d}").name for number in range(1, last + 1)]


def _moved(entries: bytes, size: int) -> bytes:
    """Entries of a directory with offsets that count from the beginning of a volume."""
    moved, at = b"", 0
    while at < len(entries):
        fields = list(ENTRY.unpack_from(entries, at))
        rest = sum(fields[10:13])
        fields[13], fields[16] = divmod(len(MARK) + fields[16], size)
        begin = at + ENTRY.size
        at = begin + rest
        moved += ENTRY.pack(*fields) + entries[begin:at]
    return moved
