"""The fetch stage: one corpus, from its declaration to a folder on disk and a receipt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from audioflan.catalog.models import Corpus, Source
from audioflan.errors import AudioFlanError
from audioflan.fetch.archive import bring, discard
from audioflan.fetch.link import link, same_file
from audioflan.fetch.progress import Progress, silent
from audioflan.fetch.snapshot import lay_snapshot
from audioflan.fetch.sources import Attempt, Obtained, attempt, kind_of
from audioflan.fetch.staging import Staging
from audioflan.fetch.unpack import CorruptArchiveError, unpack
from audioflan.files import atomic_path, digest

Receipt = dict[str, Any]


def fetch_corpus(
    corpus: Corpus,
    destination: Path | str,
    archives: Path | str,
    *,
    root: Path | str | None = None,
    progress: Progress | None = None,
) -> Receipt:
    """Bring a corpus to ``destination``.

    Args:
        corpus: its declaration; each source is unpacked below its ``into``.
        destination: the corpus folder; appears whole, or becomes a link to ``root``.
        archives: folder of all corpora's archives; this one's lie in ``<archives>/<id>/``.
        root: the reader's own unpacked copy, used instead of the sources.
        progress: called with (name, bytes done, bytes in all or None); silent when None.

    Returns:
        The receipt: ``corpus, sources, linked, attempts, fetched_at``.

    Raises:
        AudioFlanError: a source cannot be had, is damaged or unsafe, or ``root`` is no folder.
    """
    place, report = Path(destination), progress or silent
    if root is not None:
        return _receipt(corpus, [], [], link(root, place))
    if not corpus.sources:
        raise AudioFlanError(
            f"corpus '{corpus.id}' has no sources to fetch.",
            where=corpus.path,
            remedy=f"set corpora.{corpus.id}.root in the config to your own copy.",
        )
    found = [bring(source, Path(archives) / corpus.id, report) for source in corpus.sources]
    laid = _assemble(corpus.sources, found, place, report)
    entries = [
        _entry(source, got, count)
        for source, (got, count) in zip(corpus.sources, laid, strict=True)
    ]
    tried = [entry for got, _ in laid for entry in got.attempts]
    return _receipt(corpus, entries, tried, place.resolve() if place.is_symlink() else None)


def _assemble(
    sources: Sequence[Source], found: Sequence[Obtained], place: Path, progress: Progress
) -> list[tuple[Obtained, int]]:
    """Unpack every source and join them at ``place``; return what was used, with file counts."""
    staging = Staging(place, _identity(sources, found))
    laid = [
        _stage(staging, index, source, got, progress)
        for index, (source, got) in enumerate(zip(sources, found, strict=True))
    ]
    for index, source in enumerate(sources):
        staging.join(index, source.into)
    staging.finish()
    return laid


def _stage(
    staging: Staging, index: int, source: Source, got: Obtained, progress: Progress
) -> tuple[Obtained, int]:
    """Lay one source in its room; a damaged archive that no digest vouches for is fetched anew."""
    count = staging.count(index)
    if count is not None:
        return got, count
    room = staging.room(index)
    try:
        count = _lay(source, got, room, progress)
    except CorruptArchiveError as problem:
        if got.checked != "none" or not kind_of(source).REPEATABLE:
            raise
        got = _fetch_anew(source, got, problem, progress)
        count = _lay(source, got, room, progress)
    staging.done(index, count)
    return got, count


def _lay(source: Source, got: Obtained, room: Path, progress: Progress) -> int:
    """Put the content of one source into ``room``; return the number of unpacked files."""
    if got.files:
        return lay_snapshot(source, got, room, progress)
    if got.path.is_dir():
        room.unlink(missing_ok=True)
        room.symlink_to(got.path)
        return 0
    if source.unpack:
        return unpack(
            got.path,
            room,
            keep=source.keep,
            nested=source.fields.get("nested", ()),
            limits=source.fields.get("limits"),
            encoding=source.fields.get("encoding"),
            progress=progress,
        )
    with atomic_path(room) as temporary:
        temporary.mkdir()
        _put(got, temporary / got.path.name)
    return 0


def _put(got: Obtained, place: Path) -> None:
    """Show a file at ``place`` without a second copy of its bytes where the disk allows it."""
    if got.own:
        place.symlink_to(got.path)
    else:
        same_file(got.path, place)


def _fetch_anew(
    source: Source, got: Obtained, problem: CorruptArchiveError, progress: Progress
) -> Obtained:
    discard(got.path)
    damaged = attempt(source, got.url, "damaged", problem.what)
    again = bring(source, got.path.parent, progress)
    return replace(again, attempts=(*got.attempts, damaged, *again.attempts))


def _identity(sources: Sequence[Source], found: Sequence[Obtained]) -> str:
    """Digest of all that decides what the corpus folder will hold."""
    return digest(
        [
            [dict(source.fields), source.into, source.unpack, source.keep, got.path, got.sha256]
            for source, got in zip(sources, found, strict=True)
        ]
    )


def _entry(source: Source, got: Obtained, unpacked: int) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "name": source.name,
        "url": got.url,
        "bytes": got.bytes,
        "sha256": got.sha256,
        "checked": got.checked,
        "unpacked": unpacked,
    }


def _receipt(
    corpus: Corpus,
    sources: list[dict[str, Any]],
    attempts: list[Attempt],
    linked: Path | None,
) -> Receipt:
    return {
        "corpus": corpus.id,
        "sources": sources,
        "linked": None if linked is None else str(linked),
        "attempts": attempts,
        "fetched_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
