"""Everything a model ever wrote for a task: an append-only file that outlives kills."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from audioflan.errors import AudioFlanError


@dataclass(frozen=True)
class Entry:
    """The texts of one prompt.

    Args:
        prompt: SHA-256 of the messages.
        model: SHA-256 of the GGUF, or what the endpoint calls its model.
        seed: sampling seed asked for.
        settings: digest of the sampling settings.
        texts: what the model wrote, uncleaned.
        engine: library and version.
        used_seed: sampling seed the texts came from (another one after a death).
        died: the engine died twice over this prompt; ``texts`` is empty.
    """

    prompt: str
    model: str
    seed: int
    settings: str
    texts: tuple[str, ...]
    engine: str = ""
    used_seed: int = 0
    died: bool = False

    @property
    def key(self) -> str:
        """What must be the same for the texts to be used again."""
        return key_of(self.prompt, self.model, self.seed, self.settings)


def key_of(prompt: str, model: str, seed: int, settings: str) -> str:
    """Journal key of one request."""
    content = "\n".join((prompt, model, str(seed), settings))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Journal:
    """An open journal: what it holds, and where more is appended."""

    entries: dict[str, Entry]
    _stream: IO[bytes]

    def append(self, entries: Iterable[Entry]) -> None:
        """Add entries; on return they are on the disk."""
        new = list(entries)
        lines = (json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in new)
        self._stream.write("".join(lines).encode("utf-8"))
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self.entries.update((entry.key, entry) for entry in new)


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """Open a journal for this process alone; a line that a kill tore is dropped.

    Raises:
        AudioFlanError: another process writes to it, or a whole line is not an entry.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            remedy = "wait until the other run has ended."
            raise AudioFlanError("in use by another run", where=path, remedy=remedy) from problem
        stream.seek(0)
        content = stream.read()
        whole = content.rfind(b"\n") + 1
        stream.truncate(whole)
        yield Journal(_entries(content[:whole], path), stream)


def _entries(content: bytes, path: Path) -> dict[str, Entry]:
    entries = {}
    for number, line in enumerate(content.splitlines(), 1):
        try:
            entry = _entry(json.loads(line))
        except (ValueError, TypeError, KeyError) as problem:
            remedy = "delete the line; its prompt is then written again."
            what = "not a journal entry"
            raise AudioFlanError(what, where=path, line=number, remedy=remedy) from problem
        entries[entry.key] = entry
    return entries


def _entry(data: Mapping[str, object]) -> Entry:
    fields = dict(data)
    return Entry(**{**fields, "texts": tuple(fields["texts"])})  # type: ignore[arg-type]
