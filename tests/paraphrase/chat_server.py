"""A small server that speaks the chat protocol, and misbehaves when told to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, str, bytes]


@dataclass
class ChatServer:
    """Answers with ``reply(request)``, after the answers queued in ``first``."""

    reply: Callable[[dict[str, Any]], list[str]]
    first: list[Answer] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: dict[str, Any]) -> Answer:
        with self.lock:
            self.requests.append(request)
            if self.first:
                return self.first.pop(0)
        return completion(self.reply(request))


def completion(texts: list[str]) -> Answer:
    choices = [{"index": i, "message": {"content": text}} for i, text in enumerate(texts)]
    return 200, "application/json", json.dumps({"choices": choices}).encode()


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """Serve on a free local port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, kind, content = server.answer({"path": self.path, **json.loads(body)})
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
