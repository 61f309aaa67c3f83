"""The folder an archive is unpacked into: the only code that writes members to disk."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from audioflan.errors import AudioFlanError
from audioflan.fetch.limits import Budget
from audioflan.fetch.names import UnsafeName, confine_links, safe_path
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
        wanted: whether a member of this relative name is selected.
        report: called with the bytes written so far.
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
        self.wanted = wanted
        self._report = report
        self._files: set[Path] = set()
        self._links: dict[Path, str] = {}
        self._copies: dict[Path, str] = {}

    @property
    def count(self) -> int:
        """Number of files and links received."""
        return len(self._files) + len(self._links)

    def place(self, name: str) -> Path | None:
        """Where a member belongs; None when it is not selected. Counts the member.

        Raises:
            AudioFlanError: the name is unsafe, or there are too many members.
        """
        self.budget.add_member()
        try:
            path = safe_path(name)
        except UnsafeName as problem:
            raise self.refused(name, str(problem)) from problem
        return self.root / path if self.wanted(path.as_posix()) else None

    def add_folder(self, name: str) -> None:
        """Receive a folder."""
        place = self.place(name)
        if place is not None:
            self._make_folder(place)

    def add_file(self, name: str, content: Readable) -> None:
        """Receive a file; ``content`` is read to its end only when it is selected."""
        place = self.place(name)
        if place is not None:
            self._make_folder(place.parent)
            self._copy(content, place)

    def add_link(self, name: str, aim: str) -> None:
        """Receive a symbolic link to ``aim``, relative to the link's folder."""
        place = self.place(name)
        if place is None:
            return
        if aim.startswith("/") or "\0" in aim or not aim:
            raise self.refused(name, f"the link leads to '{aim}', outside the archive")
        self._links[place] = aim

    def add_hard_link(self, name: str, aim: str) -> None:
        """Receive a second name of the member ``aim``; it becomes a copy."""
        place = self.place(name)
        if place is not None:
            self._copies[place] = aim

    def finish(self) -> None:
        """Make the links and copies that were received.

        Raises:
            AudioFlanError: a link leaves the tree or names a member that is not there.
        """
        for place, aim in self._copies.items():
            self._copy_member(place, aim)
        try:
            for place, aim in self._links.items():
                self._make_folder(place.parent)
                place.unlink(missing_ok=True)
                place.symlink_to(aim)
        except OSError as problem:
            raise self._unwritable(place, problem) from problem
        try:
            confine_links(self.root, list(self._links))
        except UnsafeName as problem:
            raise self.refused(problem.args[0], "it is refused") from problem

    def refused(self, name: str, reason: str) -> AudioFlanError:
        """The error for a member that must not be unpacked."""
        return AudioFlanError(
            f"unsafe member {name!r}: {reason}. Nothing was unpacked.",
            where=self.budget.archive,
            remedy="unpack the archive by hand after inspection and set corpora.<id>.root.",
        )

    def _copy_member(self, place: Path, aim: str) -> None:
        try:
            original = self.root / safe_path(aim)
        except UnsafeName as problem:
            raise self.refused(aim, str(problem)) from problem
        if original not in self._files:
            name = place.relative_to(self.root).as_posix()
            raise AudioFlanError(
                f"member {name!r} is a second name of {aim!r}, which was not unpacked.",
                where=self.budget.archive,
                remedy="let `keep` select both.",
            )
        self._make_folder(place.parent)
        with original.open("rb") as content:
            self._copy(content, place)

    def _copy(self, content: Readable, place: Path) -> None:
        out = self._attempt(place, lambda: place.open("wb"))
        with out:
            while chunk := content.read(CHUNK):
                self.budget.add_bytes(len(chunk))
                self._attempt(place, lambda data=chunk: out.write(data))
                self._report(self.budget.bytes)
        self._files.add(place)

    def adopt(self, place: Path, file: Path) -> None:
        """Move a file that a library has unpacked elsewhere on the same disk to ``place``."""
        self.budget.add_bytes(file.stat().st_size)
        self._make_folder(place.parent)
        self._attempt(place, lambda: shutil.move(file, place))
        self._files.add(place)

    def _make_folder(self, place: Path) -> None:
        self._attempt(place, lambda: place.mkdir(parents=True, exist_ok=True))
