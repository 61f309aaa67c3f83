"""Peculiarities of single formats: names of other systems, encryption, Debian packages."""

import os
import struct
import subprocess
import tarfile
import zipfile
import zlib
from pathlib import Path

import py7zr
import pytest
from tests.fetch.archives import Contents, Make

from audioflan.errors import AudioFlanError
from audioflan.fetch import unpack
from audioflan.fetch.unpack import CorruptArchiveError


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


class TestZipNames:
    """Zip archives of other systems."""

    def packed_as(self, make_zip: Make, raw: bytes, extra: bytes = b"") -> Path:
        """A zip whose only member has the bytes ``raw`` as name and no encoding mark."""
        entry = zipfile.ZipInfo("x" * len(raw))
        entry.extra = extra
        path = make_zip([(entry, b"1")])
        path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
        return path

    def test_a_name_in_a_national_encoding(self, make_zip: Make, tmp_path: Path) -> None:
        archive = self.packed_as(make_zip, "歌曲.wav".encode("gbk"))
        unpack(archive, tmp_path / "out", encoding="gbk")
        assert names(tmp_path / "out") == ["歌曲.wav"]

    def test_a_name_in_unmarked_utf8(self, make_zip: Make, tmp_path: Path) -> None:
        unpack(self.packed_as(make_zip, "Füße.wav".encode()), tmp_path / "out")
        assert names(tmp_path / "out") == ["Füße.wav"]

    def test_an_old_dos_name(self, make_zip: Make, tmp_path: Path) -> None:
        unpack(self.packed_as(make_zip, b"caf\x82.wav"), tmp_path / "out")
        assert names(tmp_path / "out") == ["café.wav"]

    def test_a_unicode_name_beside_the_stored_one(self, make_zip: Make, tmp_path: Path) -> None:
        raw, path = b"?????.wav", "песня.wav".encode()
        field = struct.pack("<BL", 1, zlib.crc32(raw)) + path
        extra = struct.pack("<HH", 0x7075, len(field)) + field
        unpack(self.packed_as(make_zip, raw, extra), tmp_path / "out")
        assert names(tmp_path / "out") == ["песня.wav"]

    def test_backslashes_are_folders(self, make_zip: Make, tmp_path: Path) -> None:
        unpack(self.packed_as(make_zip, b"wav\\a.wav"), tmp_path / "out")
        assert (tmp_path / "out/wav/a.wav").read_bytes() == b"1"


def test_a_tar_name_that_is_not_utf8(make_tar: Make, tmp_path: Path) -> None:
    entry = tarfile.TarInfo(os.fsdecode(b"caf\xe9.wav"))
    unpack(make_tar([entry]), tmp_path / "out")
    assert names(tmp_path / "out") == ["café.wav"]


def test_an_encrypted_zip_says_what_to_do(make_zip: Make, tmp_path: Path) -> None:
    archive = make_zip([("a.wav", b"1" * 50)])
    content = bytearray(archive.read_bytes())
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + flags] |= 1
    archive.write_bytes(content)
    with pytest.raises(AudioFlanError, match=r"made.zip: member 'a.wav'.*encrypted.*7-Zip"):
        unpack(archive, tmp_path / "out")


def test_an_encrypted_7z_says_what_to_do(tmp_path: Path) -> None:
    archive = tmp_path / "a.7z"
    with py7zr.SevenZipFile(archive, "w", password="secret") as out:
        out.writestr(b"1" * 50, "a.wav")
    with pytest.raises(AudioFlanError, match=r"a.7z: .*7-Zip"):
        unpack(archive, tmp_path / "out")


class TestDeb:
    """Debian packages."""

    @pytest.fixture
    def package(self, tmp_path: Path) -> Path:
        """The folder that becomes a package."""
        folder = tmp_path / "package"
        (folder / "DEBIAN").mkdir(parents=True)
        (folder / "DEBIAN/control").write_text(
            "Package: bells\nVersion: 1.0\nArchitecture: all\n"
            "Maintainer: A <a@example.org>\nDescription: bells\n"
        )
        (folder / "usr/share/bells").mkdir(parents=True)
        (folder / "usr/share/bells/a b.wav").write_bytes(b"RIFF")
        (folder / "usr/share/bells/link.wav").symlink_to("a b.wav")
        return folder

    @pytest.mark.parametrize("compression", ["xz", "gzip", "zstd", "none"])
    def test_holds_the_packaged_files(
        self, compression: str, package: Path, tmp_path: Path, contents: Contents
    ) -> None:
        deb = tmp_path / "bells.deb"
        command = ["dpkg-deb", f"-Z{compression}", "--root-owner-group", "-b"]
        subprocess.run([*command, package, deb], check=True, capture_output=True)
        assert unpack(deb, tmp_path / "out") == 2
        assert contents(tmp_path / "out") == {
            "usr/share/bells/a b.wav": b"RIFF",
            "usr/share/bells/link.wav": b"RIFF",
        }

    def test_an_absolute_link_is_refused(self, package: Path, tmp_path: Path) -> None:
        (package / "usr/share/bells/shadow").symlink_to("/etc/shadow")
        deb = tmp_path / "bells.deb"
        subprocess.run(["dpkg-deb", "-b", package, deb], check=True, capture_output=True)
        with pytest.raises(AudioFlanError, match="leads to '/etc/shadow', outside"):
            unpack(deb, tmp_path / "out")
        assert unpack(deb, tmp_path / "out", keep=["*.wav"]) == 2

    def test_a_cut_one_is_damaged(self, package: Path, tmp_path: Path) -> None:
        deb = tmp_path / "bells.deb"
        subprocess.run(["dpkg-deb", "-b", package, deb], check=True, capture_output=True)
        whole = deb.read_bytes()
        for size in (40, 100, len(whole) - 30):
            deb.write_bytes(whole[:size])
            with pytest.raises(CorruptArchiveError, match=r"bells.deb: the archive is damaged"):
                unpack(deb, tmp_path / "out")

    def test_another_ar_archive_is_no_package(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("x")
        subprocess.run(["ar", "r", "lib.a", "x"], cwd=tmp_path, check=True, capture_output=True)
        with pytest.raises(CorruptArchiveError, match=r"no data.tar member"):
            unpack(tmp_path / "lib.a", tmp_path / "out")
