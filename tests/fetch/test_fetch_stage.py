"""The fetch stage: from a corpus's declaration to its folder and receipt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fetch.archives import Contents, Make

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch import fetch_corpus


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The corpus folder."""
    return tmp_path / "build/corpora/bells"


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    """The archive folder."""
    return tmp_path / "archives"


@pytest.fixture
def tgz(make_tar: Make) -> Callable[..., bytes]:
    """Bytes of a gzipped tar."""
    return lambda *members: make_tar(list(members), "scratch.tgz", "w:gz").read_bytes()


def test_sources_join_below_their_folders(
    server: Any,
    https_source: Any,
    corpus_of: Any,
    tgz: Any,
    sha256: Any,
    place: Path,
    archives: Path,
    contents: Contents,
) -> None:
    audio, words = tgz(("wav/a b.wav", b"1"), ("wav/é.wav", b"2")), tgz(("wav/a b.txt", b"a"))
    corpus = corpus_of(
        https_source(server.serve("/audio.tgz", audio), sha256=sha256(audio), into="en"),
        https_source(server.serve("/words.tgz", words), into="en"),
        https_source(server.serve("/list.csv", b"a,b"), unpack=False, into="meta/lists"),
    )
    receipt = fetch_corpus(corpus, place, archives)
    assert contents(place) == {
        "en/wav/a b.wav": b"1",
        "en/wav/a b.txt": b"a",
        "en/wav/é.wav": b"2",
        "meta/lists/list.csv": b"a,b",
    }
    assert receipt["sources"][0] == {
        "kind": "https",
        "name": "audio.tgz",
        "url": server.url("/audio.tgz"),
        "bytes": len(audio),
        "sha256": sha256(audio),
        "checked": "sha256",
        "unpacked": 2,
    }
    assert [entry["unpacked"] for entry in receipt["sources"]] == [2, 1, 0]
    assert [entry["checked"] for entry in receipt["sources"]] == ["sha256", "none", "none"]
    assert [entry["outcome"] for entry in receipt["attempts"]] == ["fetched"] * 3
    assert (receipt["corpus"], receipt["linked"]) == ("bells", None)
    assert names(place.parent) == ["bells"]


def test_fetching_again_gives_the_same_without_asking(
    server: Any, https_source: Any, corpus_of: Any, tgz: Any, place: Path, archives: Path
) -> None:
    corpus = corpus_of(https_source(server.serve("/a.tgz", tgz(("a.wav", b"1")))))
    first = fetch_corpus(corpus, place, archives)
    (place / "stray").write_text("left by somebody")
    second = fetch_corpus(corpus, place, archives)
    assert second["sources"] == first["sources"]
    assert names(place) == ["a.wav"]
    assert len(server.asked) == 1


def test_the_users_own_copy_is_linked(corpus_of: Any, place: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    receipt = fetch_corpus(corpus_of(), place, tmp_path / "archives", root=own)
    assert place.readlink() == own
    assert (receipt["sources"], receipt["linked"]) == ([], str(own))


def test_a_copy_of_the_user_is_never_cleared_by_a_later_fetch(
    server: Any,
    https_source: Any,
    corpus_of: Any,
    tgz: Any,
    place: Path,
    archives: Path,
    tmp_path: Path,
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.wav").write_bytes(b"1")
    corpus = corpus_of(https_source(server.serve("/a.tgz", tgz(("a.wav", b"2")))))
    fetch_corpus(corpus, place, archives, root=own)
    fetch_corpus(corpus, place, archives)
    assert names(own) == ["mine.wav"]
    assert not place.is_symlink()
    assert names(place) == ["a.wav"]


def test_a_corpus_without_sources_says_what_to_set(
    corpus_of: Any, place: Path, archives: Path
) -> None:
    with pytest.raises(AudioFlanError, match=r"bells.yaml: .*no sources.*corpora\.bells\.root"):
        fetch_corpus(corpus_of(), place, archives)


class TestLocalSources:
    """Local folders and files inside a corpus."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Path:
        """A folder of the reader."""
        folder = tmp_path / "own"
        (folder / "deep").mkdir(parents=True)
        (folder / "deep/a.wav").write_bytes(b"1")
        return folder

    def test_one_folder_is_the_corpus(
        self, own: Path, corpus_of: Any, place: Path, archives: Path
    ) -> None:
        receipt = fetch_corpus(corpus_of(Source("local", {"path": str(own)})), place, archives)
        assert place.readlink() == own
        assert receipt["linked"] == str(own)
        assert receipt["sources"][0]["sha256"] is None

    def test_a_folder_beside_a_file(
        self, own: Path, corpus_of: Any, place: Path, archives: Path, contents: Contents
    ) -> None:
        corpus = corpus_of(
            Source("local", {"path": str(own)}, into="audio"),
            Source("local", {"path": str(own / "deep/a.wav")}, unpack=False),
        )
        assert fetch_corpus(corpus, place, archives)["linked"] is None
        assert (place / "audio").readlink() == own
        assert (place / "a.wav").readlink() == own / "deep/a.wav"

    def test_nothing_is_put_into_a_linked_folder(
        self, own: Path, corpus_of: Any, place: Path, archives: Path
    ) -> None:
        corpus = corpus_of(
            Source("local", {"path": str(own)}, into="audio"),
            Source("local", {"path": str(own)}, into="audio/deep/more"),
        )
        with pytest.raises(AudioFlanError, match="inside a folder that is only linked"):
            fetch_corpus(corpus, place, archives)
        assert names(own / "deep") == ["a.wav"]

    def test_an_archive_is_unpacked(
        self, make_zip: Make, corpus_of: Any, place: Path, archives: Path
    ) -> None:
        archive = make_zip([("a.wav", b"1")])
        fetch_corpus(corpus_of(Source("local", {"path": str(archive)})), place, archives)
        assert names(place) == ["a.wav"]


class TestManualSources:
    """Archives that people fetch."""

    def test_are_asked_for_below_the_corpus_s_own_folder(
        self, corpus_of: Any, place: Path, archives: Path, make_zip: Make
    ) -> None:
        fields = {"url": "https://example.org", "filename": "a.zip", "steps": "sign"}
        corpus = corpus_of(Source("manual", fields))
        with pytest.raises(AudioFlanError, match=f"put the file at {archives}/bells/a.zip"):
            fetch_corpus(corpus, place, archives)
        make_zip([("a.wav", b"1")]).rename(archives / "bells/a.zip")
        assert fetch_corpus(corpus, place, archives)["sources"][0]["unpacked"] == 1
        assert names(place) == ["a.wav"]


class TestDamage:
    """Archives that arrive damaged."""

    def test_is_mended_by_one_more_fetch(
        self, server: Any, https_source: Any, corpus_of: Any, tgz: Any, place: Path, archives: Path
    ) -> None:
        good = tgz(("a.wav", b"1" * 100))
        source = https_source(server.serve("/a.tgz", good))
        (archives / "bells").mkdir(parents=True)
        server.serve("/a.tgz", good[:-20])
        with pytest.raises(AudioFlanError, match=r"a.tgz: the archive is damaged"):
            fetch_corpus(corpus_of(source), place, archives)
        assert len(server.asked) == 2
        server.serve("/a.tgz", good)
        receipt = fetch_corpus(corpus_of(source), place, archives)
        assert [entry["outcome"] for entry in receipt["attempts"]] == [
            "present",
            "damaged",
            "fetched",
        ]
        assert names(place) == ["a.wav"]

    def test_with_the_declared_digest_is_the_publisher_s(
        self,
        server: Any,
        https_source: Any,
        corpus_of: Any,
        sha256: Any,
        place: Path,
        archives: Path,
    ) -> None:
        source = https_source(server.serve("/a.tgz", b"nonsense"), sha256=sha256(b"nonsense"))
        with pytest.raises(AudioFlanError, match="neither tar, zip, 7z nor deb"):
            fetch_corpus(corpus_of(source), place, archives)
        assert len(server.asked) == 1


def test_sources_that_disagree_name_the_file(
    server: Any, https_source: Any, corpus_of: Any, tgz: Any, place: Path, archives: Path
) -> None:
    one, two = tgz(("a.wav", b"1")), tgz(("a.wav", b"2"))
    sources = [https_source(server.serve(f"/{n}.tgz", data)) for n, data in enumerate((one, two))]
    with pytest.raises(AudioFlanError, match=r"a.wav: two archives put different files.*`into`"):
        fetch_corpus(corpus_of(*sources), place, archives)


@pytest.mark.parametrize("into", ["..", "../other", "/tmp/x"])
def test_into_stays_in_the_corpus_folder(
    into: str,
    server: Any,
    https_source: Any,
    corpus_of: Any,
    tgz: Any,
    place: Path,
    archives: Path,
) -> None:
    source = https_source(server.serve("/a.tgz", tgz(("a.wav", b"1"))), into=into)
    with pytest.raises(AudioFlanError, match=f"`into: {into}` cannot be used"):
        fetch_corpus(corpus_of(source), place, archives)


def test_options_of_a_source_reach_the_unpacker(
    server: Any,
    https_source: Any,
    corpus_of: Any,
    tgz: Any,
    place: Path,
    archives: Path,
    contents: Contents,
) -> None:
    outer = tgz(("x/in.tgz", tgz(("a.wav", b"1"), ("a.txt", b"2"))), ("x/b.txt", b"3"))
    url = server.serve("/a.tgz", outer)
    fields = {"nested": ["*.tgz"], "limits": {"members": 4}}
    source = https_source(url, keep=("*.wav",), fields=fields)
    fetch_corpus(corpus_of(source), place, archives)
    assert contents(place) == {"x/a.wav": b"1"}
    source = https_source(url, fields={**fields, "limits": {"members": 3}})
    with pytest.raises(AudioFlanError, match="more than 3 members"):
        fetch_corpus(corpus_of(source), place, archives)


def test_progress_is_told_of_every_step(
    server: Any, https_source: Any, corpus_of: Any, tgz: Any, place: Path, archives: Path
) -> None:
    content = tgz(("a.wav", b"1" * 100))
    source = https_source(server.serve("/a.tgz", content))
    seen: list[tuple[str, int, int | None]] = []
    fetch_corpus(corpus_of(source), place, archives, progress=lambda *step: seen.append(step))
    assert ("a.tgz", len(content), len(content)) in seen
    assert seen[-1] == ("a.tgz (unpacking)", 100, None)
