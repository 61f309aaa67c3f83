"""The part of the Mozilla Data Collective's API that downloads use: sessions and signed links."""

import hashlib
import json
import re
from collections.abc import Mapping

from tests.miniatures.server import Answer, Request

SESSION = re.compile(r"/mdc/datasets/([^/]+)/download")
LINK = re.compile(r"/mdc-store/([^/]+)")


class Collective:
    """Datasets by id, for one key.

    ``lives``: how often each link answers before it has expired, in order of the links asked
    for; a link beyond the list never expires. ``cut``: bytes that an expiring link sends.
    """

    def __init__(
        self,
        datasets: Mapping[str, bytes],
        key: str = "good-key",
        *,
        refused: Mapping[str, int] | None = None,
        lives: tuple[int, ...] = (),
        cut: int = 0,
        checksum: bool = True,
    ) -> None:
        self.datasets = dict(datasets)
        self._key = key
        self._refused = dict(refused or {})
        self._lives = dict(enumerate(lives))
        self._cut = cut
        self._checksum = checksum
        self._links = 0

    def __call__(self, request: Request) -> Answer | None:
        if found := SESSION.fullmatch(request.path):
            return self._session(request, found[1])
        if found := LINK.fullmatch(request.path):
            return self._content(found[1], int(request.query["signature"][0]))
        return None

    def _session(self, request: Request, dataset: str) -> Answer:
        if request.method != "POST":
            return Answer(405)
        if request.headers.get("authorization") != f"Bearer {self._key}":
            return Answer(401)
        if dataset in self._refused or dataset not in self.datasets:
            return Answer(self._refused.get(dataset, 404))
        content = self.datasets[dataset]
        store = f"http://{request.headers['host']}/mdc-store"
        session = {
            "downloadUrl": f"{store}/{dataset}?signature={self._links}",
            "sizeBytes": str(len(content)),
            "checksum": hashlib.sha256(content).hexdigest() if self._checksum else None,
        }
        self._links += 1
        return Answer(200, json.dumps(session).encode())

    def _content(self, dataset: str, link: int) -> Answer:
        content = self.datasets[dataset]
        if link not in self._lives:
            return Answer(200, content, {"ETag": f'"{dataset}"'})
        if self._lives[link] == 0:
            return Answer(403)
        self._lives[link] -= 1
        return Answer(200, content[: self._cut], {"Content-Length": str(len(content))})
