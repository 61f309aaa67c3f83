"""Repositories of the Hugging Face hub, or some files of one."""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.digests import Measured, check_name, difference
from audioflan.fetch.hub_client import HubClient, HubFile
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Obtained, attempt
from audioflan.files import digest, sha256_file, write_json

REPEATABLE = False
WORKERS = 8
LISTS = ".audioflan"
"""Folder of the lists of what was once obtained whole; one list a source."""

Listing = list[dict[str, Any]]


def pattern(source: Source) -> str:
    """Nothing: the files lie in a folder of their own, ``<owner>--<name>``."""
    return ""


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Bring the selected files to ``<folder>/<owner>--<name>/``, at their places.

    A ``sha256`` in the corpus file is that of the text that ``sha256sum`` would print for the
    files in the order of their names.

    Raises:
        AudioFlanError: no access, no network, nothing selected, or other files than declared.
    """
    room = folder / str(source.fields["repo"]).replace("/", "--")
    note = room / LISTS / f"{_request(source)}.json"
    known = _known(note, room)
    if known is not None:
        return _result(source, room, known["commit"], known["files"], "present")
    client = HubClient(source, folder.name)
    commit = client.commit()
    files = client.files(commit)
    digests = _download(client, files, commit, room, progress)
    listing = [
        {"name": file.name, "bytes": file.bytes, "sha256": sha256}
        for file, sha256 in zip(files, digests, strict=True)
    ]
    result = _result(source, room, commit, listing, "fetched")
    write_json(note, {"commit": commit, "files": listing})
    return result


def _download(
    client: HubClient, files: Sequence[HubFile], commit: str, room: Path, progress: Progress
) -> list[str]:
    total, done, digests = sum(file.bytes for file in files), 0, []
    room.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(WORKERS) as pool:
        running = [pool.submit(client.download, file, commit, room) for file in files]
        try:
            for file, future in zip(files, running, strict=True):
                digests.append(future.result())
                done += file.bytes
                progress(client.repo, done, total)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    return digests


def _known(note: Path, room: Path) -> dict[str, Any] | None:
    """The list of an earlier run, when every file of it is still here and unchanged."""
    try:
        known: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        same = all(_same(room / entry["name"], entry) for entry in known["files"])
    except (OSError, ValueError, KeyError):
        return None
    return known if same else None


def _same(path: Path, entry: dict[str, Any]) -> bool:
    return bool(path.stat().st_size == entry["bytes"] and sha256_file(path) == entry["sha256"])


def _result(source: Source, room: Path, commit: str, listing: Listing, outcome: str) -> Obtained:
    lines = "".join(f"{entry['sha256']}  {entry['name']}\n" for entry in listing)
    size = sum(entry["bytes"] for entry in listing)
    found = Measured(size, hashlib.sha256(lines.encode()).hexdigest())
    wrong = difference(source, found)
    if wrong is not None:
        raise AudioFlanError(
            f"these are not the declared files: {wrong}.",
            where=room,
            remedy="correct the digest, or pin `revision` to a commit in the corpus file.",
        )
    url = f"hub:{source.fields['repo']}@{commit}"
    tried = (attempt(source, url, outcome, f"{len(listing)} files"),)
    names = tuple(entry["name"] for entry in listing)
    checked = check_name(source)
    return Obtained(room, url, size, tried, found.sha256, checked, files=names)


def _request(source: Source) -> str:
    keys = ("repo", "repo_type", "revision", "files")
    return digest({key: source.fields[key] for key in keys if key in source.fields})
