"""Tar archives, plain or compressed with gzip, bzip2, xz or zstd."""

import bz2
import gzip
import lzma
import os
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self, cast

import zstandard

from audioflan.fetch.names import decoded
from audioflan.fetch.tree import Tree
from audioflan.files import CHUNK

DAMAGE = (
    tarfile.TarError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
)

_Opener = Callable[[IO[bytes]], IO[bytes]]


def _open_zstd(stream: IO[bytes]) -> IO[bytes]:
    reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return cast(IO[bytes], reader)


COMPRESSIONS: dict[bytes, _Opener] = {
    b"\x1f\x8b": lambda stream: cast(IO[bytes], gzip.GzipFile(fileobj=stream)),
    b"BZh": cast(_Opener, bz2.BZ2File),
    b"\xfd7zXZ\0": cast(_Opener, lzma.LZMAFile),
    b"\x28\xb5\x2f\xfd": _open_zstd,
}


class _Header(tarfile.TarInfo):
    """A member header; a damaged one is an error and not, as by default, the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as problem:
            if isinstance(problem, _END):
                raise
            raise tarfile.ReadError(f"damaged member header ({problem})") from problem


_END: type[tarfile.HeaderError] = vars(tarfile)["EOFHeaderError"]


def recognises(path: Path, head: bytes) -> bool:
    """Whether ``head`` begins a compressed stream or the file is a plain tar."""
    return head.startswith(tuple(COMPRESSIONS)) or tarfile.is_tarfile(path)


def extract(path: Path, tree: Tree, encoding: str | None) -> None:
    """Hand every member of the archive to ``tree``."""
    with path.open("rb") as stream:
        extract_stream(stream, tree, encoding)


def extract_stream(stream: IO[bytes], tree: Tree, encoding: str | None) -> None:
    """Read a tar, compressed or not, from a stream that can seek."""
    head = stream.read(max(map(len, COMPRESSIONS)))
    stream.seek(-len(head), os.SEEK_CUR)
    opener = next((o for magic, o in COMPRESSIONS.items() if head.startswith(magic)), None)
    content = stream if opener is None else opener(stream)
    with tarfile.open(fileobj=content, mode="r|", tarinfo=_Header) as archive:
        for member in archive:
            _deliver(archive, member, tree, encoding)
    while content.read(CHUNK):
        # The checksum of a compressed stream is compared at its very end.
        pass


def _deliver(
    archive: tarfile.TarFile, member: tarfile.TarInfo, tree: Tree, encoding: str | None
) -> None:
    name = _text(member.name, encoding)
    if member.isreg():
        tree.add_file(name, cast(IO[bytes], archive.extractfile(member)))
    elif member.issym():
        tree.add_link(name, _text(member.linkname, encoding))
    elif member.islnk():
        tree.add_hard_link(name, _text(member.linkname, encoding))
    elif member.isdir():
        tree.place(name)
    else:
        raise tree.refused(f"{name!r} is a device or a pipe")


def _text(name: str, encoding: str | None) -> str:
    return decoded(os.fsencode(name), encoding, "latin-1")
