"""Repositories of the hub: the real client library against a server that speaks its protocol."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.miniatures.server import Server, serving
from tests.miniatures.server_hub import COMMIT, Hub, Repo, point_to

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch import fetch_corpus
from audioflan.fetch.archive import bring

REPO = "ringers/bells"
LABELS = b"id,pitch\na,60\n"


@pytest.fixture
def hub(tmp_path: Path, make_zip: Any) -> Hub:
    """One repository: labels, a folder of archives, an array that is a zip file by nature."""
    archive = make_zip([("one/a.wav", b"RIFF a"), ("b.wav", b"RIFF b")]).read_bytes()
    files = {
        "labels.csv": LABELS,
        "data/en/clips.zip": archive,
        "data/de/clips.zip": archive[::-1],
        "data/en/model.npz": archive,
    }
    return Hub({REPO: Repo(files), "ringers/closed": Repo(dict(files), gated=True)})


@pytest.fixture
def web(hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """The hub, running; no token in the environment and none in the home folder."""
    with serving(hub) as server:
        point_to(server.address, monkeypatch, tmp_path)
        yield server


def source(repo: str = REPO, files: tuple[str, ...] = ("*",), **more: Any) -> Source:
    """A source of kind hub."""
    declared = {key: more.pop(key) for key in ("sha256", "unpack", "keep") if key in more}
    return Source("hub", {"repo": repo, "files": list(files), **more}, **declared)


def failure(asked: Source, folder: Path, silent: Any) -> str:
    """The message of a source that cannot be had."""
    with pytest.raises(AudioFlanError) as raised:
        bring(asked, folder, silent)
    return str(raised.value)


class TestFiles:
    """What arrives, and where."""

    def test_the_selected_files_keep_their_places(
        self, web: Server, hub: Hub, tmp_path: Path, silent: Any
    ) -> None:
        got = bring(source(files=("labels.csv", "data/en/*")), tmp_path / "bells", silent)
        room = tmp_path / "bells/ringers--bells"
        assert got.path == room
        assert got.files == ("data/en/clips.zip", "data/en/model.npz", "labels.csv")
        assert [(room / name).read_bytes() for name in got.files] == [
            hub.repos[REPO].files[name] for name in got.files
        ]
        assert got.url == f"hub:{REPO}@{COMMIT}"

    def test_what_is_here_is_not_asked_for_again(
        self, web: Server, tmp_path: Path, silent: Any
    ) -> None:
        first = bring(source(), tmp_path, silent)
        web.asked.clear()
        second = bring(source(), tmp_path, silent)
        assert web.asked == []
        assert (second.files, second.sha256) == (first.files, first.sha256)
        assert second.attempts[0]["outcome"] == "present"

    def test_a_changed_file_is_fetched_again(
        self, web: Server, hub: Hub, tmp_path: Path, silent: Any
    ) -> None:
        labels = bring(source(), tmp_path, silent).path / "labels.csv"
        labels.write_bytes(b"spoilt by hand")
        bring(source(), tmp_path, silent)
        assert labels.read_bytes() == hub.repos[REPO].files["labels.csv"]

    def test_other_globs_are_another_request(
        self, web: Server, tmp_path: Path, silent: Any
    ) -> None:
        bring(source(files=("labels.csv",)), tmp_path, silent)
        assert len(bring(source(files=("data/*",)), tmp_path, silent).files) == 3

    def test_a_model_repository(self, web: Server, hub: Hub, tmp_path: Path, silent: Any) -> None:
        hub.repos["ringers/voice"] = Repo({"g.bin": b"weights"}, kind="models")
        got = bring(source("ringers/voice", repo_type="model"), tmp_path, silent)
        assert got.files == ("g.bin",)

    def test_the_digest_is_that_of_the_list(
        self, web: Server, tmp_path: Path, silent: Any, sha256: Any
    ) -> None:
        listing = f"{sha256(LABELS)}  labels.csv\n"
        only = ("labels.csv",)
        got = bring(source(files=only, sha256=sha256(listing.encode())), tmp_path, silent)
        assert got.checked == "sha256"
        message = failure(source(files=only, sha256="0" * 64), tmp_path, silent)
        assert "not the declared files: expected sha256 000" in message


class TestLaying:
    """From the archive folder to the corpus folder."""

    def test_archives_are_unpacked_where_they_lie(
        self, web: Server, tmp_path: Path, corpus_of: Any, contents: Any
    ) -> None:
        corpus = corpus_of(source(files=("labels.csv", "data/en/*")))
        receipt = fetch_corpus(corpus, tmp_path / "corpus", tmp_path / "archives")
        assert sorted(contents(tmp_path / "corpus")) == [
            "data/en/b.wav",
            "data/en/model.npz",
            "data/en/one/a.wav",
            "labels.csv",
        ]
        assert receipt["sources"][0]["name"] == REPO
        assert receipt["sources"][0]["unpacked"] == 2

    def test_or_not(self, web: Server, tmp_path: Path, corpus_of: Any, contents: Any) -> None:
        corpus = corpus_of(source(files=("data/en/clips.zip",), unpack=False))
        fetch_corpus(corpus, tmp_path / "corpus", tmp_path / "archives")
        assert list(contents(tmp_path / "corpus")) == ["data/en/clips.zip"]

    def test_a_damaged_archive_is_named(self, web: Server, tmp_path: Path, corpus_of: Any) -> None:
        corpus = corpus_of(source(files=("data/de/clips.zip",)))
        with pytest.raises(AudioFlanError, match=r"data/de/clips\.zip: the archive is damaged"):
            fetch_corpus(corpus, tmp_path / "corpus", tmp_path / "archives")
        assert not (tmp_path / "corpus").exists()


class TestRefusals:
    """Every refusal says what to do."""

    def test_a_gated_source_without_a_token_is_not_even_asked_for(
        self, web: Server, tmp_path: Path, silent: Any
    ) -> None:
        message = failure(source("ringers/closed", gated=True), tmp_path / "bells", silent)
        for part in (
            "https://huggingface.co/datasets/ringers/closed",
            "accept the terms",
            "/settings/tokens",
            "HF_TOKEN",
            "corpora.bells.root",
        ):
            assert part in message
        assert web.asked == []

    @pytest.mark.parametrize("token", [None, "hf_stranger"])
    def test_terms_that_are_not_accepted(
        self,
        token: str | None,
        web: Server,
        tmp_path: Path,
        silent: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        if token:
            monkeypatch.setenv("HF_TOKEN", token)
        assert "accept the terms" in failure(source("ringers/closed"), tmp_path, silent)

    def test_the_token_opens_it(
        self, web: Server, tmp_path: Path, silent: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HF_TOKEN", "hf_good")
        assert len(bring(source("ringers/closed", gated=True), tmp_path, silent).files) == 4

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            (source("ringers/gone"), "it does not exist, or is not open to you"),
            (source(revision="v9"), "(revision v9) cannot be had"),
            (source(files=("*.mp3",)), "selected by *.mp3. Remedy: correct `files`"),
        ],
    )
    def test_what_is_not_there(
        self, asked: Source, words: str, web: Server, tmp_path: Path, silent: Any
    ) -> None:
        assert words in failure(asked, tmp_path, silent)

    def test_spoilt_content_is_never_used(
        self, web: Server, hub: Hub, tmp_path: Path, silent: Any
    ) -> None:
        hub.repos[REPO].spoilt.add("labels.csv")
        message = failure(source(files=("labels.csv",)), tmp_path, silent)
        assert "labels.csv: the content does not have the digest" in message
        hub.repos[REPO].spoilt.clear()
        assert bring(source(files=("labels.csv",)), tmp_path, silent).files == ("labels.csv",)

    def test_a_name_that_leaves_the_folder(
        self, web: Server, hub: Hub, tmp_path: Path, silent: Any
    ) -> None:
        hub.repos[REPO].files["../evil.csv"] = b"x"
        assert "unsafe file" in failure(source(), tmp_path / "archives", silent)
        assert not (tmp_path / "evil.csv").exists()

    def test_a_hub_that_does_not_answer(
        self, tmp_path: Path, silent: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
        assert "cannot be had" in failure(source(), tmp_path, silent)

    def test_without_the_library(
        self, tmp_path: Path, silent: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "huggingface_hub", None)
        assert "pip install huggingface_hub" in failure(source(), tmp_path, silent)
