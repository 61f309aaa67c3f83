"""The archive folder: what is already there, and proof that it is whole."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Source
from audioflan.fetch.digests import check_name, difference, measure
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import SEAL, Obtained, attempt, kind_of
from audioflan.files import digest, write_json

UNFINISHED = (".part", ".bad", ".json")
IDENTITY = ("urls", "filename", "package", "version", "binary", "url", "dataset")


def bring(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Find the source in the archive folder, or obtain it.

    What is found is used when it agrees with the declared digest, or when the seal beside it
    (``<file>.done.json``) says that this very file was once obtained whole for this source.

    Raises:
        AudioFlanError: it is not there and cannot be obtained.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kind = kind_of(source)
    for path in _candidates(folder, kind.pattern(source)):
        found = _accepted(source, path)
        if found is not None:
            return found
    result = kind.obtain(source, folder, progress)
    if result.path.parent == folder and not result.files:
        write_json(_seal_path(result.path), _seal(source, result))
    return result


def discard(archive: Path) -> None:
    """Put a damaged archive aside as ``.bad`` so that it is fetched again."""
    _seal_path(archive).unlink(missing_ok=True)
    archive.replace(archive.with_name(archive.name + ".bad"))


def _candidates(folder: Path, pattern: str) -> Iterator[Path]:
    paths = sorted(folder.glob(pattern)) if pattern else []
    return (path for path in paths if path.is_file() and path.suffix not in UNFINISHED)


def _accepted(source: Source, path: Path) -> Obtained | None:
    found = measure(path, source)
    seal = _read_seal(path)
    sealed = seal.get("request") == _request(source) and seal.get("sha256") == found.sha256
    declared = check_name(source) != "none" and difference(source, found) is None
    if not sealed and not declared:
        return None
    url = seal["url"] if sealed else path.name
    checked = check_name(source) if declared else seal["checked"]
    present = attempt(source, url, "present")
    return Obtained(path, url, found.bytes, (present,), found.sha256, checked)


def _seal(source: Source, result: Obtained) -> dict[str, Any]:
    return {
        "request": _request(source),
        "url": result.url,
        "bytes": result.bytes,
        "sha256": result.sha256,
        "checked": result.checked,
    }


def _request(source: Source) -> str:
    """What was asked for; a source that asks for something else is not served by this seal."""
    fields = {key: source.fields[key] for key in IDENTITY if key in source.fields}
    return digest([source.kind, fields, source.sha256, source.md5, source.bytes])


def _seal_path(path: Path) -> Path:
    return path.with_name(path.name + SEAL)


def _read_seal(path: Path) -> dict[str, Any]:
    try:
        seal = json.loads(_seal_path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return seal if isinstance(seal, dict) else {}
