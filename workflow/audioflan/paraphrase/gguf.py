"""GGUF files: the parts of one, its digest, and whether llama.cpp can chat with it."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from audioflan.errors import AudioFlanError
from audioflan.files import atomic_path, digest, sha256_file
from audioflan.paraphrase.engine.llama import child_environment, reason_in
from audioflan.paraphrase.settings import EMBEDDED_MODEL

MAGIC = b"GGUF"
CHECK = "audioflan.paraphrase.engine._check"
QUANTISE = "audioflan.paraphrase.engine._quantise"
PART = re.compile(r"(?P<stem>.*)-\d{5}-of-(?P<count>\d{5})\.gguf")
CHOICE = (
    "give a whole .gguf file, hub:<owner>/<repo>/<file>.gguf, or "
    f"'{EMBEDDED_MODEL}' for the small embedded model."
)
OTHER = "choose an instruction-tuned model of a family that llama.cpp knows."
AGAIN = f"fetch the file again, or {CHOICE}"
FAULTS = (
    ("unknown model architecture", "of an architecture that this llama.cpp does not know", OTHER),
    ("chat template", "no model to chat with", OTHER),
    ("", "damaged or cut short", AGAIN),
)
"""What llama.cpp's words hold -> what is wrong with the file, and its remedy."""


def part_names(name: str) -> list[str]:
    """Names of all parts of a model, the first one first; of a model in one file, its own.

    Args:
        name: of any part, e.g. ``big-00002-of-00003.gguf``; folders before it are kept.
    """
    found = PART.fullmatch(name)
    if found is None:
        return [name]
    count = int(found["count"])
    return [f"{found['stem']}-{at:05}-of-{count:05}.gguf" for at in range(1, count + 1)]


def gguf_parts(path: Path) -> list[Path]:
    """The files of a model; llama.cpp is given the first and finds the others beside it."""
    return [path.with_name(name) for name in part_names(path.name)]


def gguf_digest(path: Path) -> str:
    """SHA-256 of a model: of its file, or of what ``sha256sum`` prints for its parts."""
    parts = gguf_parts(path)
    if len(parts) == 1:
        return sha256_file(path)
    lines = "".join(f"{sha256_file(part)}  {part.name}\n" for part in parts)
    return hashlib.sha256(lines.encode()).hexdigest()


def check_gguf(path: Path) -> None:
    """Refuse a model that llama.cpp could not load or chat with.

    Raises:
        AudioFlanError: missing, not a GGUF, cut short, of an unknown architecture, or without a
            chat template.
    """
    for part in gguf_parts(path):
        _check_head(part)
    words = _complaint(CHECK, path)
    if words is not None:
        _, what, remedy = next(fault for fault in FAULTS if fault[0] in words)
        raise AudioFlanError(f"{what}: {words}", where=path, remedy=remedy)


def quantised(path: Path, kind: str, folder: Path) -> Path:
    """A model with its weights stored in another way; made once and used again.

    Args:
        path: GGUF file, the first part of a model in several.
        kind: as llama.cpp calls it, e.g. ``Q8_0``.
        folder: where the file is kept, in one part, as ``<name>-<key>-<kind>.gguf``; the key tells
            models of one name apart by where they lie, how large they are and how old.

    Raises:
        AudioFlanError: llama.cpp knows no such kind, or cannot store this model so.
    """
    facts = [(part.stat().st_size, part.stat().st_mtime_ns) for part in gguf_parts(path)]
    key = digest([str(path.resolve()), facts])[:8]
    made = folder / f"{path.stem}-{key}-{kind}.gguf"
    if made.is_file():
        return made
    folder.mkdir(parents=True, exist_ok=True)
    with atomic_path(made) as temporary:
        words = _complaint(QUANTISE, path, temporary, kind, os.cpu_count() or 1)
        if words is not None:
            remedy = "choose another kind for paraphrase.quantise, or null."
            raise AudioFlanError(words, where=path, remedy=remedy)
    return made


def _complaint(module: str, *arguments: object) -> str | None:
    """What llama.cpp finds fault with in a process of its own; None when it ends well."""
    ended = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env=child_environment(),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if not ended.returncode:
        return None
    return reason_in(ended.stderr.splitlines()) or "llama.cpp ended without a word"


def _check_head(path: Path) -> None:
    if not path.is_file():
        raise AudioFlanError("no such model file", where=path, remedy=CHOICE)
    with path.open("rb") as stream:
        head = stream.read(len(MAGIC))
    if head != MAGIC:
        what = f"not a GGUF file: it begins with {head!r} instead of {MAGIC!r}"
        raise AudioFlanError(what, where=path, remedy=CHOICE)
