"""Unpack an archive safely and whole: the folder appears complete or not at all."""

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from audioflan.errors import AudioFlanError
from audioflan.fetch.formats import format_of
from audioflan.fetch.limits import Budget, Limits
from audioflan.fetch.merge import merge
from audioflan.fetch.progress import Progress, silent
from audioflan.fetch.tree import Tree
from audioflan.fetch.volumes import volumes
from audioflan.files import atomic_path

DEEPEST = 3
"""Levels of archives inside archives that are unpacked."""


class CorruptArchiveError(AudioFlanError):
    """An archive that is damaged, cut off, or no archive at all."""


def unpack(
    archive: Path,
    folder: Path,
    *,
    keep: Sequence[str] = (),
    nested: Sequence[str] = (),
    limits: Mapping[str, Any] | None = None,
    encoding: str | None = None,
    progress: Progress = silent,
) -> int:
    """Unpack ``archive`` into ``folder``, replacing what is there.

    Args:
        archive: tar (gz, bz2, xz, zst), zip, wheel, 7z or deb; told by content. Of a zip
            archive split into volumes, the last one (``.zip``), the others beside it.
        folder: appears when everything is unpacked.
        keep: globs over relative names, ``*`` also matching ``/``; none = everything.
        nested: globs of archives inside, which are unpacked where they lie and removed;
            ``keep`` then selects among their members as well.
        limits: overrides of ``Limits``.
        encoding: of member names in archives that do not mark theirs as UTF-8.
        progress: called with the bytes written.

    Returns:
        The number of files and links in ``folder``.

    Raises:
        CorruptArchiveError: the archive cannot be read to its end.
        AudioFlanError: it is unsafe, passes a limit, or ``keep`` selects nothing.
    """
    size = sum(volume.stat().st_size for volume in volumes(archive))
    budget = Budget(Limits.of(limits or {}), str(archive), size)

    def report(done: int) -> None:
        progress(f"{archive.name} (unpacking)", done, None)

    with atomic_path(folder) as temporary:
        temporary.mkdir()
        job = _Job(budget, tuple(keep), tuple(nested), encoding, report)
        count = len(job.run(archive, temporary, PurePosixPath(), DEEPEST))
        if not count:
            raise AudioFlanError(
                "no member is selected, so nothing would be unpacked.",
                where=archive,
                remedy="correct `keep` of this source in the corpus file.",
            )
    return count


class _Job:
    """One archive and the archives inside it, under one budget."""

    def __init__(
        self,
        budget: Budget,
        keep: tuple[str, ...],
        nested: tuple[str, ...],
        encoding: str | None,
        report: Callable[[int], None],
    ) -> None:
        self._budget = budget
        self._keep = keep
        self._nested = nested
        self._encoding = encoding
        self._report = report

    def run(self, archive: Path, folder: Path, prefix: PurePosixPath, depth: int) -> set[str]:
        """Unpack ``archive`` into ``folder``, whose final place is ``prefix``.

        Returns:
            Final names of the files and links that are there in the end.
        """
        selected = partial(self._selects, prefix)
        tree = Tree(folder, self._budget, selected, self._report)
        _extract(archive, tree, self._encoding)
        names = {path: str(prefix / path.relative_to(folder).as_posix()) for path in tree.files}
        kept = {name for name in names.values() if not self._is_nested(name, depth)}
        for path in sorted(path for path, name in names.items() if name not in kept):
            kept |= self._run_inner(path, PurePosixPath(names[path]).parent, depth - 1)
        return kept

    def _run_inner(self, archive: Path, prefix: PurePosixPath, depth: int) -> set[str]:
        room = archive.with_name(f".{archive.name}.unpacked")
        room.mkdir()
        names = self.run(archive, room, prefix, depth)
        archive.unlink()
        merge(room, archive.parent)
        return names

    def _selects(self, prefix: PurePosixPath, name: str) -> bool:
        final = str(prefix / name)
        return not self._keep or _matches(final, self._keep) or _matches(final, self._nested)

    def _is_nested(self, name: str, depth: int) -> bool:
        return depth > 0 and _matches(name, self._nested)


def _matches(name: str, globs: Sequence[str]) -> bool:
    return any(fnmatchcase(name, glob) for glob in globs)


def _extract(archive: Path, tree: Tree, encoding: str | None) -> None:
    form = format_of(archive)
    if form is None:
        raise _corrupt(archive, "it is neither tar, zip, 7z nor deb")
    try:
        form.extract(archive, tree, encoding)
    except form.DAMAGE as problem:
        raise _corrupt(archive, str(problem) or type(problem).__name__) from problem
    tree.finish()


def _corrupt(archive: Path, reason: str) -> CorruptArchiveError:
    return CorruptArchiveError(
        f"the archive is damaged: {reason}.",
        where=archive,
        remedy="delete it and fetch it again.",
    )
