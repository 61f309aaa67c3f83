"""Files on the web, with mirrors, resumption and verification before use."""

import glob
from collections import deque
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.digests import difference, measure
from audioflan.fetch.download import Download, Patience, TransferError
from audioflan.fetch.progress import Progress
from audioflan.fetch.sources import Attempt, Obtained, attempt, obtained

REPEATABLE = True


def pattern(source: Source) -> str:
    """The one name of the archive."""
    return glob.escape(filename(source))


def filename(source: Source) -> str:
    """Name of the archive on disk: as declared, else the last part of the first URL.

    Raises:
        AudioFlanError: that is no plain file name.
    """
    address = urlsplit(source.fields["urls"][0])
    name = source.fields.get("filename") or unquote(PurePosixPath(address.path).name)
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        raise AudioFlanError(
            f"no file name can be told from {source.fields['urls'][0]!r}.",
            remedy="add `filename` to this source in the corpus file.",
        )
    return str(name)


def obtain(source: Source, folder: Path, progress: Progress) -> Obtained:
    """Download from the first mirror that gives the declared content.

    A file with another digest is put aside as ``.bad``. When part of it came from an earlier,
    interrupted download, the same mirror is asked once more for the whole.

    Raises:
        AudioFlanError: no mirror gives the declared content; lists what each one said.
    """
    target = folder / filename(source)
    part = target.with_name(target.name + ".part")
    attempts: list[Attempt] = []
    waiting = deque(source.fields["urls"])
    while waiting:
        url = waiting.popleft()
        try:
            resumed = _download(source, url, part, partial(progress, target.name))
        except TransferError as problem:
            attempts.append(attempt(source, url, "failed", str(problem)))
            continue
        found = measure(part, source)
        wrong = difference(source, found)
        if wrong is None:
            attempts.append(attempt(source, url, "fetched", "continued" if resumed else ""))
            part.replace(target)
            return obtained(source, target, url, found, attempts)
        part.replace(target.with_name(target.name + ".bad"))
        attempts.append(attempt(source, url, "refused", wrong))
        if resumed:
            waiting.appendleft(url)
    raise _failure(source, target, attempts)


def _download(source: Source, url: str, part: Path, report: partial[None]) -> bool:
    transfer = Download(
        url,
        part,
        verified=bool(source.sha256 or source.md5),
        patience=Patience(**source.fields.get("retry", {})),
        report=report,
    )
    transfer.run()
    return transfer.resumed


def _failure(source: Source, target: Path, attempts: list[Attempt]) -> AudioFlanError:
    tried = "; ".join(f"{entry['url']}: {entry['detail']}" for entry in attempts)
    return AudioFlanError(
        f"could not be fetched ({tried}).",
        where=target,
        remedy=(
            "run again to continue; if the file has really changed, correct the digest in the "
            f"corpus file; or set corpora.{target.parent.name}.root to your own copy."
        ),
    )
