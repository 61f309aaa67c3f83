"""Use the reader's own copy of a corpus where it lies, without touching it."""

import os
import shutil
import uuid
from pathlib import Path

from audioflan.errors import AudioFlanError


def link(root: Path | str, destination: Path | str) -> Path:
    """Make ``destination`` a symbolic link to the existing folder ``root``.

    Returns:
        The absolute path the link points to.

    Raises:
        AudioFlanError: there is no folder at ``root``, or ``destination`` is a real folder
            with something in it.
    """
    own, place = Path(root).expanduser().resolve(), Path(destination)
    if not own.is_dir():
        raise AudioFlanError(
            "there is no such folder.",
            where=root,
            remedy="correct corpora.<id>.root in the config.",
        )
    _make_way(place)
    temporary = place.with_name(f".{place.name}.{uuid.uuid4().hex[:8]}.tmp")
    temporary.symlink_to(own)
    temporary.replace(place)
    return own


def same_file(file: Path, place: Path) -> None:
    """Show ``file`` at ``place``, without a second copy of its bytes where the disk allows it."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def _make_way(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_symlink() or not place.exists():
        return
    try:
        place.rmdir()
    except OSError as problem:
        raise AudioFlanError(
            "a folder with files stands where the link belongs.",
            where=place,
            remedy="move or delete it.",
        ) from problem
