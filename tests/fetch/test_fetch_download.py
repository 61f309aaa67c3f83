"""One URL into one file, through cut connections, restarts and odd servers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audioflan.errors import AudioFlanError
from audioflan.fetch.download import Download, Patience, TransferError

CONTENT = bytes(range(256)) * 400


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """The growing file."""
    return tmp_path / "bells.zip.part"


@pytest.fixture
def download(part: Path) -> Callable[..., Download]:
    """Fetch a URL into ``part`` without waiting between attempts."""

    def run(url: str, *, verified: bool = True, report: Any = None, **patience: Any) -> Download:
        settings = {"attempts": 3, "delay": 0.0, "longest": 0.0, "timeout": 5.0, **patience}
        transfer = Download(
            url,
            part,
            verified=verified,
            patience=Patience(**settings),
            report=report or (lambda done, total: None),
        )
        transfer.run()
        return transfer

    return run


def test_a_file_arrives_whole(server: Any, part: Path, download: Any) -> None:
    assert not download(server.serve("/a", CONTENT)).resumed
    assert part.read_bytes() == CONTENT
    assert server.starts("/a") == [None]
    assert [path.name for path in part.parent.iterdir()] == [part.name]


def test_progress_ends_with_the_total(server: Any, download: Any) -> None:
    seen: list[tuple[int, int]] = []
    download(server.serve("/a", CONTENT), report=lambda *report: seen.append(report))
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)


def test_after_a_cut_only_the_missing_bytes_are_asked_for(
    server: Any, part: Path, download: Any
) -> None:
    assert download(server.serve("/a", CONTENT, cuts=[30_000, 20_000])).resumed
    assert part.read_bytes() == CONTENT
    assert server.starts("/a") == [None, 30_000, 50_000]
    assert [request.if_range for request in server.asked] == [None, '"v1"', '"v1"']


def test_more_cuts_than_attempts_are_fine_while_each_brings_something(
    server: Any, part: Path, download: Any
) -> None:
    download(server.serve("/a", CONTENT, cuts=[10_000] * 8))
    assert part.read_bytes() == CONTENT


def test_an_earlier_run_is_continued(server: Any, part: Path, download: Any) -> None:
    url = server.serve("/a", CONTENT, cuts=[40_000], statuses=[])
    with pytest.raises(TransferError):
        download(url, attempts=1)
    assert part.stat().st_size == 40_000
    download(url)
    assert part.read_bytes() == CONTENT
    assert server.starts("/a") == [None, 40_000]


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(
    server: Any, part: Path, download: Any
) -> None:
    url = server.serve("/a", CONTENT, cuts=[40_000])
    with pytest.raises(TransferError):
        download(url, attempts=1)
    server.serve("/a", CONTENT[::-1], etag='"v2"')
    download(url, verified=False)
    assert part.read_bytes() == CONTENT[::-1]


def test_a_server_without_ranges_is_asked_for_the_whole_once_more(
    server: Any, part: Path, download: Any
) -> None:
    download(server.serve("/a", CONTENT, ranges=False, cuts=[30_000]))
    assert part.read_bytes() == CONTENT
    assert server.starts("/a") == [None, 30_000]


def test_a_server_without_ranges_that_keeps_failing_is_given_up(server: Any, download: Any) -> None:
    url = server.serve("/a", CONTENT, ranges=False, cuts=[30_000] * 9)
    with pytest.raises(TransferError, match="cannot continue an interrupted download"):
        download(url)
    assert len(server.asked) == 3


def test_without_digest_and_validator_nothing_is_continued(
    server: Any, part: Path, download: Any
) -> None:
    url = server.serve("/a", CONTENT, etag=None, cuts=[30_000])
    assert not download(url, verified=False).resumed
    assert part.read_bytes() == CONTENT
    assert server.starts("/a") == [None, None]


def test_a_weak_entity_tag_is_no_validator(server: Any, download: Any) -> None:
    url = server.serve("/a", CONTENT, etag='W/"v1"', cuts=[30_000])
    download(url, verified=False)
    assert server.starts("/a") == [None, None]


def test_a_complete_part_is_not_fetched_again(server: Any, part: Path, download: Any) -> None:
    part.write_bytes(CONTENT)
    assert download(server.serve("/a", CONTENT)).resumed
    assert server.starts("/a") == [len(CONTENT)]


def test_a_part_longer_than_the_file_is_thrown_away(server: Any, part: Path, download: Any) -> None:
    part.write_bytes(CONTENT + b"more")
    download(server.serve("/a", CONTENT))
    assert part.read_bytes() == CONTENT
    assert server.starts("/a") == [len(CONTENT) + 4, None]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_again(
    status: int, server: Any, part: Path, download: Any
) -> None:
    download(server.serve("/a", CONTENT, statuses=[status, status]))
    assert part.read_bytes() == CONTENT


def test_a_passing_failure_that_stays_ends(server: Any, download: Any) -> None:
    url = server.serve("/a", CONTENT, statuses=[503] * 9)
    with pytest.raises(TransferError, match="gave up after 3 attempts: HTTP 503"):
        download(url)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_lasting_failure_is_not_tried_again(status: int, server: Any, download: Any) -> None:
    url = server.serve("/a", CONTENT, statuses=[status])
    with pytest.raises(TransferError, match=f"HTTP {status}"):
        download(url)
    assert len(server.asked) == 1


def test_the_delay_a_server_asks_for_is_bounded(server: Any, part: Path, download: Any) -> None:
    day = {"Retry-After": "86400"}
    download(server.serve("/a", CONTENT, statuses=[503], headers=day))
    assert part.read_bytes() == CONTENT


def test_a_server_that_falls_silent_counts_as_dead(server: Any, download: Any) -> None:
    url = server.serve("/a", CONTENT, pause=0.5)
    with pytest.raises(TransferError, match="timed out"):
        download(url, attempts=1, timeout=0.1)


def test_a_port_where_nobody_listens(server: Any, download: Any) -> None:
    url = server.url("/a")
    server.shutdown()
    server.server_close()
    with pytest.raises(TransferError, match=r"gave up after 3 attempts: .*refused"):
        download(url)


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "/etc/passwd"])
def test_other_schemes_are_refused(url: str, download: Any) -> None:
    with pytest.raises(TransferError, match="only https and http"):
        download(url)


def test_a_file_larger_than_the_disk_is_not_begun(server: Any, part: Path, download: Any) -> None:
    url = server.serve("/a", CONTENT, length=1 << 60)
    with pytest.raises(AudioFlanError, match=r"bells.zip.part: .*bytes are needed.*free space"):
        download(url)
    assert not part.exists()


def test_a_full_disk_is_said_so(server: Any, part: Path, download: Any) -> None:
    part.symlink_to("/dev/full")
    with pytest.raises(AudioFlanError, match="cannot be written: No space left on device"):
        download(server.serve("/a", CONTENT))
