"""Lay the files of a repository: archives among them become what they hold."""

from collections.abc import Sequence
from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.fetch.link import same_file
from audioflan.fetch.merge import merge
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Obtained
from audioflan.fetch.unpack import unpack
from audioflan.fetch.volumes import VOLUME
from audioflan.files import atomic_path

ARCHIVES = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".zip", ".7z")
"""Told by name here: model weights and arrays are zip files too, and stay what they are."""


def lay_snapshot(source: Source, got: Obtained, room: Path, progress: Progress) -> int:
    """Put every file of ``got`` at its own place below ``room``.

    Where the source is to be unpacked, an archive's members lie where the archive would.

    Returns:
        The number of unpacked files.
    """
    count = 0
    with atomic_path(room) as temporary:
        temporary.mkdir()
        for name in got.files:
            if source.unpack and _is_volume(name, got.files):
                continue
            place = temporary / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if source.unpack and name.lower().endswith(ARCHIVES):
                count += _unpack_beside(source, got.path / name, place, progress)
            else:
                same_file(got.path / name, place)
    return count


def _is_volume(name: str, names: Sequence[str]) -> bool:
    """Whether a file is a volume that is read with the last one, ``.zip``."""
    return VOLUME.search(name) is not None and VOLUME.sub(".zip", name) in names


def _unpack_beside(source: Source, archive: Path, place: Path, progress: Progress) -> int:
    inner = place.with_name(f".{place.name}.unpacked")
    count = unpack(
        archive,
        inner,
        keep=source.keep,
        nested=source.fields.get("nested", ()),
        limits=source.fields.get("limits"),
        encoding=source.fields.get("encoding"),
        progress=progress,
    )
    merge(inner, place.parent)
    return count
