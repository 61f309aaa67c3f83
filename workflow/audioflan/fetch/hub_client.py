"""What a repository of the Hugging Face hub holds, and single files of it."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType
from typing import Any

from audioflan.catalog.models import Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.names import UnsafeNameError, safe_path
from audioflan.files import CHUNK

ENDPOINT = "https://huggingface.co"
TOKEN = "HF_TOKEN"  # noqa: S105
FORBIDDEN = ("GatedRepoError", "RepositoryNotFoundError", "DisabledRepoError")


@dataclass(frozen=True)
class HubFile:
    """One file of a repository.

    Attributes:
        name: path in the repository.
        bytes: its size.
        sha256: of its content, where the hub stores it as a large file.
        blob: git's object id, which is a digest of the content, where it does not.
    """

    name: str
    bytes: int
    sha256: str | None
    blob: str


class HubClient:
    """Asks the hub for one source.

    Args:
        source: of kind ``hub``.
        corpus: id of its corpus, for remedies; the field ``asked_by`` of a source that belongs
            to none names the configuration's key instead.
    """

    def __init__(self, source: Source, corpus: str) -> None:
        fields = source.fields
        self.repo = str(fields["repo"])
        self.kind = str(fields.get("repo_type", "dataset"))
        self.revision = str(fields.get("revision", "main"))
        self._globs = tuple(fields["files"])
        self._names = fields.get("asked_by", "`files` of this source in the corpus file")
        self._own = fields.get("asked_by", f"corpora.{corpus}.root")
        self._hub = _library()
        self._endpoint = os.environ.get("HF_ENDPOINT", ENDPOINT)
        if fields.get("gated") and not self._hub.get_token():
            raise self._closed("its terms must be accepted, and there is no access token")

    @property
    def page(self) -> str:
        """Where the repository is shown and its terms are accepted."""
        prefix = "datasets/" if self.kind == "dataset" else ""
        return f"{ENDPOINT}/{prefix}{self.repo}"

    def commit(self) -> str:
        """The commit that ``revision`` names now."""
        with self._asking():
            info = self._api().repo_info(self.repo, repo_type=self.kind, revision=self.revision)
        return str(info.sha)

    def files(self, commit: str) -> tuple[HubFile, ...]:
        """Files that the source selects, by name.

        Raises:
            AudioFlanError: no access, no such repository or revision, or nothing is selected.
        """
        with self._asking():
            listed = self._api().list_repo_tree(
                self.repo, recursive=True, revision=commit, repo_type=self.kind
            )
            files = [_hub_file(entry) for entry in listed if hasattr(entry, "blob_id")]
        chosen = [file for file in files if self._selects(file.name)]
        if not chosen:
            raise AudioFlanError(
                f"no file of {self.page} is selected by {', '.join(self._globs)}.",
                remedy=f"correct {self._names}.",
            )
        return tuple(sorted(chosen, key=lambda file: file.name))

    def download(self, file: HubFile, commit: str, folder: Path) -> str:
        """Bring one file below ``folder``, continuing what is there; return its SHA-256.

        Raises:
            AudioFlanError: it cannot be had, or is not what the hub says it is.
        """
        place = folder / file.name
        if (there := _agreeing(place, file)) is not None:
            return there
        # The library trusts its own notes: only a file that is gone is fetched anew.
        place.unlink(missing_ok=True)
        with self._asking():
            self._hub.hf_hub_download(
                self.repo,
                file.name,
                repo_type=self.kind,
                revision=commit,
                local_dir=folder,
                endpoint=self._endpoint,
            )
        if (fetched := _agreeing(place, file)) is not None:
            return fetched
        raise AudioFlanError(
            f"the content does not have the digest that {self.page} states.",
            where=place,
            remedy="run again to fetch it anew.",
        )

    def _api(self) -> Any:
        return self._hub.HfApi(endpoint=self._endpoint)

    def _selects(self, name: str) -> bool:
        return any(fnmatchcase(name, glob) for glob in self._globs)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except AudioFlanError:
            raise
        except Exception as problem:
            names = {kind.__name__ for kind in type(problem).__mro__}
            if names & set(FORBIDDEN):
                raise self._closed("it does not exist, or is not open to you") from problem
            first = str(problem).strip().split("\n")[0] or type(problem).__name__
            raise AudioFlanError(
                f"{self.page} (revision {self.revision}) cannot be had: {first}.",
                remedy=f"run again to continue; {self._own_copy()}.",
            ) from problem

    def _closed(self, reason: str) -> AudioFlanError:
        return AudioFlanError(
            f"{self.page} cannot be read: {reason}.",
            remedy=(
                f"log in at {self.page} and accept the terms, make a token at "
                f"{ENDPOINT}/settings/tokens and put it in the environment as {TOKEN}; "
                f"{self._own_copy()}."
            ),
        )

    def _own_copy(self) -> str:
        return f"or set {self._own} in the config to your own copy"


def _library() -> ModuleType:
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # read when it is imported
    try:
        import huggingface_hub
    except ModuleNotFoundError as error:
        raise AudioFlanError(
            "sources of kind 'hub' need the package huggingface_hub, which is not installed.",
            remedy="run `pip install huggingface_hub`.",
        ) from error
    return huggingface_hub


def _hub_file(entry: Any) -> HubFile:
    try:
        safe_path(entry.path)
    except UnsafeNameError as problem:
        raise AudioFlanError(
            f"the hub names an unsafe file: {problem} ({entry.path!r}).",
            remedy="name another revision, or set corpora.<id>.root to a copy of your own.",
        ) from None
    sha256 = entry.lfs.sha256 if entry.lfs else None
    return HubFile(entry.path, int(entry.size), sha256, entry.blob_id)


def _agreeing(path: Path, file: HubFile) -> str | None:
    """SHA-256 of a file that is what the hub says it is; None when it is not there or not that."""
    if not path.is_file():
        return None
    content = hashlib.sha256()
    blob = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            content.update(chunk)
            blob.update(chunk)
    sha256 = content.hexdigest()
    same = blob.hexdigest() == file.blob if file.sha256 is None else sha256 == file.sha256
    return sha256 if same else None
