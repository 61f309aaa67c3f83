"""Make the archives that upstream offers from the tree that they unpack to.

``ARCHIVES`` of a miniature names every archive and what it holds: a list of paths or globs of
the tree, or ``{"members": [...], "strip": "prefix/", "inner": {name: ...}}``, where ``strip`` is
taken off the names (it is what ``into`` puts before them) and ``inner`` are archives inside. A zip
with a ``volume``, in bytes, is split into volumes of that size (see ``volumes``).
The suffix decides the format; any other name is a plain copy of its one member.
"""

import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import py7zr
from tests.miniatures.volumes import split

Entry = Sequence[str] | Mapping[str, Any]

TAR_MODES = {
    ".tar": "w",
    ".tar.gz": "w:gz",
    ".tgz": "w:gz",
    ".tar.bz2": "w:bz2",
    ".tbz2": "w:bz2",
    ".tar.xz": "w:xz",
}
ZIPS = (".zip", ".whl")


def pack(tree: Path, archives: Mapping[str, Entry], folder: Path) -> list[str]:
    """Write the archives below ``folder``; return the names of all files.

    Raises:
        AssertionError: an entry selects nothing, or a name does not begin with its ``strip``.
    """
    names = list(archives)
    for name, entry in archives.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory() as room:
            members = _members(tree, name, entry) | _inner(tree, entry, Path(room))
            _write(place, members)
        if size := _asked(entry)["volume"]:
            names += [str(Path(name).with_name(volume)) for volume in split(place, size)]
    return names


def _asked(entry: Entry) -> dict[str, Any]:
    shape: dict[str, Any] = {"members": [], "strip": "", "inner": {}, "volume": 0}
    given = entry if isinstance(entry, Mapping) else {"members": list(entry)}
    unknown = set(given) - set(shape)
    assert not unknown, f"unknown keys {sorted(unknown)}"
    return shape | dict(given)


def _members(tree: Path, archive: str, entry: Entry) -> dict[str, Path]:
    """Name in the archive -> file."""
    asked, found = _asked(entry), {}
    for pattern in asked["members"]:
        names = _selected(tree, [pattern])
        assert names, f"{archive}: nothing in the tree matches {pattern!r}"
        for name in names:
            assert name.startswith(asked["strip"]), f"{archive}: {name} is not below the prefix"
            found[name.removeprefix(asked["strip"])] = tree / name
    return found


def _inner(tree: Path, entry: Entry, room: Path) -> dict[str, Path]:
    names = pack(tree, _asked(entry)["inner"], room)
    return {name: room / name for name in names}


def _selected(tree: Path, patterns: Sequence[str]) -> list[str]:
    """Files by path, folder or glob; where pathlib's glob finds nothing, ``*`` crosses ``/``."""
    found: set[str] = set()
    every = {path.relative_to(tree).as_posix(): path for path in tree.rglob("*") if _is_file(path)}
    for pattern in patterns:
        plain = pattern.rstrip("/")
        hits = {path.relative_to(tree).as_posix() for path in tree.glob(plain)} | {plain}
        chosen = {name for name in every if _below(name, hits)}
        found |= chosen or {name for name in every if fnmatchcase(name, pattern)}
    return sorted(found)


def _below(name: str, hits: set[str]) -> bool:
    parts = name.split("/")
    return any("/".join(parts[: end + 1]) in hits for end in range(len(parts)))


def _is_file(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def _write(place: Path, members: Mapping[str, Path]) -> None:
    assert members, f"{place.name} would be empty"
    mode = next((mode for suffix, mode in TAR_MODES.items() if place.name.endswith(suffix)), None)
    if mode is not None:
        with tarfile.open(place, mode) as tar:  # type: ignore[call-overload]
            for name, file in sorted(members.items()):
                tar.add(file, name, recursive=False)
    elif place.name.endswith(ZIPS):
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, file in sorted(members.items()):
                archive.write(file, name)
    elif place.name.endswith(".7z"):
        with py7zr.SevenZipFile(place, "w") as archive:
            for name, file in sorted(members.items()):
                archive.write(file, name)
    else:
        assert len(members) == 1, f"{place.name} is no archive, but has {len(members)} members"
        place.write_bytes(next(iter(members.values())).read_bytes())
