"""What the package managers have in common: run one, take the file it leaves."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.commands import run
from audioflan.fetch.digests import difference, measure
from audioflan.fetch.sources import Obtained, attempt, obtained
from audioflan.files import digest


def obtain_package(
    source: Source, folder: Path, url: str, command: Sequence[str], remedy: str
) -> Obtained:
    """Run ``command`` in an empty folder and adopt the one file it writes there.

    Package managers verify what they download against their own index. A declared digest is
    therefore binding only together with a ``version``: without one, another release of the
    index carries another build of the same data, which is kept and noted.

    Args:
        source: the package.
        folder: the archive folder.
        url: how the receipt names the package.
        command: writes the package into its working directory.
        remedy: what to do when the command is missing or fails.

    Raises:
        AudioFlanError: the command fails, or a pinned package has another digest.
    """
    room = folder / f".incoming-{digest(url)}"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    try:
        run(command, room, remedy=remedy)
        file = _only_file(room, command)
        target = folder / file.name
        return _adopt(source, file, target, url)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _only_file(room: Path, command: Sequence[str]) -> Path:
    files = [path for path in room.iterdir() if path.is_file()]
    if len(files) != 1:
        raise AudioFlanError(
            f"'{' '.join(command)}' left {len(files)} files where one was expected.",
            remedy="name exactly one package in the corpus file.",
        )
    return files[0]


def _adopt(source: Source, file: Path, target: Path, url: str) -> Obtained:
    found = measure(file, source)
    wrong = difference(source, found)
    if wrong is None:
        file.replace(target)
        return obtained(source, target, url, found, [attempt(source, url, "fetched")])
    if "version" in source.fields:
        file.replace(target.with_name(target.name + ".bad"))
        raise AudioFlanError(
            f"{url} is not the declared file: {wrong}.",
            where=target,
            remedy="correct the digest or the version in the corpus file.",
        )
    file.replace(target)
    warning = attempt(source, url, "warning", f"version differs: {wrong}")
    return Obtained(target, url, found.bytes, (warning,), found.sha256)
