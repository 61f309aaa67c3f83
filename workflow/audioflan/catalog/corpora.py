"""Corpus files: ``config/corpora/<id>.yaml`` -> :class:`Corpus`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audioflan.catalog.documents import as_tuple, read_document, without
from audioflan.catalog.models import Corpus, Licence, Origin, Source

_COMMON = ("kind", "into", "unpack", "keep", "sha256", "md5", "bytes")


def load_corpus(path: Path, schema: Path) -> Corpus:
    """Read one corpus file.

    Raises:
        AudioFlanError: the file breaks the schema, or its id is not its file name.
    """
    document = read_document(path, schema)
    data: Mapping[str, Any] = document.data
    if data["id"] != path.stem:
        what = f"id '{data['id']}' is not the file name '{path.stem}'"
        raise document.error(what, ["id"], "make them one.")
    return Corpus(
        id=data["id"],
        name=data["name"],
        number=data["number"],
        paper=data["paper"],
        title=data["title"],
        domain=data["domain"],
        licence=Licence(**data["licence"]),
        homepage=data["homepage"],
        citation=data["citation"],
        access=data["access"],
        source=as_tuple(data["source"]),
        sources=tuple(_source(entry) for entry in data["sources"]),
        splits=data["splits"],
        parts=data.get("parts", 1),
        path=path,
        languages=as_tuple(data.get("languages")),
        options=data.get("options", {}),
        counts=data.get("counts", {}),
        families=_families(data.get("families", {})),
        tasks=as_tuple(data.get("tasks")),
    )


def _families(entries: Mapping[str, Mapping[str, str] | None]) -> dict[str, Origin]:
    """Families whose keys the corpus tells; of the others (null) nothing can be aligned."""
    return {name: Origin(**entry) for name, entry in entries.items() if entry is not None}


def _source(entry: Mapping[str, Any]) -> Source:
    return Source(
        kind=entry["kind"],
        fields=without(entry, *_COMMON),
        into=entry.get("into", ""),
        unpack=entry.get("unpack", True),
        keep=as_tuple(entry.get("keep")),
        sha256=entry.get("sha256"),
        md5=entry.get("md5"),
        bytes=entry.get("bytes"),
    )
