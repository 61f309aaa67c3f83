"""Damage to every corpus: a label file lost, cut, or spoilt, the recordings gone.

Whatever happens, the stage ends with an error that names the file and a remedy, or with a manifest
and rejects; and no clip of the whole corpus disappears from both, unless a reject names the file.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of, miniature_ids

from audioflan.corpora import index_corpus
from audioflan.corpora.audio_files import SUFFIXES
from audioflan.errors import AudioFlanError

SOUND = (*SUFFIXES, ".mid", ".midi", ".zip")
PER_KIND = 2
"""Label files of one suffix in one folder level that are damaged."""
INVALID = b"\xff\xfe\xfa\x80"

Build = Callable[[str], Path]


def lost(path: Path) -> None:
    """The file is not there."""
    path.unlink()


def cut(path: Path) -> None:
    """The file ends in its middle, inside a line."""
    content = path.read_bytes()
    _replace(path, content[: len(content) // 2])


def spoilt(path: Path) -> None:
    """Bytes in the middle that are no UTF-8."""
    content = path.read_bytes()
    half = len(content) // 2
    _replace(path, content[:half] + INVALID + content[half:])


def emptied(path: Path) -> None:
    """The file has no content."""
    _replace(path, b"")


def _replace(path: Path, content: bytes) -> None:
    path.unlink()  # the name alone: the miniature has the same file
    path.write_bytes(content)


DAMAGES = (lost, cut, spoilt, emptied)


def linked(tree: Path, copy: Path) -> Path:
    """The tree once more, without a copy of any content."""
    for folder, _, names in os.walk(tree, followlinks=True):
        place = copy / Path(folder).relative_to(tree)
        place.mkdir(parents=True)
        for name in names:
            os.link(Path(folder, name).resolve(), place / name)
    return copy


def label_files(tree: Path) -> Iterator[Path]:
    """Files without sound, a few of every kind, relative to the tree."""
    seen: Counter[tuple[int, str]] = Counter()
    for path in sorted(tree.rglob("*")):
        place = path.relative_to(tree)
        if path.is_file() and not path.name.lower().endswith(SOUND):
            kind = (len(place.parts), path.suffix)
            seen[kind] += 1
            if seen[kind] <= PER_KIND or len(place.parts) == 1:
                yield place


def names_in(manifest: pl.DataFrame, rejects: pl.DataFrame) -> str:
    """All that the stage says, to look for names in."""
    return "\n".join([*manifest["path"], *rejects["item"], *rejects["reason"]])


def check_damage(
    corpus_id: str, tree: Path, place: Path, whole: tuple[pl.DataFrame, pl.DataFrame]
) -> str | None:
    """What is wrong with the stage's answer to the damage; None when nothing is."""
    try:
        manifest, rejects = index_corpus(corpus_of(corpus_id), tree)
    except AudioFlanError as error:
        text = str(error)
        if "failed (" in text:
            return f"another exception: {text}"
        if error.remedy is None or not _names(text, place):
            return f"names neither file nor remedy: {text}"
        return None
    said = names_in(manifest, rejects)
    gone = [path for path in whole[0]["path"].unique() if path not in said]
    if gone and not _names(said, place):
        return f"{len(gone)} clips disappeared, {gone[0]}"
    if _mangled(manifest):
        return "characters that could not be read are in the manifest"
    return None


def _mangled(manifest: pl.DataFrame) -> bool:
    texts = manifest.select(pl.concat_str(pl.col(pl.String), ignore_nulls=True).alias("all"))
    return bool(texts["all"].str.contains("\ufffd", literal=True).any())


def _names(text: str, place: Path) -> bool:
    return place.name in text or place.stem in text


@pytest.mark.parametrize("corpus_id", miniature_ids())
def test_a_damaged_label_file_is_named_and_stops_nothing_else(
    corpus_id: str, miniature: Build, indexed, tmp_path: Path
) -> None:
    tree, whole, faults = miniature(corpus_id), indexed(corpus_id), []
    for number, place in enumerate(label_files(tree)):
        for damage in DAMAGES:
            copy = linked(tree, tmp_path / f"{number}-{damage.__name__}")
            damage(copy / place)
            fault = check_damage(corpus_id, copy, place, whole)
            if fault is not None:
                faults.append(f"{place} {damage.__name__}: {fault}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("corpus_id", miniature_ids())
def test_a_corpus_without_its_recordings_has_an_error_or_rejects(
    corpus_id: str, miniature: Build, tmp_path: Path
) -> None:
    copy = linked(miniature(corpus_id), tmp_path / "copy")
    for path in copy.rglob("*"):
        if path.is_file() and path.name.lower().endswith(SOUND):
            path.unlink()
    try:
        manifest, rejects = index_corpus(corpus_of(corpus_id), copy)
    except AudioFlanError as error:
        assert error.remedy is not None
        assert "failed (" not in str(error), error
    else:
        assert manifest.is_empty()
        assert rejects.height > 0
