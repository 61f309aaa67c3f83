"""Compare our clips with another library's items, and name every difference."""

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from tests.corpora.helpers import corpus_of

Item = Mapping[str, Any]
MISSING = "missing"
"""Column of a difference: the clip is on one side only; values are the paths."""


@dataclass(frozen=True)
class Difference:
    """What both sides say of one clip in one column, and why that is as it should be."""

    clip: str
    column: str
    ours: Any
    theirs: Any
    why: str = field(default="", compare=False)


@dataclass(frozen=True)
class Spared:
    """What is taken from the library's copy (a path, or one line of it), and why."""

    path: str
    why: str
    line: int | None = None

    def take(self, folder: Path) -> None:
        """Remove it below ``folder``."""
        path = folder / self.path
        if self.line is None:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            return
        lines = path.read_bytes().splitlines(keepends=True)
        del lines[self.line - 1]
        path.write_bytes(b"".join(lines))


@dataclass(frozen=True)
class Case:
    """A corpus that both sides read."""

    corpus: str
    recipe: str
    columns: Collection[str]
    """What is compared besides the clips' names."""
    name: str = ""
    """Of the case, where a corpus has several."""
    root: str = ""
    """Folder below the miniature that the library wants."""
    options: Mapping[str, Any] = field(default_factory=dict)
    spared: Sequence[Spared] = ()
    """What the library does not survive; lines from the last to the first."""
    arrange: Callable[[Path], None] | None = None
    """Brings the library's copy into the form that it wants; the docstring says why."""
    ours: Callable[[Item], Iterable[Item]] = lambda item: [item]
    """What the library's items correspond to in a clip of ours."""
    clip: Callable[[Item], str] = lambda item: str(item["id"])
    """Our name of their item."""
    words: Mapping[str, Callable[[Item], Any]] = field(default_factory=dict)
    """Their item in our words, by column, where the two agree and only the words differ."""
    known: Iterable[Difference] = ()

    def __str__(self) -> str:
        return self.name or self.corpus


def prepared(case: Case, folder: Path) -> Path:
    """Spare and arrange the copy of a miniature; where the library finds its corpus."""
    for spared in case.spared:
        spared.take(folder)
    if case.arrange:
        case.arrange(folder)
    return folder / case.root


def clips(manifest: pl.DataFrame, corpus_id: str) -> list[dict[str, Any]]:
    """Rows of a manifest by the upstream's name of the clip, in ``id``."""
    prefix = corpus_of(corpus_id).audio_id("")
    return [{**row, "id": row["audio_id"].removeprefix(prefix)} for row in manifest.to_dicts()]


def differences(ours: Iterable[Item], theirs: Iterable[Item], case: Case) -> set[Difference]:
    """Clips of one side only, and values that differ, with the clips in our names."""
    left = {str(part["id"]): part for item in ours for part in case.ours(item)}
    listed = [(case.clip(item), _translated(item, case)) for item in theirs]
    right = dict(listed)
    assert len(right) == len(listed), f"{case}: two items of one name"
    found = {
        Difference(clip, MISSING, _path(left, clip), _path(right, clip))
        for clip in left.keys() ^ right.keys()
    }
    for clip in left.keys() & right.keys():
        for column in case.columns:
            mine, other = _value(left[clip], column), _value(right[clip], column)
            if mine != other:
                found.add(Difference(clip, column, mine, other))
    return found


def _translated(item: Item, case: Case) -> dict[str, Any]:
    path = str(Path(case.root, item["path"]))
    return {**item, "path": path, **{name: say(item) for name, say in case.words.items()}}


def _path(items: Mapping[str, Item], clip: str) -> Any:
    return items[clip].get("path") if clip in items else None


def _value(item: Item, column: str) -> Any:
    """Floats to the millisecond, the empty text as none."""
    value = item.get(column)
    return round(value, 3) if isinstance(value, float) else (value if value != "" else None)
