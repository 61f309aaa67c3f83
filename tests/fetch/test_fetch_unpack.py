"""Unpacking: every format gives the same tree, damage is named, nothing is left half done."""

import gzip
import shutil
import zipfile
from pathlib import Path

import py7zr
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fetch.archives import FILES, Contents, Make, flip_a_bit

from audioflan.errors import AudioFlanError
from audioflan.fetch import unpack
from audioflan.fetch.unpack import CorruptArchiveError


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def archives(tmp_path: Path, make_tar: Make, make_zip: Make) -> dict[str, Path]:
    """The same files, packed in every format."""
    members = list(FILES.items())
    made = {f"tar{mode}": make_tar(members, f"a.tar.{mode}", f"w:{mode}") for mode in ("gz", "bz2")}
    made["tar"] = make_tar(members, "a.tar")
    made["tarxz"] = make_tar(members, "a.tar.xz", "w:xz")
    made["tarzst"] = tmp_path / "a.tar.zst"
    made["tarzst"].write_bytes(zstandard.compress(made["tar"].read_bytes()))
    made["zip"] = make_zip(members)
    made["7z"] = tmp_path / "a.7z"
    with py7zr.SevenZipFile(made["7z"], "w") as archive:
        for name, content in members:
            archive.writestr(content, name)
    return made


FORMATS = ["tar", "targz", "tarbz2", "tarxz", "tarzst", "zip", "7z"]


@pytest.mark.parametrize("form", FORMATS)
def test_names_and_bytes_survive(
    form: str, archives: dict[str, Path], tmp_path: Path, contents: Contents
) -> None:
    assert unpack(archives[form], tmp_path / "out") == len(FILES)
    assert contents(tmp_path / "out") == FILES


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_is_told_by_content_not_by_name(
    form: str, archives: dict[str, Path], tmp_path: Path
) -> None:
    plain = archives[form].rename(tmp_path / "archive")
    assert unpack(plain, tmp_path / "out") == len(FILES)


@pytest.mark.parametrize("form", FORMATS)
def test_keep_selects_members(
    form: str, archives: dict[str, Path], tmp_path: Path, contents: Contents
) -> None:
    assert unpack(archives[form], tmp_path / "out", keep=["*.wav", "READ*"]) == 3
    assert set(contents(tmp_path / "out")) == set(FILES) - {"meta/empty.txt"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_cut_archive_is_damaged_and_leaves_nothing(
    form: str, archives: dict[str, Path], tmp_path: Path
) -> None:
    whole = archives[form].read_bytes()
    cut = tmp_path / "cut"
    last = 12 * 1024 if form == "tar" else len(whole) - 5  # the rest of a plain tar is padding
    for size in (600, last // 2, last):
        cut.write_bytes(whole[:size])
        with pytest.raises(CorruptArchiveError, match=r"cut: the archive is damaged.*fetch it"):
            unpack(cut, tmp_path / "out/corpus")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_tar_cut_between_two_members_is_damaged(make_tar: Make, tmp_path: Path) -> None:
    archive = make_tar([("a", b"1" * 512), ("b", b"2" * 512)])
    archive.write_bytes(archive.read_bytes()[:1024])
    with pytest.raises(CorruptArchiveError, match="damaged member header"):
        unpack(archive, tmp_path / "out")


def test_a_damaged_header_in_the_middle_is_not_taken_for_the_end(
    make_tar: Make, tmp_path: Path
) -> None:
    archive = make_tar([("a", b"1"), ("b", b"2"), ("c", b"3")])
    content = bytearray(archive.read_bytes())
    content[1024:1100] = b"?" * 76
    archive.write_bytes(content)
    with pytest.raises(CorruptArchiveError, match="damaged member header"):
        unpack(archive, tmp_path / "out")


@pytest.mark.parametrize("form", ["targz", "tarbz2", "tarxz", "zip", "7z"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_flipped_bits_are_noticed_or_harmless(
    form: str,
    data: st.DataObject,
    archives: dict[str, Path],
    tmp_path: Path,
    contents: Contents,
) -> None:
    bad = Path(shutil.copy(archives[form], tmp_path / "bad"))
    flip_a_bit(data, bad)
    try:
        unpack(bad, tmp_path / "out")
    except AudioFlanError:
        return
    assert set(contents(tmp_path / "out").values()) == set(FILES.values())


@pytest.mark.parametrize("content", [b"", b"<html>404 Not Found</html>", b"\0" * 99])
def test_what_is_no_archive_is_said_so(content: bytes, tmp_path: Path) -> None:
    page = tmp_path / "corpus.zip"
    page.write_bytes(content)
    with pytest.raises(CorruptArchiveError, match=r"corpus.zip: .* neither tar, zip, 7z nor deb"):
        unpack(page, tmp_path / "out")


def test_compressed_text_is_no_tar(tmp_path: Path) -> None:
    path = tmp_path / "words.gz"
    path.write_bytes(gzip.compress(b"words " * 200))
    with pytest.raises(CorruptArchiveError, match="damaged"):
        unpack(path, tmp_path / "out")


def test_unpacking_again_replaces_the_folder(make_tar: Make, tmp_path: Path) -> None:
    unpack(make_tar([("old", b"1")]), tmp_path / "out")
    unpack(make_tar([("new", b"2")]), tmp_path / "out")
    assert names(tmp_path / "out") == ["new"]


def test_keep_that_selects_nothing_is_an_error(make_tar: Make, tmp_path: Path) -> None:
    with pytest.raises(AudioFlanError, match=r"no member is selected.*correct `keep`"):
        unpack(make_tar([("a", b"1")]), tmp_path / "out", keep=["*.wav"])
    assert not (tmp_path / "out").exists()


def test_a_member_given_twice_counts_once_and_the_later_wins(
    make_tar: Make, tmp_path: Path
) -> None:
    assert unpack(make_tar([("a", b"1"), ("a", b"2")]), tmp_path / "out") == 1
    assert (tmp_path / "out/a").read_bytes() == b"2"


def test_a_file_and_a_folder_of_one_name_cannot_both_be(make_tar: Make, tmp_path: Path) -> None:
    with pytest.raises(AudioFlanError, match="member 'a/b' cannot be written"):
        unpack(make_tar([("a", b"1"), ("a/b", b"2")]), tmp_path / "out")


def test_progress_counts_unpacked_bytes(make_tar: Make, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    archive = make_tar([("a", b"123"), ("b", b"45")])
    unpack(archive, tmp_path / "out", progress=lambda *report: seen.append(report))
    assert seen == [("made.tar (unpacking)", 3, None), ("made.tar (unpacking)", 5, None)]


class TestNested:
    """Archives inside archives."""

    @pytest.fixture
    def outer(self, make_tar: Make, tmp_path: Path) -> Path:
        """``speech/s1.tar.gz`` and ``speech/s2.zip`` beside ``speech/list.txt``."""
        first = make_tar([("train/a.wav", b"1"), ("train/a.txt", b"x")], "s1.tar.gz", "w:gz")
        second = tmp_path / "s2.zip"
        with zipfile.ZipFile(second, "w") as archive:
            archive.writestr("train/b.wav", b"2")
        members = [(f"speech/{path.name}", path.read_bytes()) for path in (first, second)]
        return make_tar([*members, ("speech/list.txt", b"l")], "outer.tar")

    def test_they_stay_packed_unless_asked(
        self, outer: Path, tmp_path: Path, contents: Contents
    ) -> None:
        unpack(outer, tmp_path / "out")
        names = {"speech/s1.tar.gz", "speech/s2.zip", "speech/list.txt"}
        assert set(contents(tmp_path / "out")) == names

    def test_they_are_unpacked_where_they_lie(
        self, outer: Path, tmp_path: Path, contents: Contents
    ) -> None:
        assert unpack(outer, tmp_path / "out", nested=["*.tar.gz", "*.zip"]) == 4
        assert contents(tmp_path / "out") == {
            "speech/list.txt": b"l",
            "speech/train/a.txt": b"x",
            "speech/train/a.wav": b"1",
            "speech/train/b.wav": b"2",
        }

    def test_keep_selects_inside_them(
        self, outer: Path, tmp_path: Path, contents: Contents
    ) -> None:
        nested = ["*.tar.gz", "*.zip"]
        assert unpack(outer, tmp_path / "out", keep=["*.wav"], nested=nested) == 2
        assert contents(tmp_path / "out") == {
            "speech/train/a.wav": b"1",
            "speech/train/b.wav": b"2",
        }

    def test_they_share_the_limits_of_the_outer_one(self, outer: Path, tmp_path: Path) -> None:
        unpack(outer, tmp_path / "out", nested=["*.tar.gz"], limits={"members": 5})
        with pytest.raises(AudioFlanError, match=r"outer.tar: .* more than 4 members"):
            unpack(outer, tmp_path / "out", nested=["*.tar.gz"], limits={"members": 4})

    def test_two_that_disagree_on_a_file_are_an_error(self, make_tar: Make, tmp_path: Path) -> None:
        inner = [
            make_tar([("a", text)], f"{name}.tar").read_bytes()
            for name, text in (("one", b"1"), ("two", b"2"))
        ]
        outer = make_tar([("one.tar", inner[0]), ("two.tar", inner[1])], "outer.tar")
        with pytest.raises(AudioFlanError, match="two archives put different files"):
            unpack(outer, tmp_path / "out", nested=["*.tar"])

    def test_a_damaged_one_is_named(self, make_tar: Make, tmp_path: Path) -> None:
        outer = make_tar([("s1.tar.gz", b"nonsense")])
        with pytest.raises(CorruptArchiveError, match=r"s1.tar.gz: the archive is damaged"):
            unpack(outer, tmp_path / "out", nested=["*.gz"])
