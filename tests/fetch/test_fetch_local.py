"""What is on this machine already: the reader's own copies and archives fetched by hand."""

from pathlib import Path
from typing import Any

import pytest

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch import link
from audioflan.fetch.sources import kind_of, local, manual

FIELDS = {
    "url": "https://example.org/bells",
    "filename": "bells.zip",
    "steps": "sign the form",
}


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


class TestLink:
    """``root`` of the configuration."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Path:
        """The reader's copy."""
        folder = tmp_path / "own copy"
        folder.mkdir()
        (folder / "a.wav").write_bytes(b"RIFF")
        return folder

    def test_the_corpus_becomes_a_link(self, own: Path, tmp_path: Path) -> None:
        assert link(own, tmp_path / "corpora/bells") == own
        assert (tmp_path / "corpora/bells").readlink() == own

    def test_a_relative_root_is_made_absolute(
        self, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        link("own copy", "corpora/bells")
        assert (tmp_path / "corpora/bells/a.wav").read_bytes() == b"RIFF"

    def test_an_older_link_is_replaced(self, own: Path, tmp_path: Path) -> None:
        link(tmp_path, tmp_path / "bells")
        link(own, tmp_path / "bells")
        assert (tmp_path / "bells").readlink() == own

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(AudioFlanError, match=r"no such folder.*correct corpora\.<id>\.root"):
            link(tmp_path / "gone", tmp_path / "bells")

    def test_a_real_folder_with_files_is_never_replaced(self, own: Path, tmp_path: Path) -> None:
        with pytest.raises(AudioFlanError, match="a folder with files stands where the link"):
            link(tmp_path, own)
        assert (own / "a.wav").read_bytes() == b"RIFF"


class TestLocal:
    """Sources of kind ``local``."""

    def test_a_folder(self, tmp_path: Path, silent: Any) -> None:
        got = local.obtain(Source("local", {"path": str(tmp_path)}), tmp_path / "archives", silent)
        assert (got.path, got.bytes, got.own) == (tmp_path, None, True)

    def test_a_file_is_checked(self, tmp_path: Path, silent: Any, sha256: Any) -> None:
        file = tmp_path / "a.zip"
        file.write_bytes(b"x")
        source = Source("local", {"path": str(file)}, sha256=sha256(b"x"))
        assert local.obtain(source, tmp_path, silent).checked == "sha256"
        source = Source("local", {"path": str(file)}, sha256="0" * 64)
        with pytest.raises(AudioFlanError, match=r"a.zip: this is not the declared file"):
            local.obtain(source, tmp_path, silent)
        assert names(tmp_path) == ["a.zip"]

    def test_the_home_folder_may_be_abbreviated(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: Any
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        assert local.obtain(Source("local", {"path": "~"}), tmp_path, silent).path == tmp_path

    def test_a_path_that_is_not_there(self, tmp_path: Path, silent: Any) -> None:
        source = Source("local", {"path": str(tmp_path / "gone")})
        with pytest.raises(AudioFlanError, match="gone: there is no such file or folder"):
            local.obtain(source, tmp_path, silent)


class TestManual:
    """Sources of kind ``manual``."""

    def test_the_request_names_page_steps_and_place(self, tmp_path: Path, silent: Any) -> None:
        with pytest.raises(AudioFlanError) as raised:
            manual.obtain(Source("manual", FIELDS), tmp_path, silent)
        place = tmp_path / "bells.zip"
        assert str(raised.value) == (
            f"{place}: this archive must be fetched by hand and is not there yet. Remedy: open "
            f"https://example.org/bells; sign the form; then put the file at {place}."
        )

    def test_the_file_is_found(self, tmp_path: Path, silent: Any, sha256: Any) -> None:
        (tmp_path / "bells.zip").write_bytes(b"x")
        got = manual.obtain(Source("manual", FIELDS, sha256=sha256(b"x")), tmp_path, silent)
        assert (got.path, got.checked) == (tmp_path / "bells.zip", "sha256")

    def test_another_file_is_refused_and_left_alone(self, tmp_path: Path, silent: Any) -> None:
        (tmp_path / "bells.zip").write_bytes(b"x")
        with pytest.raises(AudioFlanError, match=r"expected sha256 0+, found .*fetch it again"):
            manual.obtain(Source("manual", FIELDS, sha256="0" * 64), tmp_path, silent)
        assert names(tmp_path) == ["bells.zip"]


def test_an_unknown_kind_suggests_the_nearest() -> None:
    with pytest.raises(AudioFlanError, match=r"unknown source kind 'http'.*use 'https'"):
        kind_of(Source("http", {}))
