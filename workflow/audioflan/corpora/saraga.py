"""What lies beside a recording of Saraga: its metadata, its sections, its tempo.

``<recording>.json``
    Carnatic ``raaga, taala, form``, Hindustani ``raags, taals, layas, forms``, both ``artists,
    album_artists``: lists, perhaps empty, of objects with ``name`` and perhaps ``common_name``.
``<recording>.sections-manual-p.txt``
    start, number, duration, name; separated by tabs (Carnatic) or commas (Hindustani).
``<recording>.tempo-manual.txt``
    Carnatic one line: aksharas and beats a minute, cycle, beats, subdivisions. Hindustani a line
    a section: beats a minute, beat, cycle, beats, start, end. Separated by commas.
"""

import math
from pathlib import Path
from typing import Any

from audioflan.corpora.text_files import read_text
from audioflan.errors import AudioFlanError

TRADITIONS = {"raaga": "Carnatic", "raags": "Hindustani"}
RAGAS, TALAS, FORMS = ("raaga", "raags"), ("taala", "taals"), ("form", "forms")
Span = tuple[float, float, str]
Tempo = tuple[float, float, float]
Fault = tuple[str, str]


def describe(metadata: dict[str, Any]) -> dict[str, Any]:
    """The facts of a recording; lists without entries are null, artists lead first."""
    artists = sorted(metadata.get("artists") or [], key=lambda entry: not entry.get("lead"))
    played = [_name(entry.get("instrument") or {}) for entry in artists]
    album = _names(metadata, ("album_artists",)) or _names({"of": artists}, ("of",), "artist")
    return {
        "mbid": metadata.get("mbid"),
        "title": metadata.get("title"),
        "tradition": next((TRADITIONS[key] for key in TRADITIONS if key in metadata), None),
        "raga": _names(metadata, RAGAS),
        "tala": _names(metadata, TALAS),
        "form": _names(metadata, FORMS),
        "laya": _names(metadata, ("layas",)),
        "instruments": list(dict.fromkeys(name for name in played if name)) or None,
        "artist": album[0] if album else None,
    }


def read_sections(root: Path, path: str) -> tuple[list[Span], list[Fault]]:
    """Sections of a recording, and the lines that are none."""
    spans: list[Span] = []
    faults: list[Fault] = []
    for place, line in _lines(root, path, faults):
        separator = "\t" if "\t" in line else ","
        fields = [field.strip() for field in line.split(separator, 3)]
        numbers = [_number(field) for field in fields[:3]]
        if len(fields) < 4 or numbers[0] is None or numbers[2] is None:
            faults.append((place, "no section: start, number, duration, name"))
        elif fields[3] not in ("", "-"):
            spans.append((numbers[0], numbers[0] + numbers[2], fields[3]))
    return spans, faults


def read_tempi(root: Path, path: str) -> tuple[list[Tempo], list[Fault]]:
    """Spans and their beats a minute, and the lines that cannot be read."""
    spans: list[Tempo] = []
    faults: list[Fault] = []
    for place, line in _lines(root, path, faults):
        numbers = [_number(field) for field in line.split(",")]
        if len(numbers) == 5:
            start, end, tempo = 0.0, math.inf, numbers[1]
        elif len(numbers) == 6 and numbers[4] is not None and numbers[5] is not None:
            start, end, tempo = numbers[4], numbers[5], numbers[0]
        else:
            faults.append((place, "no tempo: 5 or 6 numbers"))
            continue
        if tempo is not None and tempo > 0:
            spans.append((start, end, tempo))
    return spans, faults


def _lines(root: Path, path: str, faults: list[Fault]) -> list[tuple[str, str]]:
    """Lines that hold something, with their places; ``-1`` alone says that there is nothing."""
    if not (root / path).is_file():
        return []
    try:
        lines = read_text(root / path).split("\n")
    except AudioFlanError as error:
        faults.append((path, error.what))
        return []
    return [
        (f"{path}:{number}", line)
        for number, line in enumerate(lines, start=1)
        if line.strip() not in ("", "-1")
    ]


def _names(
    metadata: dict[str, Any], keys: tuple[str, ...], inner: str | None = None
) -> list[str] | None:
    entries: list[Any] = next((metadata[key] for key in keys if metadata.get(key)), [])
    names = [_name(entry.get(inner) or {} if inner else entry) for entry in entries]
    return [name for name in names if name] or None


def _name(entry: dict[str, Any]) -> str | None:
    """The plain name, or the one with diacritics where there is no other."""
    name = entry.get("common_name") or entry.get("name")
    return name[:1].upper() + name[1:] if name else None


def _number(field: str) -> float | None:
    try:
        value = float(field)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
