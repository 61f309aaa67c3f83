"""Put one tree into another by renaming; nothing is copied and nothing overwritten."""

import filecmp
import os
from pathlib import Path

from audioflan.errors import AudioFlanError


def merge(source: Path, target: Path) -> None:
    """Move ``source`` (a file, link or folder) to ``target``, joining folders that both have.

    A merge that was interrupted is completed by calling it again.

    Raises:
        AudioFlanError: both have a file of one name with different contents.
    """
    if not os.path.lexists(source):
        return
    if not os.path.lexists(target):
        source.rename(target)
    elif _is_folder(source) and _is_folder(target):
        for child in sorted(source.iterdir()):
            merge(child, target / child.name)
        source.rmdir()
    elif _same(source, target):
        source.unlink()
    else:
        raise AudioFlanError(
            "two archives put different files at this place.",
            where=target,
            remedy="give the sources of the corpus different `into` folders.",
        )


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _same(first: Path, second: Path) -> bool:
    if first.is_symlink() or second.is_symlink():
        links = first.is_symlink() and second.is_symlink()
        return links and first.readlink() == second.readlink()
    return first.is_file() and second.is_file() and filecmp.cmp(first, second, shallow=False)
