"""A web server with the faults of real ones, and builders of small archives."""

import hashlib
import io
import tarfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from audioflan.catalog.models import Corpus, Licence, Source

CHUNK = 1 << 14


@dataclass
class Served:
    """One file of the server and how badly it is served."""

    content: bytes
    etag: str | None = '"v1"'
    ranges: bool = True
    statuses: list[int] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    pause: float = 0.0
    length: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """One request that arrived: its range is the first byte asked for."""

    path: str
    start: int | None
    if_range: str | None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else None
        self.server.asked.append(Asked(self.path, start, self.headers.get("If-Range")))
        file = self.server.files.get(self.path)
        if file is None or file.statuses:
            self._refuse(file.statuses.pop(0) if file else 404, file)
        else:
            self._send(file, start)

    def _refuse(self, status: int, file: Served | None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        for name, value in (file.headers if file else {}).items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, file: Served, start: int | None) -> None:
        changed = self.headers.get("If-Range") not in (None, file.etag)
        partial = file.ranges and start is not None and not changed
        total = len(file.content)
        if partial and start >= total:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{total}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = file.content[start:] if partial else file.content
        self.send_response(206 if partial else 200)
        if partial:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        if file.etag:
            self.send_header("ETag", file.etag)
        self.send_header("Content-Length", str(file.length or len(body)))
        self.end_headers()
        self._write(file, body)

    def _write(self, file: Served, body: bytes) -> None:
        cut = file.cuts.pop(0) if file.cuts else None
        body = body[:cut]
        for at in range(0, len(body), CHUNK):
            self.wfile.write(body[at : at + CHUNK])
            time.sleep(file.pause)
        self.close_connection = cut is not None or file.length is not None

    def log_message(self, *_: Any) -> None:
        """Keep the test output clean."""


class Server(ThreadingHTTPServer):
    """Serves ``files`` (path -> Served) and remembers what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, Served] = {}
        self.asked: list[Asked] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def serve(self, path: str, content: bytes, **faults: Any) -> str:
        """Offer ``content`` at ``path``; return its URL."""
        self.files[path] = Served(content, **faults)
        return self.url(path)

    def starts(self, path: str) -> list[int | None]:
        """First bytes asked for at ``path``, in order (None = the whole file)."""
        return [request.start for request in self.asked if request.path == path]

    def handle_error(self, *_: Any) -> None:
        """A client that goes away is part of the tests."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A running web server on the loopback interface."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def silent() -> Callable[[str, int, int | None], None]:
    """A progress function that does nothing."""
    return lambda name, done, total: None


@pytest.fixture
def make_tar(tmp_path: Path) -> Callable[..., Path]:
    """Write a tar of ``(name, bytes)`` and ready-made ``TarInfo`` members."""

    def make(members: list[Any], name: str = "made.tar", mode: str = "w") -> Path:
        path = tmp_path / name
        with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
            for member in members:
                if isinstance(member, tarfile.TarInfo):
                    archive.addfile(member)
                else:
                    entry = tarfile.TarInfo(member[0])
                    entry.size = len(member[1])
                    archive.addfile(entry, io.BytesIO(member[1]))
        return path

    return make


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[..., Path]:
    """Write a zip of ``(name or ZipInfo, bytes)`` members."""

    def make(members: list[tuple[Any, bytes]], name: str = "made.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members:
                archive.writestr(member, content, zipfile.ZIP_DEFLATED)
        return path

    return make


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Relative name -> bytes of every file below a folder, links followed."""

    def read(folder: Path) -> dict[str, bytes]:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    return read


@pytest.fixture
def https_source() -> Callable[..., Source]:
    """A source on the web that does not wait between attempts."""

    def make(*urls: str, **declared: Any) -> Source:
        fields = {"urls": list(urls), "retry": {"attempts": 3, "delay": 0, "longest": 0}}
        fields.update(declared.pop("fields", {}))
        return Source("https", fields, **declared)

    return make


@pytest.fixture
def corpus_of() -> Callable[..., Corpus]:
    """A corpus called ``bells`` with the given sources."""

    def make(*sources: Source) -> Corpus:
        return Corpus(
            id="bells",
            name="Bells",
            number=99,
            paper=False,
            title="Bells",
            domain="audio",
            licence=Licence("CC0-1.0", True, True, True),
            homepage="",
            citation="",
            access="open",
            source=("field",),
            sources=sources,
            splits="drawn",
            parts=1,
            path=Path("config/corpora/bells.yaml"),
        )

    return make


@pytest.fixture
def sha256() -> Callable[[bytes], str]:
    """Hexadecimal SHA-256."""
    return lambda content: hashlib.sha256(content).hexdigest()
