"""Files on the web: mirrors, and nothing used before its digest agrees."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audioflan.errors import AudioFlanError
from audioflan.fetch.sources import https

CONTENT = bytes(range(256)) * 400
OTHER = CONTENT[::-1]
SLOW_CHILD = """
import json, sys
from pathlib import Path
from audioflan.catalog.models import Source
from audioflan.fetch.sources import https
declared = json.loads(sys.argv[1])
source = Source("https", {"urls": declared["urls"]}, sha256=declared["sha256"])
https.obtain(source, Path(declared["folder"]), lambda name, done, total: None)
"""

Digest = Callable[[bytes], str]


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def outcomes(attempts: Any) -> list[str]:
    """What came of each attempt."""
    return [entry["outcome"] for entry in attempts]


@pytest.mark.parametrize("declared", [True, False])
def test_the_file_lies_under_its_name(
    declared: bool, server: Any, https_source: Any, sha256: Digest, tmp_path: Path, silent: Any
) -> None:
    digest = sha256(CONTENT)
    source = https_source(server.serve("/x/a.zip", CONTENT), sha256=digest if declared else None)
    got = https.obtain(source, tmp_path, silent)
    assert got.path == tmp_path / "a.zip"
    assert got.path.read_bytes() == CONTENT
    assert (got.bytes, got.sha256) == (len(CONTENT), digest)
    assert got.checked == ("sha256" if declared else "none")


def test_md5_is_checked_where_it_is_all_there_is(
    server: Any, https_source: Any, tmp_path: Path, silent: Any
) -> None:
    url = server.serve("/a.zip", b"hello")
    good = https_source(url, md5="5d41402abc4b2a76b9719d911017c592")
    assert https.obtain(good, tmp_path, silent).checked == "md5"
    with pytest.raises(AudioFlanError, match=r"expected md5 0{32}, found 5d41402a"):
        https.obtain(https_source(url, md5="0" * 32), tmp_path, silent)


@pytest.mark.parametrize(
    ("path", "fields", "name"),
    [
        ("/x/S%C3%A4tze%20a.zip?download=1", {}, "Sätze a.zip"),
        ("/download?id=7", {"filename": "corpus.tar.gz"}, "corpus.tar.gz"),
    ],
)
def test_the_file_name(path: str, fields: dict[str, str], name: str, https_source: Any) -> None:
    source = https_source(f"https://example.org{path}", fields=fields)
    assert https.filename(source) == name


@pytest.mark.parametrize("path", ["", "/", "/a/..%2F..%2Fevil", "/.."])
def test_an_address_without_a_file_name(path: str, https_source: Any) -> None:
    with pytest.raises(AudioFlanError, match="add `filename`"):
        https.filename(https_source(f"https://example.org{path}"))


def test_the_next_mirror_helps_when_one_is_gone(
    server: Any, https_source: Any, sha256: Digest, tmp_path: Path, silent: Any
) -> None:
    mirrors = (server.url("/gone/a.zip"), server.serve("/here/a.zip", CONTENT))
    source = https_source(*mirrors, sha256=sha256(CONTENT))
    got = https.obtain(source, tmp_path, silent)
    assert got.url == mirrors[1]
    assert outcomes(got.attempts) == ["failed", "fetched"]
    assert got.attempts[0]["detail"] == "HTTP 404 Not Found"


def test_the_next_mirror_continues_what_the_first_began(
    server: Any, https_source: Any, sha256: Digest, tmp_path: Path, silent: Any
) -> None:
    first = server.serve("/1/a.zip", CONTENT, cuts=[30_000, 0, 0, 0])
    second = server.serve("/2/a.zip", CONTENT, etag='"other"')
    got = https.obtain(https_source(first, second, sha256=sha256(CONTENT)), tmp_path, silent)
    assert got.path.read_bytes() == CONTENT
    assert server.starts("/2/a.zip") == [30_000]


def test_a_mirror_with_wrong_content_is_put_aside(
    server: Any, https_source: Any, sha256: Digest, tmp_path: Path, silent: Any
) -> None:
    mirrors = (server.serve("/1/a.zip", OTHER), server.serve("/2/a.zip", CONTENT))
    got = https.obtain(https_source(*mirrors, sha256=sha256(CONTENT)), tmp_path, silent)
    assert got.path.read_bytes() == CONTENT
    assert (tmp_path / "a.zip.bad").read_bytes() == OTHER
    assert outcomes(got.attempts) == ["refused", "fetched"]
    assert sha256(OTHER) in got.attempts[0]["detail"]


def test_no_good_mirror_names_file_digests_and_remedy(
    server: Any, https_source: Any, sha256: Digest, tmp_path: Path, silent: Any
) -> None:
    source = https_source(server.serve("/a.zip", OTHER), sha256=sha256(CONTENT))
    with pytest.raises(AudioFlanError) as raised:
        https.obtain(source, tmp_path, silent)
    message = str(raised.value)
    for part in (str(tmp_path / "a.zip"), sha256(CONTENT), sha256(OTHER), "Remedy: "):
        assert part in message
    assert names(tmp_path) == ["a.zip.bad"]


def test_a_wrong_size_is_refused(
    server: Any, https_source: Any, tmp_path: Path, silent: Any
) -> None:
    source = https_source(server.serve("/a.zip", CONTENT), bytes=5)
    with pytest.raises(AudioFlanError, match=f"expected bytes 5, found {len(CONTENT)}"):
        https.obtain(source, tmp_path, silent)


def test_a_spoilt_part_is_fetched_whole_from_the_same_mirror(
    server: Any, https_source: Any, sha256: Digest, tmp_path: Path, silent: Any
) -> None:
    (tmp_path / "a.zip.part").write_bytes(b"?" * 1000)
    url = server.serve("/a.zip", CONTENT)
    got = https.obtain(https_source(url, sha256=sha256(CONTENT)), tmp_path, silent)
    assert got.path.read_bytes() == CONTENT
    assert server.starts("/a.zip") == [1000, None]


def test_a_killed_download_is_continued(
    server: Any, https_source: Any, sha256: Digest, tmp_path: Path, silent: Any
) -> None:
    url = server.serve("/a.zip", CONTENT, pause=0.1)
    declared = {"urls": [url], "sha256": sha256(CONTENT), "folder": str(tmp_path)}
    child = subprocess.Popen([sys.executable, "-c", SLOW_CHILD, json.dumps(declared)])
    part = tmp_path / "a.zip.part"
    while not part.exists() or part.stat().st_size < 20_000:
        assert child.poll() is None
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    size = part.stat().st_size
    assert size < len(CONTENT)
    assert not (tmp_path / "a.zip").exists()
    server.files["/a.zip"].pause = 0.0
    got = https.obtain(https_source(url, sha256=declared["sha256"]), tmp_path, silent)
    assert got.path.read_bytes() == CONTENT
    assert server.starts("/a.zip") == [None, size]
