"""Zip archives, whole or split into volumes (wheels are zip archives too)."""

import lzma
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from audioflan.errors import AudioFlanError
from audioflan.fetch.names import decoded
from audioflan.fetch.tree import Tree
from audioflan.fetch.volumes import is_split, opened

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
)

MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK")
"""Of a member, of the end of an empty archive, and of volumes that were to be several."""
UTF8_NAME = 0x800
UNICODE_PATH = 0x7075
LONGEST_LINK = 4096
_FIELD = struct.Struct("<HH")
_PATH = struct.Struct("<BL")
_SPECIAL = (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK)


def recognises(path: Path, head: bytes) -> bool:
    """Whether ``head`` begins a zip archive, or the file is the last volume of one."""
    return head.startswith(MAGICS) or is_split(path)


def extract(path: Path, tree: Tree, encoding: str | None) -> None:
    """Hand every member of the archive to ``tree``.

    Raises:
        AudioFlanError: a member is encrypted or packed by a method Python does not know.
    """
    with opened(path) as stream, zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            try:
                _deliver(archive, member, tree, encoding)
            except (NotImplementedError, RuntimeError) as problem:
                raise AudioFlanError(
                    f"member {member.filename!r} cannot be read: {problem}.",
                    where=path,
                    remedy="unpack it with 7-Zip and set corpora.<id>.root in the config.",
                ) from problem


def _deliver(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, tree: Tree, encoding: str | None
) -> None:
    name = _name(member, encoding)
    mode = stat.S_IFMT(member.external_attr >> 16)
    if name.endswith("/"):
        tree.place(name)
    elif mode in _SPECIAL:
        raise tree.refused(f"{name!r} is a device or a pipe")
    elif mode == stat.S_IFLNK:
        with archive.open(member) as content:
            aim = content.read(LONGEST_LINK)
        tree.add_link(name, decoded(aim, encoding, "cp437"))
    else:
        with archive.open(member) as content:
            tree.add_file(name, content)


def _name(member: zipfile.ZipInfo, encoding: str | None) -> str:
    """Name as the packer meant it: with ``/`` even where a Windows tool wrote a backslash."""
    stored = member.orig_filename
    if not member.flag_bits & UTF8_NAME:
        raw = stored.encode("cp437")
        stored = _unicode_path(member.extra, raw) or decoded(raw, encoding, "cp437")
    return stored.replace("\\", "/")


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Info-ZIP's Unicode Path field (APPNOTE 4.6.9), if it belongs to this very name."""
    while len(extra) >= _FIELD.size:
        kind, size = _FIELD.unpack_from(extra)
        field, extra = extra[_FIELD.size :][:size], extra[_FIELD.size + size :]
        if kind == UNICODE_PATH and field[: _PATH.size] == _PATH.pack(1, zlib.crc32(raw)):
            return field[_PATH.size :].decode("utf-8")
    return None
