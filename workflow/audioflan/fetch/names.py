"""Which names and links inside an archive may be written to disk, and how names are decoded."""

import os
import re
from pathlib import Path, PurePosixPath

LONGEST_PART = 255
LONGEST_NAME = 2048
_ROOTED = re.compile(r"^(?:[/\\]|[A-Za-z]:[/\\])")


class UnsafeNameError(ValueError):
    """A member name or a link that could touch something outside the unpacked tree."""


def safe_path(name: str) -> PurePosixPath:
    """The relative path that a member name stands for ("." for the root itself).

    Args:
        name: as stored in the archive, ``/`` between parts.

    Raises:
        UnsafeNameError: the name is absolute, climbs with ``..``, or cannot be a file name.
    """
    if "\0" in name:
        raise UnsafeNameError("the name holds a null character")
    if _ROOTED.match(name):
        raise UnsafeNameError("the name is absolute")
    path = PurePosixPath(name)
    if ".." in path.parts:
        raise UnsafeNameError("the name climbs out of its folder with '..'")
    _check_encoded(path)
    return path


def _check_encoded(path: PurePosixPath) -> None:
    try:
        lengths = [len(part.encode("utf-8")) for part in path.parts]
    except UnicodeEncodeError as problem:
        raise UnsafeNameError("the name is not valid Unicode") from problem
    if max(lengths, default=0) > LONGEST_PART or sum(lengths) + len(lengths) > LONGEST_NAME:
        raise UnsafeNameError("the name is too long for a file system")


def decoded(raw: bytes, declared: str | None, fallback: str) -> str:
    """Text of a member name whose archive does not say how it is encoded.

    Args:
        raw: bytes of the name.
        declared: encoding the corpus file names, tried first.
        fallback: single-byte encoding that maps every byte, used when nothing else fits.
    """
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode(fallback)


def confine_links(root: Path, links: list[Path]) -> None:
    """Rewrite symbolic links below ``root`` so that none leads out of it.

    Every link becomes the shortest relative path to what it really resolves to. Such a link
    climbs through real folders alone, so it stays inside even when the tree is moved or merged
    with another one.

    Raises:
        UnsafeNameError: a link resolves to a place outside ``root``.
    """
    real_root = root.resolve()
    aims = {link: Path(os.path.realpath(link)) for link in links}
    for link, aim in aims.items():
        if not aim.is_relative_to(real_root):
            name = link.relative_to(root).as_posix()
            raise UnsafeNameError(f"the link '{name}' leads outside the archive")
    for link, aim in aims.items():
        link.unlink()
        link.symlink_to(os.path.relpath(aim, link.parent.resolve()))
