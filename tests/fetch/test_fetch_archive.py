"""The archive folder: what is whole is not fetched again, what is not proven is."""

import json
from pathlib import Path
from typing import Any

import pytest

from audioflan.fetch.archive import bring, discard

CONTENT = b"archive" * 1000


@pytest.fixture
def url(server: Any) -> str:
    """Where the archive is served."""
    return str(server.serve("/a.zip", CONTENT))


@pytest.mark.parametrize("declared", [True, False])
def test_a_second_fetch_asks_nobody(
    declared: bool,
    url: str,
    server: Any,
    https_source: Any,
    sha256: Any,
    tmp_path: Path,
    silent: Any,
) -> None:
    source = https_source(url, sha256=sha256(CONTENT) if declared else None)
    first = bring(source, tmp_path, silent)
    second = bring(source, tmp_path, silent)
    assert len(server.asked) == 1
    assert (second.path, second.sha256, second.checked) == (first.path, first.sha256, first.checked)
    assert [entry["outcome"] for entry in second.attempts] == ["present"]


def test_the_seal_says_what_was_fetched(
    url: str, https_source: Any, sha256: Any, tmp_path: Path, silent: Any
) -> None:
    bring(https_source(url), tmp_path, silent)
    seal = json.loads((tmp_path / "a.zip.done.json").read_text())
    assert (seal["bytes"], seal["sha256"]) == (len(CONTENT), sha256(CONTENT))


def test_a_file_with_the_declared_digest_needs_no_seal(
    url: str, server: Any, https_source: Any, sha256: Any, tmp_path: Path, silent: Any
) -> None:
    (tmp_path / "a.zip").write_bytes(CONTENT)
    assert bring(https_source(url, sha256=sha256(CONTENT)), tmp_path, silent).checked == "sha256"
    assert server.asked == []


@pytest.mark.parametrize("seal", [None, "{}", "[]", "{", '{"request": "x"}'])
def test_a_file_without_digest_or_seal_is_not_trusted(
    seal: str | None, url: str, server: Any, https_source: Any, tmp_path: Path, silent: Any
) -> None:
    (tmp_path / "a.zip").write_bytes(CONTENT)
    if seal is not None:
        (tmp_path / "a.zip.done.json").write_text(seal)
    bring(https_source(url), tmp_path, silent)
    assert len(server.asked) == 1


def test_a_file_that_was_spoilt_later_is_fetched_again(
    url: str, server: Any, https_source: Any, tmp_path: Path, silent: Any
) -> None:
    source = https_source(url)
    bring(source, tmp_path, silent).path.write_bytes(CONTENT[:-1] + b"?")
    assert bring(source, tmp_path, silent).path.read_bytes() == CONTENT
    assert len(server.asked) == 2


def test_another_address_is_another_request(
    url: str, server: Any, https_source: Any, tmp_path: Path, silent: Any
) -> None:
    bring(https_source(url), tmp_path, silent)
    newer = server.serve("/v2/a.zip", b"newer")
    assert bring(https_source(newer), tmp_path, silent).path.read_bytes() == b"newer"


def test_unfinished_files_are_no_candidates(
    url: str, server: Any, https_source: Any, sha256: Any, tmp_path: Path, silent: Any
) -> None:
    (tmp_path / "a.zip.part").write_bytes(CONTENT)
    source = https_source(url, sha256=sha256(CONTENT))
    assert bring(source, tmp_path, silent).path.name == "a.zip"


def test_what_is_discarded_is_fetched_again(
    url: str, server: Any, https_source: Any, tmp_path: Path, silent: Any
) -> None:
    source = https_source(url)
    discard(bring(source, tmp_path, silent).path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip.bad"]
    assert bring(source, tmp_path, silent).path.read_bytes() == CONTENT


def test_a_name_with_glob_signs_means_itself(
    server: Any, https_source: Any, tmp_path: Path, silent: Any
) -> None:
    source = https_source(server.serve("/a%5B1%5D.zip", CONTENT))
    assert bring(source, tmp_path, silent).path.name == "a[1].zip"
    bring(source, tmp_path, silent)
    assert len(server.asked) == 1
