"""The Mozilla Data Collective: sessions, expiring links, keys and terms."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.miniatures.server import Server, serving
from tests.miniatures.server_mdc import Collective

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.archive import bring

CONTENT = bytes(range(256)) * 300
NAME = "cv-corpus-gsw.tar.gz"
Serve = Callable[..., Server]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Start a collective with one dataset; the environment leads to it and holds its key."""
    with ExitStack() as stack:

        def start(**faults: Any) -> Server:
            service = Collective({"voice-gsw": CONTENT}, **faults)
            server = stack.enter_context(serving(service))
            monkeypatch.setenv("no_proxy", "127.0.0.1")
            monkeypatch.setenv("MDC_API_URL", f"{server.address}/mdc")
            monkeypatch.setenv("MDC_API_KEY", "good-key")
            return server

        yield start


def source(dataset: str = "voice-gsw", **declared: Any) -> Source:
    """A source of kind mdc that does not wait between attempts."""
    retry = {"attempts": 2, "delay": 0, "longest": 0}
    return Source("mdc", {"dataset": dataset, "filename": NAME, "retry": retry}, **declared)


def failure(asked: Source, folder: Path, silent: Any) -> str:
    """The message of a source that cannot be had."""
    with pytest.raises(AudioFlanError) as raised:
        bring(asked, folder, silent)
    return str(raised.value)


@pytest.mark.parametrize(("stated", "checked"), [(True, "sha256"), (False, "none")])
def test_the_archive_arrives_and_its_link_is_told_nowhere(
    stated: bool, checked: str, serve: Serve, tmp_path: Path, silent: Any
) -> None:
    server = serve(checksum=stated)
    got = bring(source(), tmp_path, silent)
    assert got.path == tmp_path / NAME
    assert got.path.read_bytes() == CONTENT
    assert (got.url, got.checked) == ("mdc:voice-gsw", checked)
    assert "signature" not in str(got.attempts)
    assert [request.method for request in server.asked] == ["POST", "GET"]
    assert "authorization" not in server.asked[1].headers


def test_what_is_here_is_not_asked_for_again(serve: Serve, tmp_path: Path, silent: Any) -> None:
    server = serve()
    bring(source(), tmp_path, silent)
    server.asked.clear()
    assert bring(source(), tmp_path, silent).attempts[0]["outcome"] == "present"
    assert server.asked == []


def test_another_dataset_under_the_same_name_is_fetched(
    serve: Serve, tmp_path: Path, silent: Any
) -> None:
    serve()
    bring(source(), tmp_path, silent)
    assert "no such dataset" in failure(source("voice-als"), tmp_path, silent)


def test_an_expired_link_is_replaced_and_the_download_continues(
    serve: Serve, tmp_path: Path, silent: Any
) -> None:
    server = serve(lives=(1,), cut=30_000)
    assert bring(source(), tmp_path, silent).path.read_bytes() == CONTENT
    assert [request.method for request in server.asked] == ["POST", "GET", "GET", "POST", "GET"]
    assert server.asked[-1].headers["range"] == "bytes=30000-"


def test_links_that_bring_nothing_are_not_asked_for_for_ever(
    serve: Serve, tmp_path: Path, silent: Any
) -> None:
    serve(lives=(1, 0), cut=30_000)
    message = failure(source(), tmp_path, silent)
    assert "mdc:voice-gsw: HTTP 403 Forbidden" in message
    assert "signature" not in message


def test_a_declared_digest_counts_more_than_the_stated_one(
    serve: Serve, tmp_path: Path, silent: Any
) -> None:
    serve()
    assert "expected sha256 000" in failure(source(sha256="0" * 64), tmp_path, silent)


def test_without_a_key_the_way_to_one_is_told(
    serve: Serve, tmp_path: Path, silent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    monkeypatch.delenv("MDC_API_KEY")
    message = failure(source(), tmp_path, silent)
    page = "https://mozilladatacollective.com/datasets/voice-gsw"
    for part in ("MDC_API_KEY", page, "accept its terms", str(tmp_path / NAME)):
        assert part in message
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "the API key is not accepted"),
        (403, "its terms have not been accepted"),
        (410, "the dataset was removed"),
        (429, "too many requests"),
        (302, "HTTP 302 Found"),
        (500, "HTTP 500 Internal Server Error"),
    ],
)
def test_refusals(status: int, reason: str, serve: Serve, tmp_path: Path, silent: Any) -> None:
    serve(refused={"voice-gsw": status})
    assert reason in failure(source(), tmp_path, silent)


def test_an_api_that_is_not_there(
    tmp_path: Path, silent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDC_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("MDC_API_KEY", "good-key")
    assert "refused" in failure(source(), tmp_path, silent)


def test_an_archive_put_there_by_hand_needs_no_key(
    tmp_path: Path, silent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MDC_API_KEY", raising=False)
    (tmp_path / NAME).write_bytes(CONTENT)
    assert bring(source(), tmp_path, silent).attempts[0]["outcome"] == "found"
