"""Audio files below a folder and what their headers say, as tables."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import soundfile

SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".aif", ".aiff", ".sph", ".m4a")
HEADER: dict[str, pl.DataType] = {
    "frames": pl.Int64(),
    "sample_rate": pl.Int32(),
    "channels": pl.Int32(),
    "duration": pl.Float64(),
    "reject": pl.String(),
}
THREADS = 8
NO_SAMPLES = "no samples"

_Facts = tuple[int | None, int | None, int | None, float | None, str | None]


def list_files(root: Path, suffixes: Sequence[str] = SUFFIXES) -> pl.DataFrame:
    """Files below ``root`` by the end of their path (any case): ``path``, relative, sorted.

    Folders behind links are entered once; hidden files, hidden folders and the resource
    forks that macOS leaves in archives are no part of a corpus and are passed over.
    """
    wanted = tuple(suffix.lower() for suffix in suffixes)
    paths = [path for path in _walk(str(root), "", set()) if f"/{path}".lower().endswith(wanted)]
    return pl.DataFrame({"path": paths}, schema={"path": pl.String}).sort("path")


def read_headers(root: Path, paths: pl.Series) -> pl.DataFrame:
    """Header facts of files, in the order given; columns ``path`` and ``HEADER``.

    ``duration`` is in seconds. A file without samples or without a readable header has a
    reason in ``reject`` instead of facts.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        facts = list(pool.map(lambda path: _header(root / path), paths))
    headers = pl.DataFrame(facts, schema=HEADER, orient="row")
    return headers.insert_column(0, paths.alias("path"))


def find_audio(root: Path, suffixes: Sequence[str] = SUFFIXES) -> pl.DataFrame:
    """Audio files below ``root`` with their header facts: ``path`` and ``HEADER``, by path."""
    return read_headers(root, list_files(root, suffixes)["path"])


def _walk(folder: str, place: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """Files below a folder; ``place`` goes before their names."""
    status = Path(folder).stat()
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith((".", "__MACOSX"))]
    for entry in sorted(visible, key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry.path, f"{place}{entry.name}/", seen)
        else:
            yield place + entry.name


def _header(path: Path) -> _Facts:
    try:
        info = soundfile.info(str(path))
    except soundfile.LibsndfileError as error:
        return _header_by_sox(path, error.error_string)
    return _facts(info.frames, info.samplerate, info.channels)


def _header_by_sox(path: Path, refusal: str) -> _Facts:
    """Formats that libsndfile does not read (some NIST SPHERE, AMR, WavPack)."""
    # Importing sox looks for the program and logs its absence, which no other file needs.
    import sox.file_info
    from sox.core import SoxError, SoxiError

    try:
        rate = int(sox.file_info.sample_rate(str(path)))
        frames, channels = sox.file_info.num_samples(str(path)), sox.file_info.channels(str(path))
    except (SoxError, SoxiError, OSError, ValueError):
        return None, None, None, None, f"unreadable header: {refusal.rstrip('.')}"
    return _facts(int(frames or 0), rate, channels)


def _facts(frames: int, rate: int, channels: int) -> _Facts:
    return frames, rate, channels, frames / rate, None if frames else NO_SAMPLES
