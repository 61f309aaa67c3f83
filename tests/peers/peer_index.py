"""Datasets of mirdata and soundata, read from folders that hold only some of their files.

Both libraries find files by an index of the whole corpus. Here the index is formed of the folder's
own files, and the library's own classes read them. Used by the interpreter that has the libraries.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Files = Mapping[str, str]
"""The files of an item by the library's keys; ``audio`` is the recording."""

RECORDING = ("audio", "audio-mix")


def items(
    dataset: Any, kind: str, index: Mapping[str, Files], values: Sequence[str]
) -> list[dict[str, Any]]:
    """What a dataset says of each item of an index.

    Args:
        dataset: a library's ``Dataset``, its ``data_home`` the folder.
        kind: what the library calls an item, ``track`` or ``clip``.
        index: files of each item, relative to the folder.
        values: attributes to read of each item. What the library fails to read is null, and
            ``errors`` has the name of the exception.
    """
    home = Path(dataset.data_home)
    known = {name: _present(home, files) for name, files in index.items()}
    dataset._index = {f"{kind}s": known}
    return [
        _item(getattr(dataset, kind)(name), name, files, values) for name, files in index.items()
    ]


def _present(home: Path, files: Files) -> dict[str, list[str | None]]:
    """Paths and checksums; the libraries' own indexes have null for a file that is not there."""
    return {key: [path if (home / path).is_file() else None, None] for key, path in files.items()}


def _item(entry: Any, name: str, files: Files, values: Sequence[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": name, "errors": {}}
    item["path"] = next(files[key] for key in RECORDING if key in files)
    for value in ("audio", *values):
        try:
            item[value] = _plain(getattr(entry, value))
        except Exception as error:  # what a library raises is what the tests ask about
            item[value] = None
            item["errors"][value] = type(error).__name__
    item["duration"] = item.pop("audio")
    return item


def _plain(value: Any) -> Any:
    """A value of JSON: sound as its seconds, spans as start, end and label, beats as pairs."""
    match type(value).__name__:
        case "BeatData":
            positions = [None] * len(value.times) if value.positions is None else value.positions
            return [
                [float(time), None if position is None else int(position)]
                for time, position in zip(value.times, positions, strict=True)
            ]
        case "NoteData":
            return _spans(value.intervals, value.pitches)
        case "SectionData":
            return _spans(value.intervals, value.labels)
        case "Tags":
            return list(value.labels)
        case "tuple":
            samples, rate = value
            return samples.shape[-1] / rate
    return value


def _spans(intervals: Any, labels: Any) -> list[list[Any]]:
    return [
        [float(start), float(end), label if isinstance(label, str) else float(label)]
        for (start, end), label in zip(intervals, labels, strict=True)
    ]
