"""The folder an archive is unpacked into: the only code that writes members to disk."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from audioflan.errors import AudioFlanError
from audioflan.fetch.limits import Budget
from audioflan.fetch.names import UnsafeNameError, confine_links, safe_path
from audioflan.files import CHUNK


class Readable(Protocol):
    """Anything with ``read(size)``."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""


class Tree:
    """Receives the members of one archive, in any order.

    Links are made when everything else is written, so nothing is ever written through one.

    Args:
        root: existing folder.
        budget: what may be written.
        wanted: whether a file of this relative name is selected.
        report: called with the number of bytes written so far.
    """

    def __init__(
        self,
        root: Path,
        budget: Budget,
        wanted: Callable[[str], bool],
        report: Callable[[int], None],
    ) -> None:
        self.root = root
        self.budget = budget
        self._wanted = wanted
        self._report = report
        self._files: set[Path] = set()
        self._links: dict[Path, str] = {}
        self._copies: dict[Path, Path] = {}

    @property
    def files(self) -> frozenset[Path]:
        """Every file and link received."""
        return frozenset(self._files.union(self._links))

    def place(self, name: str) -> Path | None:
        """Where a member belongs; None when it is not selected. Counts the member.

        Raises:
            AudioFlanError: the name is unsafe, or there are too many members.
        """
        self.budget.add_member()
        path = self._safe(name)
        return path if self._wanted(path.relative_to(self.root).as_posix()) else None

    def add_file(self, name: str, content: Readable) -> None:
        """Receive a file; ``content`` is read only when it is selected."""
        place = self.place(name)
        if place is not None:
            self._write(place, content)

    def adopt(self, place: Path, file: Path) -> None:
        """Receive a file that a library has unpacked elsewhere on the same disk."""
        self.budget.add_bytes(file.stat().st_size)
        with self._writing(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file, place)
        self._files.add(place)

    def add_link(self, name: str, aim: str) -> None:
        """Receive a symbolic link to ``aim``, counted from the link's own folder."""
        place = self.place(name)
        if place is None:
            return
        if aim.startswith("/") or "\0" in aim or not aim:
            raise self.refused(f"the link {name!r} leads to {aim!r}, outside the archive")
        self._links[place] = aim

    def add_hard_link(self, name: str, aim: str) -> None:
        """Receive a second name of the member ``aim``; it becomes a copy."""
        place = self.place(name)
        if place is not None:
            self._copies[place] = self._safe(aim)

    def finish(self) -> None:
        """Make the copies and links that were received.

        Raises:
            AudioFlanError: a link leaves the tree or names a member that is not there.
        """
        for place, original in self._copies.items():
            self._copy(place, original)
        for place, aim in self._links.items():
            self._files.discard(place)
            with self._writing(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.unlink(missing_ok=True)
                place.symlink_to(aim)
        try:
            confine_links(self.root, list(self._links))
        except UnsafeNameError as problem:
            raise self.refused(str(problem)) from problem

    def refused(self, what: str) -> AudioFlanError:
        """The error for an archive that holds something unsafe."""
        return AudioFlanError(
            f"unsafe archive, nothing was unpacked: {what}.",
            where=self.budget.archive,
            remedy="inspect it, unpack it by hand and set corpora.<id>.root in the config.",
        )

    def _safe(self, name: str) -> Path:
        try:
            return self.root / safe_path(name)
        except UnsafeNameError as problem:
            raise self.refused(f"{problem} ({name!r})") from problem

    def _copy(self, place: Path, original: Path) -> None:
        if original not in self._files:
            names = [path.relative_to(self.root).as_posix() for path in (place, original)]
            raise AudioFlanError(
                f"{names[0]!r} is a second name of {names[1]!r}, which was not unpacked.",
                where=self.budget.archive,
                remedy="let `keep` select both.",
            )
        with original.open("rb") as content:
            self._write(place, content)

    def _write(self, place: Path, content: Readable) -> None:
        with self._writing(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            out = place.open("wb")
        with out:
            while chunk := content.read(CHUNK):
                self.budget.add_bytes(len(chunk))
                with self._writing(place):
                    out.write(chunk)
                self._report(self.budget.bytes)
        self._files.add(place)

    @contextmanager
    def _writing(self, place: Path) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            name = place.relative_to(self.root).as_posix()
            raise AudioFlanError(
                f"member {name!r} cannot be written: {problem.strerror}.",
                where=self.budget.archive,
                remedy="free space on the disk of the build folder, or see the reason given.",
            ) from problem
