"""7z archives."""

import lzma
import struct
import tempfile
from pathlib import Path

import py7zr
from py7zr.exceptions import (
    ArchiveError,
    DecompressionBombError,
    PasswordRequired,
    UnsupportedCompressionMethodError,
)

from audioflan.errors import AudioFlanError
from audioflan.fetch.tree import Tree

DAMAGE = (
    ArchiveError,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
)

MAGIC = b"7z\xbc\xaf\x27\x1c"


def recognises(path: Path, head: bytes) -> bool:
    """Whether ``head`` begins a 7z archive."""
    return head.startswith(MAGIC)


def extract(path: Path, tree: Tree, encoding: str | None) -> None:
    """Hand every member of the archive to ``tree``; names in 7z are always Unicode.

    Raises:
        AudioFlanError: the archive is encrypted, packed by an unknown method, or holds links.
    """
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".7z-", dir=tree.root) as room,
            py7zr.SevenZipFile(path, max_extract_size=tree.budget.bytes_left) as archive,
        ):
            places = _places(archive, tree)
            archive.extract(Path(room), targets=list(places))
            for name, place in places.items():
                tree.adopt(place, Path(room, name))
    except DecompressionBombError:
        tree.budget.add_bytes(tree.budget.bytes_left + 1)
    except (PasswordRequired, UnsupportedCompressionMethodError) as problem:
        raise AudioFlanError(
            f"the archive cannot be read: {problem}.",
            where=path,
            remedy="unpack it with 7-Zip and set corpora.<id>.root in the config.",
        ) from problem


def _places(archive: py7zr.SevenZipFile, tree: Tree) -> dict[str, Path]:
    places = {}
    for member in archive.files:
        place = tree.place(member.filename)
        if place is None or member.is_directory:
            continue
        if member.is_symlink or member.is_junction or member.is_socket:
            raise tree.refused(f"{member.filename!r} is a link or a socket")
        places[member.filename] = place
    return places
