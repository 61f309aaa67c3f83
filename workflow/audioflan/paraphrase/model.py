"""The model that writes paraphrases: found or fetched, checked, and written down in a receipt."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audioflan.errors import AudioFlanError
from audioflan.failures import record_failure
from audioflan.fetch.progress import Progress, silent
from audioflan.files import write_json
from audioflan.paraphrase.gguf import check_gguf, gguf_digest, gguf_parts, quantised
from audioflan.paraphrase.origins import origin_of
from audioflan.paraphrase.pool import Models
from audioflan.paraphrase.settings import SEEDS, ParaphraseSettings


def obtain_model(settings: ParaphraseSettings, folder: Path, progress: Progress = silent) -> Path:
    """The GGUF file that ``settings.model`` names, checked; fetched into ``folder`` if need be.

    Args:
        settings: of the paraphrases.
        folder: where fetched and quantised models are kept; one already there is used again.
        progress: told of the download.

    Raises:
        AudioFlanError: no such file, not a GGUF, damaged, or it cannot be fetched or quantised.
    """
    origin = origin_of(settings.model)
    if origin is None:
        path = gguf_parts(Path(settings.model).expanduser())[0]
    else:
        path = origin.obtain(settings.model, folder, progress)
    check_gguf(path)
    if settings.quantise is None:
        return path
    path = quantised(path, settings.quantise.upper(), folder)
    check_gguf(path)
    return path


def write_receipt(
    settings: ParaphraseSettings,
    folder: Path,
    receipt: Path,
    failures: Path,
    progress: Progress = silent,
) -> None:
    """Obtain a model and write down which one it is, or why it is not to be had.

    Raises:
        AudioFlanError: it is not to be had, and ``settings.on_failure`` is ``stop``.
    """
    try:
        path = obtain_model(settings, folder, progress)
    except AudioFlanError as problem:
        if settings.on_failure != SEEDS:
            raise
        record_failure(failures, str(problem))
        write_json(receipt, {"model": settings.model, "file": None, "problem": str(problem)})
        return
    facts = {"model": settings.model, "file": str(path), "bytes": _size(path)}
    write_json(receipt, {**facts, "sha256": gguf_digest(path)})


def models_of(receipts: Mapping[str, str]) -> Models:
    """The models that receipts speak of, one for each role; a judge without one is the writer.

    The digest in a receipt counts while the file is as large as it says and no newer than it.
    """
    read = {
        role: json.loads(Path(receipts[role]).read_text(encoding="utf-8"))
        for role in ("writer", "judge")
        if role in receipts
    }
    problems = [each["problem"] for each in read.values() if each["file"] is None]
    if problems:
        return Models(problem=problems[0])
    files = {role: Path(each["file"]) for role, each in read.items()}
    writer = files.get("writer")
    digests = {
        files[role]: facts["sha256"]
        for role, facts in read.items()
        if _as_received(files[role], facts, Path(receipts[role]))
    }
    return Models(writer, files.get("judge", writer), digests=digests)


def _as_received(path: Path, facts: Mapping[str, Any], receipt: Path) -> bool:
    """Whether a model is still the one of its receipt, as far as can be told without reading it."""
    parts = gguf_parts(path)
    if not all(part.is_file() for part in parts):
        return False
    newest = max(part.stat().st_mtime_ns for part in parts)
    return _size(path) == facts["bytes"] and newest <= receipt.stat().st_mtime_ns


def _size(path: Path) -> int:
    """Bytes of all parts of a model."""
    return sum(part.stat().st_size for part in gguf_parts(path))
