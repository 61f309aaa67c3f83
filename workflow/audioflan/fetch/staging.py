"""The work folder beside a corpus: archives that were unpacked stay unpacked after a kill."""

import json
import os
import shutil
from pathlib import Path

from audioflan.errors import AudioFlanError
from audioflan.fetch.merge import merge
from audioflan.fetch.names import UnsafeNameError, safe_path
from audioflan.files import write_json


class Staging:
    """Collects the sources of one corpus and puts them in place as one folder.

    Args:
        destination: where the corpus shall be in the end.
        identity: digest of everything that goes in; leftovers of another one are removed.
    """

    def __init__(self, destination: Path, identity: str) -> None:
        self._destination = destination
        self._folder = destination.with_name(f".{destination.name}.{identity}.partial")
        for other in destination.parent.glob(f".{destination.name}.*.partial"):
            if other != self._folder:
                shutil.rmtree(other)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._tree = self._folder / "tree"

    def room(self, index: int) -> Path:
        """Where source ``index`` is unpacked before it joins the others."""
        return self._folder / f"source-{index}"

    def count(self, index: int) -> int | None:
        """Files of source ``index``, when an earlier run laid it and it is still here."""
        note = self._note(index)
        here = os.path.lexists(self.room(index)) or os.path.lexists(self._tree)
        return int(json.loads(note.read_text())["unpacked"]) if here and note.exists() else None

    def done(self, index: int, count: int) -> None:
        """Note that source ``index`` lies whole in its room."""
        write_json(self._note(index), {"unpacked": count})

    def join(self, index: int, into: str) -> None:
        """Move source ``index`` to the folder ``into`` of the corpus.

        Raises:
            AudioFlanError: ``into`` leaves the corpus folder or lies inside a linked folder, or
                two sources put different files at one place.
        """
        try:
            place = self._tree / safe_path(into)
        except UnsafeNameError as problem:
            raise AudioFlanError(
                f"`into: {into}` cannot be used: {problem}",
                where=f"corpus folder {self._folder}",
                remedy="name a folder below the corpus folder.",
            ) from problem
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.parent.resolve().is_relative_to(self._folder.resolve()):
            raise AudioFlanError(
                f"`into: {into}` lies inside a folder that is only linked",
                where=f"corpus folder {self._folder}",
                remedy="give the sources of the corpus separate `into` folders.",
            )
        merge(self.room(index), place)

    def finish(self) -> None:
        """Put the folder in place of what was at the destination before."""
        if self._destination.is_symlink():
            self._destination.unlink()
        elif self._destination.is_dir():
            shutil.rmtree(self._destination)
        self._tree.replace(self._destination)
        shutil.rmtree(self._folder)

    def _note(self, index: int) -> Path:
        return self._folder / f"source-{index}.json"
