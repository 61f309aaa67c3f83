"""Datasets of the Mozilla Data Collective, through its REST API and with the reader's key."""

import glob
import json
import os
import re
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.digests import difference, measure
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import SEAL, Obtained, attempt, https, obtained

REPEATABLE = True
SITE = "https://mozilladatacollective.com"
KEY = "MDC_API_KEY"
TIMEOUT = 60.0
_SHA256 = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_REFUSALS = {
    401: "the API key is not accepted",
    403: "its terms have not been accepted with this account",
    404: "there is no such dataset",
    410: "the dataset was removed",
    429: "too many requests; wait a while",
}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The key goes to the API and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def pattern(source: Source) -> str:
    """The one name of the archive."""
    return glob.escape(str(source.fields["filename"]))


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Take the archive that was put here by hand; else ask for a link and fetch it with that.

    Links expire; as long as each brings more of the file, another one is asked for.

    Raises:
        AudioFlanError: no key, terms not accepted, no such dataset, or another archive.
    """
    placed = _placed(source, folder / str(source.fields["filename"]))
    if placed is not None:
        return placed
    part = folder / f"{source.fields['filename']}.part"
    while True:
        before = _size(part)
        session = _session(source, folder)
        link, name = str(session["downloadUrl"]), f"mdc:{source.fields['dataset']}"
        try:
            got = https.obtain(_by_link(source, session), folder, progress)
        except AudioFlanError as problem:
            if _size(part) <= before:
                what = problem.what.replace(link, name)
                raise AudioFlanError(what, where=problem.where, remedy=problem.remedy) from None
        else:
            tried = tuple({**entry, "url": name} for entry in got.attempts)
            return replace(got, url=name, attempts=tried)


def _placed(source: Source, place: Path) -> Obtained | None:
    """An archive without the seal of an earlier download, which may belong to another dataset."""
    if not place.is_file() or place.with_name(place.name + SEAL).exists():
        return None
    found = measure(place, source)
    if difference(source, found) is not None:
        return None
    url = f"mdc:{source.fields['dataset']}"
    return obtained(source, place, url, found, [attempt(source, url, "found")])


def _session(source: Source, folder: Path) -> dict[str, Any]:
    """What the API says of the archive: ``downloadUrl``, ``sizeBytes``, ``checksum``."""
    request = urllib.request.Request(  # noqa: S310
        f"{_api()}/datasets/{source.fields['dataset']}/download",
        method="POST",
        data=b"",
        headers={"Authorization": f"Bearer {_key(source, folder)}", "User-Agent": "audioflan"},
    )
    try:
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=TIMEOUT) as answer:
            session = json.load(answer)
    except urllib.error.HTTPError as refusal:
        reason = _REFUSALS.get(refusal.code, f"HTTP {refusal.code} {refusal.reason}")
        raise _failure(source, folder, reason) from None
    except (OSError, ValueError) as problem:
        raise _failure(source, folder, str(getattr(problem, "reason", problem))) from None
    if not isinstance(session, dict) or "downloadUrl" not in session:
        raise _failure(source, folder, "the answer has no download link")
    return session


def _by_link(source: Source, session: dict[str, Any]) -> Source:
    """The archive as a file on the web, with the collective's digest where none is declared."""
    stated = _SHA256.fullmatch(str(session.get("checksum")))
    fields = {key: source.fields[key] for key in ("filename", "retry") if key in source.fields}
    return replace(
        source,
        fields={**fields, "urls": [session["downloadUrl"]]},
        sha256=source.sha256 or (stated[1] if stated else None),
    )


def _key(source: Source, folder: Path) -> str:
    key = os.environ.get(KEY, "")
    if not key:
        raise _failure(source, folder, f"there is no API key in the environment ({KEY})")
    return key


def _api() -> str:
    return os.environ.get("MDC_API_URL", f"{SITE}/api").rstrip("/")


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _failure(source: Source, folder: Path, reason: str) -> AudioFlanError:
    page = f"{SITE}/datasets/{source.fields['dataset']}"
    place = folder / str(source.fields["filename"])
    return AudioFlanError(
        f"dataset '{source.fields['dataset']}' cannot be had: {reason}.",
        where=place,
        remedy=(
            f"log in at {page}, accept its terms, make an API key in your profile and put it in "
            f"the environment as {KEY}; or download the archive there and put it at {place}."
        ),
    )
