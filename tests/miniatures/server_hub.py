"""The part of the Hugging Face hub's protocol that downloads use: info, tree, resolve."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.miniatures.server import Answer, Request

COMMIT = "c" * 40
API = re.compile(r"/api/(datasets|models)/([^/]+/[^/]+)/(revision|tree)/([^/]+)")
FILE = re.compile(r"/(datasets/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)")
LARGE = (".zip", ".gz", ".tar", ".7z", ".wav", ".flac", ".parquet", ".bin", ".gguf")
PAGE = 2
"""Entries on one page of a listing; the real hub sends a thousand."""


@dataclass
class Repo:
    """One repository: its files, and whether it is open."""

    files: dict[str, bytes]
    kind: str = "datasets"
    gated: bool = False
    spoilt: set[str] = field(default_factory=set)


class Hub:
    """Repositories by name, and the tokens that open the gated ones."""

    def __init__(self, repos: Mapping[str, Repo], tokens: tuple[str, ...] = ("hf_good",)) -> None:
        self.repos = dict(repos)
        self._tokens = tokens

    def __call__(self, request: Request) -> Answer | None:
        if found := API.fullmatch(request.path):
            kind, name, view, revision = found.groups()
            answers: dict[str, Callable[[Repo, Request, str], Answer]] = {
                "revision": self._info,
                "tree": self._tree,
            }
            return self._open(kind, name, request, revision, answers[view])
        if found := FILE.fullmatch(request.path):
            kind, name, revision, path = found.groups()
            return self._open(
                "datasets" if kind else "models",
                name,
                request,
                revision,
                lambda repo, *_: self._file(repo, path),
            )
        return None

    def _open(self, kind: str, name: str, request: Request, revision: str, act: Any) -> Answer:
        repo = self.repos.get(name)
        if repo is None or repo.kind != kind:
            return Answer(401, headers={"X-Error-Code": "RepoNotFound"})
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if repo.gated and token not in self._tokens:
            return Answer(403, headers={"X-Error-Code": "GatedRepo"})
        if revision not in ("main", COMMIT):
            return Answer(404, headers={"X-Error-Code": "RevisionNotFound"})
        return act(repo, request, name)

    def _info(self, repo: Repo, request: Request, name: str) -> Answer:
        return _json({"id": name, "sha": COMMIT})

    def _tree(self, repo: Repo, request: Request, name: str) -> Answer:
        start = int(request.query.get("cursor", ["0"])[0])
        folders = sorted({path.rpartition("/")[0] for path in repo.files} - {""})
        listed = [{"type": "directory", "oid": "d" * 40, "size": 0, "path": f} for f in folders]
        listed += [_entry(path, content) for path, content in sorted(repo.files.items())]
        answer = _json(listed[start : start + PAGE])
        if start + PAGE >= len(listed):
            return answer
        host = request.headers["host"]
        link = f'<http://{host}{request.path}?recursive=True&cursor={start + PAGE}>; rel="next"'
        return Answer(200, answer.body, {**answer.headers, "Link": link})

    def _file(self, repo: Repo, path: str) -> Answer:
        content = repo.files.get(path)
        if content is None:
            return Answer(404, headers={"X-Error-Code": "EntryNotFound"})
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{_etag(path, content)}"'}
        return Answer(200, content[::-1] if path in repo.spoilt else content, headers)


def point_to(address: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the client library ask this server; no token in the environment or the home folder."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("HF_ENDPOINT", address)
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(folder / "no-token"))


def _entry(path: str, content: bytes) -> dict[str, Any]:
    entry = {"type": "file", "oid": _blob(content), "size": len(content), "path": path}
    if path.endswith(LARGE):
        sha256 = hashlib.sha256(content).hexdigest()
        entry["lfs"] = {"oid": sha256, "size": len(content), "pointerSize": 134}
    return entry


def _etag(path: str, content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if path.endswith(LARGE) else _blob(content)


def _blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def _json(value: Any) -> Answer:
    return Answer(200, json.dumps(value).encode(), {"Content-Type": "application/json"})
