"""Offer miniatures as upstream offers the corpora: every source leads to this machine."""

import copy
import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import yaml
from tests.miniatures.packer import Entry, pack
from tests.miniatures.server import Folder, Server, serving
from tests.miniatures.server_hub import Hub, Repo
from tests.miniatures.server_mdc import Collective

from audioflan.fetch.snapshot import ARCHIVES as UNPACKED
from audioflan.files import sha256_file

PACKAGES = ("apt", "pypi", "npm")
IMPATIENT = {"attempts": 2, "delay": 0, "longest": 0}
KEY, TOKEN = "good-key", "hf_good"

Document = dict[str, Any]


@dataclass
class Shop:
    """All that is offered: archives by corpus, repositories, datasets, and what a person placed.

    Attributes:
        folder: served archives, one folder a corpus.
        archives: the archive folder of the build, for what is fetched by hand.
    """

    folder: Path
    archives: Path
    hub: Hub
    collective: Collective
    server: Server
    environment: dict[str, str] = field(default_factory=dict)

    def offer(self, document: Document, module: ModuleType, tree: Path) -> Document:
        """The corpus file with every source leading here; sources the tree lacks are left out.

        Raises:
            AssertionError: an archive of the miniature belongs to no source, or to two.
        """
        served = copy.deepcopy(document)
        archives: Mapping[str, Entry] | None = getattr(module, "ARCHIVES", None)
        if archives is None:
            archives = _whole_tree(served["sources"], tree)
        left, sources = dict(archives), []
        for source in served["sources"]:
            mine = {name: left.pop(name) for name in list(left) if _belongs(name, source)}
            if mine:
                entries = {name: _with_strip(name, mine[name], source, tree) for name in mine}
                sources.append(self._place(document["id"], source, entries, tree))
        assert not left, f"archives of no source in config/corpora: {sorted(left)}"
        served["sources"] = sources
        return served

    def _place(
        self, corpus: str, source: Document, entries: Mapping[str, Entry], tree: Path
    ) -> Document:
        by_hand = source["kind"] == "manual"
        folder = (self.archives if by_hand else self.folder) / corpus
        names = pack(tree, entries, folder)
        if source["kind"] == "hub":
            return self._repository(source, {name: folder / name for name in names})
        (name,) = names
        file = folder / name
        digest = {"sha256": sha256_file(file), "bytes": file.stat().st_size}
        source = {**_without(source, "md5", "urls"), **digest}
        if source["kind"] == "mdc":
            self.collective.datasets[source["dataset"]] = file.read_bytes()
            return {**source, "retry": IMPATIENT}
        if by_hand:
            return source
        url = self.server.url(f"{corpus}/{name}")
        return {**source, "urls": [url], "filename": name, "retry": IMPATIENT}

    def _repository(self, source: Document, files: Mapping[str, Path]) -> Document:
        kind = "models" if source.get("repo_type") == "model" else "datasets"
        repo = self.hub.repos.setdefault(source["repo"], Repo({}, kind))
        repo.gated = repo.gated or source.get("gated", False)
        repo.files |= {name: file.read_bytes() for name, file in files.items()}
        return _without(source, "sha256", "md5", "bytes", "revision")


@contextmanager
def shop(folder: Path) -> Iterator[Shop]:
    """A running server of archives, repositories and datasets, none of them stocked yet."""
    served, archives = folder / "served", folder / "archives"
    hub, collective = Hub({}, (TOKEN,)), Collective({}, KEY)
    with serving(Folder(served), hub, collective) as server:
        environment = {
            "no_proxy": "127.0.0.1",
            "HF_ENDPOINT": server.address,
            "HF_TOKEN": TOKEN,
            "MDC_API_URL": f"{server.address}/mdc",
            "MDC_API_KEY": KEY,
        }
        yield Shop(served, archives, hub, collective, server, environment)


def serve(shop: Shop, corpus_file: Path, tree: Path, place: Path) -> Path:
    """Stock the shop with one corpus; write its changed corpus file below ``place``."""
    module = importlib.import_module(f"tests.miniatures.{corpus_file.stem}")
    document = yaml.safe_load(corpus_file.read_text(encoding="utf-8"))
    changed = place / corpus_file.name
    text = yaml.safe_dump(shop.offer(document, module, tree), allow_unicode=True)
    changed.write_text(text, encoding="utf-8")
    return changed


def _whole_tree(sources: list[Document], tree: Path) -> dict[str, Entry]:
    """A package for each source of a miniature without archives, holding its ``into`` folder."""
    packed: dict[str, Entry] = {}
    for index, source in enumerate(sources):
        assert source["kind"] in PACKAGES, "a miniature of such a corpus needs ARCHIVES"
        source |= {"kind": "https", "filename": f"{index}.tar"}
        for key in ("package", "version", "binary"):
            source.pop(key, None)
        if (tree / source.get("into", "")).is_dir():
            packed[f"{index}.tar"] = [source.get("into") or "*"]
    return packed


def _belongs(name: str, source: Document) -> bool:
    if source["kind"] == "hub":
        return any(fnmatchcase(name, glob) for glob in source["files"])
    if "filename" in source:
        return bool(name == source["filename"])
    return bool(name == PurePosixPath(urlsplit(source["urls"][0]).path).name)


def _with_strip(name: str, entry: Entry, source: Document, tree: Path) -> Entry:
    """Take off the names what unpacking puts before them, where the entry does not say."""
    if isinstance(entry, Mapping) and "strip" in entry:
        return entry
    prefix = PurePosixPath(source.get("into", ""))
    if source["kind"] == "hub" and source.get("unpack", True) and name.endswith(UNPACKED):
        prefix /= PurePosixPath(name).parent
    given = dict(entry) if isinstance(entry, Mapping) else {"members": list(entry)}
    strip = "" if prefix == PurePosixPath() else f"{prefix}/"
    return {**given, "strip": strip}


def _without(source: Document, *keys: str) -> Document:
    return {key: value for key, value in source.items() if key not in keys}
