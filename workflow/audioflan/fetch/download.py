"""Download one URL into a ``.part`` file that survives interruptions (RFC 9110, ranges)."""

import http.client
import json
import re
import shutil
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from audioflan.errors import AudioFlanError
from audioflan.files import CHUNK, write_json

SCHEMES = ("https", "http")
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""HTTP statuses that another attempt may change."""
_CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")


@dataclass(frozen=True)
class Patience:
    """How long to insist.

    Attributes:
        attempts: attempts in a row that bring nothing before giving up.
        delay: seconds before the second attempt; doubles from one to the next.
        longest: upper bound of the delay, also on what a server asks for.
        timeout: seconds without a byte after which a connection counts as dead.
    """

    attempts: int = 6
    delay: float = 1.0
    longest: float = 60.0
    timeout: float = 60.0


class TransferError(Exception):
    """This URL cannot be had; the message says why."""


class _InterruptedError(Exception):
    """An attempt failed in a way that the next one may not; may carry the server's delay."""

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class Download:
    """One URL on its way into one file.

    Args:
        url: http or https.
        part: file that grows; what it already holds is continued, not fetched again.
        verified: whether the caller checks a digest afterwards. Only then may bytes of unknown
            origin (another mirror, a server without validators) be continued.
        patience: when to retry and when to give up.
        report: called with bytes on disk and the total, when known.
    """

    def __init__(
        self,
        url: str,
        part: Path,
        *,
        verified: bool,
        patience: Patience,
        report: Callable[[int, int | None], None],
    ) -> None:
        self.url = url
        self.resumed = False
        self._part = part
        self._note = part.with_name(part.name + ".json")
        self._verified = verified
        self._patience = patience
        self._report = report
        self._restarts = 0

    def run(self) -> None:
        """Fetch what is missing.

        Raises:
            TransferError: the URL is refused, or patience is exhausted.
            AudioFlanError: the file cannot be written.
        """
        if urlsplit(self.url).scheme not in SCHEMES:
            raise TransferError("only https and http URLs are fetched")
        failures = 0
        while True:
            before = self._size()
            try:
                self._attempt()
            except _InterruptedError as problem:
                failures = 1 if self._size() > before else failures + 1
                if failures >= self._patience.attempts:
                    raise TransferError(f"gave up after {failures} attempts: {problem}") from None
                self._pause(failures, problem.retry_after)
            else:
                self._note.unlink(missing_ok=True)
                return

    def _attempt(self) -> None:
        offset = self._offset()
        try:
            with urllib.request.urlopen(  # noqa: S310
                self._request(offset), timeout=self._patience.timeout
            ) as answer:
                self._receive(answer, offset)
        except urllib.error.HTTPError as refusal:
            self._refused(refusal, offset)
        except (http.client.HTTPException, OSError) as problem:
            reason = getattr(problem, "reason", problem)
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise TransferError(f"its certificate is not valid ({reason})") from problem
            raise _InterruptedError(str(reason) or type(reason).__name__) from problem

    def _offset(self) -> int:
        """Bytes on disk that can be continued."""
        size = self._size()
        if size and not self._verified and not self._known().get("validator"):
            self._part.unlink()
            return 0
        return size

    def _request(self, offset: int) -> urllib.request.Request:
        headers = {"User-Agent": "audioflan", "Accept-Encoding": "identity"}
        if offset:
            headers["Range"] = f"bytes={offset}-"
            if validator := self._known().get("validator"):
                headers["If-Range"] = validator
        return urllib.request.Request(self.url, headers=headers)  # noqa: S310

    def _receive(self, answer: http.client.HTTPResponse, offset: int) -> None:
        start, total = _span(answer)
        if start != offset:
            self._start_over()
            if start:
                raise _InterruptedError("the server sent another range than asked for")
            offset = 0
        self.resumed = self.resumed or offset > 0
        self._check_space(offset, total)
        with self._writing():
            write_json(self._note, {"url": self.url, "validator": _validator(answer.headers)})
        at = self._append(answer, offset, total)
        if total is not None and at < total:
            raise _InterruptedError(f"the connection closed after {at} of {total} bytes")

    def _append(self, answer: http.client.HTTPResponse, at: int, total: int | None) -> int:
        with self._writing():
            out = self._part.open("ab" if at else "wb", buffering=0)
        with out:
            while chunk := answer.read1(CHUNK):
                with self._writing():
                    out.write(chunk)
                at += len(chunk)
                self._report(at, total)
        return at

    def _refused(self, refusal: urllib.error.HTTPError, offset: int) -> None:
        words = f"HTTP {refusal.code} {refusal.reason}"
        if refusal.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and offset:
            found = _CONTENT_RANGE.search(refusal.headers.get("Content-Range", ""))
            if self._verified and found and found[2] == str(offset):
                self.resumed = True
                return
            self._start_over()
            raise _InterruptedError(words)
        if refusal.code in PASSING:
            asked = refusal.headers.get("Retry-After", "")
            raise _InterruptedError(words, float(asked) if asked.isdecimal() else None)
        raise TransferError(words)

    def _start_over(self) -> None:
        self._part.unlink(missing_ok=True)
        self._restarts += 1
        if self._restarts > 1:
            raise TransferError("the server cannot continue an interrupted download")

    def _check_space(self, offset: int, total: int | None) -> None:
        free = shutil.disk_usage(self._part.parent).free
        if total is not None and total - offset > free:
            raise self._unwritable(f"{total - offset} bytes are needed, {free} are free")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise self._unwritable(str(problem.strerror)) from problem

    def _unwritable(self, reason: str) -> AudioFlanError:
        return AudioFlanError(
            f"the download cannot be written: {reason}.",
            where=self._part,
            remedy="free space, or set `archives` in the config to a larger disk.",
        )

    def _pause(self, failures: int, asked: float | None) -> None:
        patience = self._patience
        wait = patience.delay * 2 ** (failures - 1) if asked is None else asked
        time.sleep(min(wait, patience.longest))

    def _size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _known(self) -> Mapping[str, Any]:
        """What the server said of the file when this URL was asked before."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return note if note.get("url") == self.url else {}


def _span(answer: http.client.HTTPResponse) -> tuple[int, int | None]:
    """Offset at which the answer's bytes begin, and the size of the whole file."""
    found = _CONTENT_RANGE.search(answer.headers.get("Content-Range", ""))
    if answer.status == HTTPStatus.PARTIAL_CONTENT and found and found[1]:
        return int(found[1]), int(found[2]) if found[2] != "*" else None
    length = answer.headers.get("Content-Length")
    return 0, int(length) if length and length.isdecimal() else None


def _validator(headers: Message) -> str | None:
    """A value for ``If-Range``: a strong entity tag, else the date of modification."""
    tag = headers.get("ETag")
    if tag and not tag.startswith("W/"):
        return tag
    return headers.get("Last-Modified")
