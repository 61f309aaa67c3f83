"""JSON label files, with errors that name file and line."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from audioflan.errors import AudioFlanError

REMEDY = "fetch the corpus again"
MARK = b"\xef\xbb\xbf"


def load_json(path: Path) -> Any:
    """The value a UTF-8 JSON file holds (with or without BOM); ``NaN`` and ``Infinity`` are read.

    Raises:
        AudioFlanError: the file is missing, not UTF-8, or no JSON.
    """
    try:
        return _parse(path.read_bytes())
    except FileNotFoundError as error:
        raise AudioFlanError("the label file is missing", where=path, remedy=REMEDY) from error
    except json.JSONDecodeError as error:
        what = f"unreadable JSON ({error.msg})"
        raise AudioFlanError(what, where=path, line=error.lineno, remedy=REMEDY) from error
    except UnicodeDecodeError as error:
        raise AudioFlanError(f"unreadable text ({error})", where=path, remedy=REMEDY) from error


def load_jsons(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, Any, str | None]]:
    """Many small JSON objects: ``(path, object, reason)``, one of the last two being null."""
    for path in paths:
        try:
            value = load_json(root / path)
        except AudioFlanError as error:
            place = f", line {error.line}" if error.line else ""
            yield path, None, f"{error.what}{place}"
            continue
        fit = isinstance(value, dict)
        yield path, value if fit else None, None if fit else "no JSON object"


def _parse(content: bytes) -> Any:
    content = content.removeprefix(MARK)
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        # orjson knows no NaN; the standard library does, and says where a fault is.
        return json.loads(content.decode("utf-8"))
