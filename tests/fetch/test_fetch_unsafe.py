"""Hostile archives: nothing is ever written, read or linked outside the folder."""

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import py7zr
import pytest
from tests.fetch.archives import Make

from audioflan.errors import AudioFlanError
from audioflan.fetch import unpack

MEBIBYTE = 1 << 20


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """Where to unpack; nothing but archives and their source may lie around it afterwards."""
    room = tmp_path / "deep/room"
    room.mkdir(parents=True)
    yield room / "out"
    assert [path.name for path in (tmp_path / "deep").rglob("*")] == ["room"]


def special(name: str, kind: bytes, aim: str = "") -> tarfile.TarInfo:
    """A tar member that is no file."""
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, aim
    return entry


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/tmp/evil", "..", "a/.."])
def test_names_in_tar(name: str, make_tar: Make, out: Path) -> None:
    with pytest.raises(AudioFlanError, match=r"made.tar: unsafe archive, nothing was unpacked"):
        unpack(make_tar([("good", b"1"), (name, b"2")]), out)


@pytest.mark.parametrize("name", ["../evil", "..\\..\\evil", "/tmp/evil", "C:\\evil", "a/.."])
def test_names_in_zip(name: str, make_zip: Make, out: Path) -> None:
    with pytest.raises(AudioFlanError, match=r"made.zip: unsafe archive, nothing was unpacked"):
        unpack(make_zip([("good", b"1"), (name, b"2")]), out)


def test_names_in_7z(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "a.7z"
    monkeypatch.setattr("py7zr.py7zr.check_archive_path", lambda name: True)
    with py7zr.SevenZipFile(archive, "w") as made:
        made.writestr(b"1", "../evil")
    with pytest.raises(AudioFlanError, match="unsafe archive"):
        unpack(archive, out)


def test_a_hostile_name_counts_even_when_keep_leaves_it_out(make_tar: Make, out: Path) -> None:
    with pytest.raises(AudioFlanError, match="unsafe archive"):
        unpack(make_tar([("good", b"1"), ("../evil", b"2")]), out, keep=["good"])


@pytest.mark.parametrize(
    "members",
    [
        [special("link", tarfile.SYMTYPE, "/etc/passwd")],
        [special("link", tarfile.SYMTYPE, "../../evil")],
        [special("a", tarfile.SYMTYPE, ".."), ("a/evil", b"1")],
        [special("a", tarfile.SYMTYPE, "b/.."), special("b", tarfile.SYMTYPE, "..")],
        [special("dir/up", tarfile.SYMTYPE, ".."), special("out", tarfile.SYMTYPE, "dir/up/../x")],
        [special("link", tarfile.LNKTYPE, "../../evil")],
        [special("link", tarfile.LNKTYPE, "/etc/passwd")],
        [special("device", tarfile.CHRTYPE)],
        [special("device", tarfile.BLKTYPE)],
        [special("pipe", tarfile.FIFOTYPE)],
    ],
)
def test_links_and_devices_in_tar(
    members: list[tarfile.TarInfo], make_tar: Make, out: Path
) -> None:
    with pytest.raises(AudioFlanError, match=r"made.tar"):
        unpack(make_tar(members), out)


@pytest.mark.parametrize(
    ("mode", "content"),
    [(stat.S_IFLNK, b"../../evil"), (stat.S_IFLNK, b"/etc/passwd"), (stat.S_IFIFO, b"")],
)
def test_links_and_devices_in_zip(mode: int, content: bytes, make_zip: Make, out: Path) -> None:
    entry = zipfile.ZipInfo("thing")
    entry.external_attr = (mode | 0o777) << 16
    with pytest.raises(AudioFlanError, match="unsafe archive"):
        unpack(make_zip([(entry, content)]), out)


def test_links_in_7z(tmp_path: Path, out: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    archive = tmp_path / "a.7z"
    with py7zr.SevenZipFile(archive, "w") as made:
        made.write(tmp_path / "link", "link")
    with pytest.raises(AudioFlanError, match="'link' is a link"):
        unpack(archive, out)


class TestHarmlessLinks:
    """Links that stay inside are kept."""

    def test_symbolic_links(self, make_tar: Make, tmp_path: Path) -> None:
        link = special("b/link", tarfile.SYMTYPE, "../a")
        assert unpack(make_tar([link, ("a", b"1")]), tmp_path / "out") == 2
        assert (tmp_path / "out/b/link").read_bytes() == b"1"

    def test_a_chain_in_a_zip(self, make_zip: Make, tmp_path: Path) -> None:
        entries = []
        for name, aim in (("one", b"two"), ("two", b"dir/a")):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            entries.append((entry, aim))
        unpack(make_zip([*entries, ("dir/a", b"1")]), tmp_path / "out")
        assert (tmp_path / "out/one").read_bytes() == b"1"

    def test_hard_links_become_copies(self, make_tar: Make, tmp_path: Path) -> None:
        link = special("b", tarfile.LNKTYPE, "a")
        unpack(make_tar([("a", b"1"), link]), tmp_path / "out")
        assert (tmp_path / "out/b").read_bytes() == b"1"
        assert (tmp_path / "out/b").stat().st_nlink == 1

    def test_a_hard_link_to_what_is_left_out(self, make_tar: Make, tmp_path: Path) -> None:
        link = special("b", tarfile.LNKTYPE, "a")
        with pytest.raises(AudioFlanError, match=r"'b' is a second name of 'a'.*select both"):
            unpack(make_tar([("a", b"1"), link]), tmp_path / "out", keep=["b"])


@pytest.mark.parametrize("form", ["zip", "tar.xz", "7z"])
def test_a_bomb_is_stopped_by_the_ratio(
    form: str, make_tar: Make, make_zip: Make, tmp_path: Path, out: Path
) -> None:
    zeros = [("zeros", bytes(18 * MEBIBYTE))]
    if form == "zip":
        archive = make_zip(zeros)
    elif form == "tar.xz":
        archive = make_tar(zeros, "a.tar.xz", "w:xz")
    else:
        archive = tmp_path / "a.7z"
        with py7zr.SevenZipFile(archive, "w") as made:
            made.writestr(zeros[0][1], "zeros")
    with pytest.raises(AudioFlanError, match="more than 250 times its size"):
        unpack(archive, out)


def test_a_bomb_is_stopped_by_bytes(make_zip: Make, out: Path) -> None:
    with pytest.raises(AudioFlanError, match="more than 1000 bytes"):
        unpack(make_zip([("a", bytes(600)), ("b", bytes(600))]), out, limits={"total_bytes": 1000})


def test_a_bomb_is_stopped_by_members(make_tar: Make, out: Path) -> None:
    with pytest.raises(AudioFlanError, match="more than 10 members"):
        unpack(make_tar([(f"f{n}", b"") for n in range(11)]), out, limits={"members": 10})
