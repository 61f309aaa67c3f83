"""A fetch that is killed at any moment and run again ends like one that was left in peace."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.fetch.archives import Contents

from audioflan.catalog.models import Corpus, Source
from audioflan.errors import AudioFlanError
from audioflan.fetch import fetch_corpus
from audioflan.fetch.merge import merge
from audioflan.fetch.staging import Staging

CHANGES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link"}


@pytest.fixture
def corpus(make_tar: Any, make_zip: Any, corpus_of: Any, tmp_path: Path) -> Corpus:
    """Three sources that share a folder; one holds an archive inside."""
    inner = make_tar([("wav/c.wav", b"3")], "inner.tgz", "w:gz").read_bytes()
    outer = make_tar([("wav/a.wav", b"1"), ("inner.tgz", inner)], "outer.tgz", "w:gz")
    other = make_zip([("wav/b.wav", b"2"), ("txt/b.txt", b"b")], "other.zip")
    table = tmp_path / "table.csv"
    table.write_bytes(b"a,b")
    return corpus_of(
        Source("local", {"path": str(outer), "nested": ["*.tgz"]}, into="x"),
        Source("local", {"path": str(other)}, into="x"),
        Source("local", {"path": str(table)}, unpack=False),
    )


def fetch_and_die(moment: int, corpus: Corpus, place: Path, archives: Path) -> bool:
    """Fetch in a child that is killed at its ``moment``-th file operation; whether it was."""
    child = os.fork()
    if child == 0:
        left = iter(range(moment))

        def watch(event: str, arguments: Any) -> None:
            if event in CHANGES and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        fetch_corpus(corpus, place, archives)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.slow
def test_killed_at_any_file_operation(corpus: Corpus, tmp_path: Path, contents: Contents) -> None:
    archives = tmp_path / "archives"
    fetch_corpus(corpus, tmp_path / "peace/bells", archives)
    undisturbed = contents(tmp_path / "peace/bells")
    assert len(undisturbed) == 5
    moment = 0
    while fetch_and_die(moment, corpus, tmp_path / f"{moment}/bells", archives):
        place = tmp_path / f"{moment}/bells"
        if place.exists():
            assert contents(place) == undisturbed
        fetch_corpus(corpus, place, archives)
        assert contents(place) == undisturbed
        assert [path.name for path in place.parent.iterdir()] == ["bells"]
        moment += 1
    assert moment > 30


class TestStaging:
    """The work folder beside the corpus."""

    def test_what_is_laid_is_remembered(self, tmp_path: Path) -> None:
        staging = Staging(tmp_path / "bells", "v1")
        assert staging.count(0) is None
        staging.room(0).mkdir()
        assert staging.count(0) is None
        staging.done(0, 3)
        assert Staging(tmp_path / "bells", "v1").count(0) == 3

    def test_leftovers_of_another_declaration_go(self, tmp_path: Path) -> None:
        Staging(tmp_path / "bells", "v1").room(0).mkdir()
        Staging(tmp_path / "bells", "v2")
        assert [path.name for path in tmp_path.iterdir()] == [".bells.v2.partial"]

    def test_notes_without_files_are_not_believed(self, tmp_path: Path) -> None:
        staging = Staging(tmp_path / "bells", "v1")
        staging.done(0, 3)
        assert staging.count(0) is None

    def test_other_corpora_are_left_alone(self, tmp_path: Path) -> None:
        Staging(tmp_path / "bell", "v1")
        Staging(tmp_path / "bells", "v1")
        assert len(list(tmp_path.iterdir())) == 2


class TestMerge:
    """Two trees become one."""

    @pytest.fixture
    def trees(self, tmp_path: Path) -> tuple[Path, Path]:
        """``one/d/a`` and ``two/d/b``."""
        for tree, name in (("one", "a"), ("two", "b")):
            (tmp_path / tree / "d").mkdir(parents=True)
            (tmp_path / tree / "d" / name).write_text(name)
        return tmp_path / "one", tmp_path / "two"

    def test_folders_are_joined(self, trees: tuple[Path, Path], contents: Contents) -> None:
        merge(*trees)
        assert contents(trees[1]) == {"d/a": b"a", "d/b": b"b"}
        assert not trees[0].exists()

    def test_the_same_file_twice_is_one(self, trees: tuple[Path, Path]) -> None:
        (trees[1] / "d/a").write_text("a")
        merge(*trees)
        assert not trees[0].exists()

    def test_different_files_are_an_error_and_both_stay(self, trees: tuple[Path, Path]) -> None:
        (trees[1] / "d/a").write_text("other")
        with pytest.raises(AudioFlanError, match="d/a: two archives put different files"):
            merge(*trees)
        assert (trees[0] / "d/a").read_text() == "a"
        assert (trees[1] / "d/a").read_text() == "other"

    @pytest.mark.parametrize("aim", ["elsewhere", "d"])
    def test_nothing_is_moved_through_a_link(self, aim: str, trees: tuple[Path, Path]) -> None:
        (trees[1] / "d").rename(trees[1] / "elsewhere")
        (trees[1] / "d").symlink_to(aim)
        with pytest.raises(AudioFlanError, match="two archives put different files"):
            merge(*trees)

    def test_equal_links_are_one(self, trees: tuple[Path, Path]) -> None:
        for tree in trees:
            (tree / "link").symlink_to("d")
        merge(*trees)
        assert (trees[1] / "link").readlink() == Path("d")
