"""A web server on the loopback interface: archives, with ranges, and what else is plugged in."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

FIRST_BYTE = re.compile(r"bytes=(\d+)-")


@dataclass(frozen=True)
class Request:
    """What was asked for; the path is decoded."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What is sent back; a body that is asked for in part is cut by the server."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Service = Callable[[Request], Answer | None]
"""Answers the requests that are its own, None to all others."""


class Folder:
    """Serves the files of a folder below ``/files/``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, request: Request) -> Answer | None:
        name = request.path.removeprefix("/files/")
        file = self._folder / name
        if name == request.path or not file.is_file():
            return None
        return Answer(body=file.read_bytes(), headers={"ETag": f'"{name}"'})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, unquote(address.path), parse_qs(address.query), headers)
        self.server.asked.append(request)
        answers = (service(request) for service in self.server.services)
        found = next((answer for answer in answers if answer is not None), Answer(404))
        self._send(found, FIRST_BYTE.match(headers.get("range", "")))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def _send(self, answer: Answer, asked: re.Match[str] | None) -> None:
        body, status, headers = answer.body, answer.status, dict(answer.headers)
        if asked and status == 200 and int(asked[1]) < len(body):
            headers["Content-Range"] = f"bytes {asked[1]}-{len(body) - 1}/{len(body)}"
            body, status = body[int(asked[1]) :], 206
        headers.setdefault("Content-Length", str(len(body)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
            self.close_connection = int(headers["Content-Length"]) > len(body)

    def log_message(self, *_: Any) -> None:
        """Keep the test output clean."""


class Server(ThreadingHTTPServer):
    """Asks its services in turn and remembers every request."""

    daemon_threads = True

    def __init__(self, services: Sequence[Service]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.services = list(services)
        self.asked: list[Request] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def url(self, name: str) -> str:
        """Where a file of the folder is served."""
        return f"{self.address}/files/{quote(name)}"

    def handle_error(self, *_: Any) -> None:
        """A client that goes away is part of the tests."""


@contextmanager
def serving(*services: Service) -> Iterator[Server]:
    """A running server."""
    server = Server(services)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
