"""Package managers as couriers: the real programs, on packages built here."""

import base64
import hashlib
import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.fetch.archives import Make

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.archive import bring
from audioflan.fetch.packages import obtain_package
from audioflan.fetch.sources import apt, npm, pypi

COPY = [sys.executable, "-c", "from pathlib import Path; Path('bells_1_all.deb').write_text('x')"]
X_SHA256 = hashlib.sha256(b"x").hexdigest()


def courier(folder: Path, command: list[str] = COPY, **declared: Any) -> Any:
    """Obtain the package ``bells`` with ``command``."""
    version = {"version": declared.pop("version")} if "version" in declared else {}
    source = Source("apt", {"package": "bells", **version}, **declared)
    return obtain_package(source, folder, "apt:bells", command, "do this")


class TestCourier:
    """What all package managers have in common."""

    def test_the_one_file_is_adopted(self, tmp_path: Path) -> None:
        got = courier(tmp_path, sha256=X_SHA256)
        assert (got.path, got.bytes, got.checked) == (tmp_path / "bells_1_all.deb", 1, "sha256")
        assert [path.name for path in tmp_path.iterdir()] == ["bells_1_all.deb"]

    def test_another_release_is_kept_and_noted(self, tmp_path: Path) -> None:
        got = courier(tmp_path, sha256="0" * 64)
        assert got.checked == "none"
        assert got.attempts[0]["outcome"] == "warning"
        assert got.attempts[0]["detail"].startswith("version differs: expected sha256 000")

    def test_a_pinned_version_must_have_its_digest(self, tmp_path: Path) -> None:
        with pytest.raises(AudioFlanError, match=f"expected sha256 0+, found {X_SHA256}"):
            courier(tmp_path, sha256="0" * 64, version="1")
        assert [path.name for path in tmp_path.iterdir()] == ["bells_1_all.deb.bad"]

    def test_a_missing_program(self, tmp_path: Path) -> None:
        with pytest.raises(AudioFlanError, match=r"'no-such-tool' is not on PATH.*Remedy: do this"):
            courier(tmp_path, ["no-such-tool"])

    def test_a_program_that_fails_is_quoted(self, tmp_path: Path) -> None:
        command = [sys.executable, "-c", "import sys; sys.exit('unable to locate')"]
        with pytest.raises(AudioFlanError, match="ended with code 1: unable to locate"):
            courier(tmp_path, command)
        assert list(tmp_path.iterdir()) == []

    def test_a_program_that_leaves_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(AudioFlanError, match="left 0 files where one was expected"):
            courier(tmp_path, [sys.executable, "-c", ""])

    def test_arguments_are_never_read_by_a_shell(self, tmp_path: Path) -> None:
        script = "import sys; from pathlib import Path; Path('out').write_text(sys.argv[1])"
        got = courier(tmp_path, [sys.executable, "-c", script, "$(touch /tmp/evil); `id`"])
        assert got.path.read_text() == "$(touch /tmp/evil); `id`"


class TestApt:
    """``apt-get download``."""

    def test_without_apt_the_remedy_names_the_ways_out(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: Any
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        source = Source("apt", {"package": "bells"})
        with pytest.raises(AudioFlanError) as raised:
            apt.obtain(source, tmp_path / "chimes", silent)
        message = str(raised.value)
        for part in ("'apt-get' is not on PATH", "corpora.chimes.root", "Debian", "bells_*.deb"):
            assert part in message

    def test_without_apt_the_urls_serve(
        self,
        server: Any,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        silent: Any,
        sha256: Any,
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        url = server.serve("/pool/bells_1_all.deb", b"package")
        source = Source("apt", {"package": "bells", "urls": [url]}, sha256=sha256(b"package"))
        assert bring(source, tmp_path, silent).path.read_bytes() == b"package"

    def test_a_package_placed_by_hand_is_found_by_its_digest(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: Any
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        (tmp_path / "bells_2_all.deb").write_text("y")
        (tmp_path / "bells_1_all.deb").write_text("x")
        source = Source("apt", {"package": "bells"}, sha256=X_SHA256)
        assert bring(source, tmp_path, silent).path.name == "bells_1_all.deb"

    @pytest.mark.skipif(shutil.which("apt-get") is None, reason="needs apt-get")
    def test_an_option_is_not_taken_for_a_package(self, tmp_path: Path, silent: Any) -> None:
        with pytest.raises(AudioFlanError, match="apt-get download -- --help' ended with code"):
            apt.obtain(Source("apt", {"package": "--help"}), tmp_path, silent)

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("apt-get") is None, reason="needs apt-get")
    def test_a_real_package(self, tmp_path: Path, silent: Any) -> None:
        got = bring(Source("apt", {"package": "hostname"}), tmp_path, silent)
        assert got.path.name.startswith("hostname_")
        assert got.path.read_bytes().startswith(b"!<arch>\n")


class TestPypi:
    """``pip download``."""

    @pytest.fixture
    def index(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A folder with the wheel ``ringing-bells`` 1.0 that pip looks in instead of an index."""
        folder = tmp_path / "index"
        folder.mkdir()
        info = "ringing_bells-1.0.dist-info"
        tag = "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        with zipfile.ZipFile(folder / "ringing_bells-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr("ringing_bells/a.wav", b"RIFF")
            name = "Metadata-Version: 2.1\nName: ringing-bells\nVersion: 1.0\n"
            wheel.writestr(f"{info}/METADATA", name)
            wheel.writestr(f"{info}/WHEEL", tag)
            wheel.writestr(f"{info}/RECORD", "")
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
        return folder

    def test_a_wheel(self, index: Path, tmp_path: Path, silent: Any) -> None:
        source = Source("pypi", {"package": "ringing-bells", "version": "1.0"})
        folder = tmp_path / "archives"
        got = bring(source, folder, silent)
        assert got.path == folder / "ringing_bells-1.0-py3-none-any.whl"
        assert got.url == "pypi:ringing-bells==1.0"
        shutil.rmtree(index)
        assert bring(source, folder, silent).attempts[0]["outcome"] == "present"

    def test_an_unknown_version(self, index: Path, tmp_path: Path, silent: Any) -> None:
        source = Source("pypi", {"package": "ringing-bells", "version": "2.0"})
        with pytest.raises(AudioFlanError, match=r"ringing-bells==2.0"):
            pypi.obtain(source, tmp_path / "archives", silent)

    def test_a_source_archive_is_taken_only_when_asked(
        self, index: Path, tmp_path: Path, silent: Any
    ) -> None:
        source = Source("pypi", {"package": "ringing-bells", "binary": False})
        with pytest.raises(AudioFlanError, match="--no-binary :all:"):
            pypi.obtain(source, tmp_path / "archives", silent)


class TestNpm:
    """``npm pack``."""

    @pytest.fixture
    def registry(
        self, server: Any, make_tar: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Any:
        """A registry with ``@chimes/bells`` 1.0.0."""
        package = {"name": "@chimes/bells", "version": "1.0.0"}
        members = [("package/package.json", json.dumps(package).encode()), ("package/a.wav", b"R")]
        tarball = make_tar(members, "bells.tgz", "w:gz").read_bytes()
        digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
        package_url = server.serve("/@chimes/bells/-/bells-1.0.0.tgz", tarball)
        package["dist"] = {"tarball": package_url, "integrity": f"sha512-{digest}"}
        tags = {"latest": "1.0.0"}
        listing = {"name": "@chimes/bells", "dist-tags": tags, "versions": {"1.0.0": package}}
        server.serve("/@chimes%2fbells", json.dumps(listing).encode(), etag=None)
        monkeypatch.setenv("npm_config_registry", server.url("/"))
        monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm-cache"))
        return server

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
    def test_a_package_of_a_registry(self, registry: Any, tmp_path: Path, silent: Any) -> None:
        source = Source("npm", {"package": "@chimes/bells", "version": "1.0.0"})
        folder = tmp_path / "archives"
        got = bring(source, folder, silent)
        assert got.path == folder / "chimes-bells-1.0.0.tgz"
        asked = len(registry.asked)
        assert bring(source, folder, silent).path == got.path
        assert len(registry.asked) == asked

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
    def test_an_unknown_package(self, registry: Any, tmp_path: Path, silent: Any) -> None:
        source = Source("npm", {"package": "@chimes/gongs"})
        with pytest.raises(AudioFlanError, match=r"npm pack .*404"):
            npm.obtain(source, tmp_path / "archives", silent)

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
    def test_a_local_folder_is_packed_without_running_its_scripts(
        self, tmp_path: Path, silent: Any
    ) -> None:
        package = tmp_path / "bells"
        package.mkdir()
        ran = tmp_path / "ran"
        (package / "a.wav").write_bytes(b"RIFF")
        (package / "package.json").write_text(
            json.dumps(
                {"name": "bells", "version": "1.0.0", "scripts": {"prepack": f"touch {ran}"}}
            )
        )
        got = npm.obtain(Source("npm", {"package": str(package)}), tmp_path / "archives", silent)
        assert got.path.name == "bells-1.0.0.tgz"
        assert not ran.exists()

    def test_without_npm(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: Any
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(AudioFlanError, match=r"'npm' is not on PATH.*Node\.js.*bells-\*\.tgz"):
            npm.obtain(Source("npm", {"package": "bells"}), tmp_path / "archives", silent)
