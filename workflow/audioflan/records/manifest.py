"""``MANIFEST.tsv``: what each shard weighs and holds, counted from the shards themselves."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from audioflan.errors import AudioFlanError
from audioflan.files import sha256_file, write_text
from audioflan.records.lines import read_lines


@dataclass(frozen=True)
class ManifestRow:
    """One shard: POSIX path below the root, size and digest of the file and of its content."""

    path: str
    bytes: int
    records: int
    sha256: str
    content_sha256: str


def manifest_row(shard: Path, root: Path) -> ManifestRow:
    """Read one shard to its end and describe it.

    Raises:
        AudioFlanError: the shard is damaged, cut, or not below ``root``.
    """
    records, content = 0, hashlib.sha256()
    for line in read_lines(shard):
        records += 1
        content.update(line + b"\n")
    return ManifestRow(
        path=_below(shard, root),
        bytes=shard.stat().st_size,
        records=records,
        sha256=sha256_file(shard),
        content_sha256=content.hexdigest(),
    )


def write_manifest(shards: Sequence[Path], root: Path, out: Path) -> None:
    """Write one tab-separated line a shard, sorted by path, under a line of column names.

    Raises:
        AudioFlanError: a shard is damaged, cut, or not below ``root``.
    """
    rows = sorted((manifest_row(shard, root) for shard in shards), key=lambda row: row.path)
    names = tuple(column.name for column in fields(ManifestRow))
    lines = ["\t".join(map(str, cells)) for cells in (names, *map(astuple, rows))]
    write_text(out, "\n".join(lines) + "\n")


def _below(shard: Path, root: Path) -> str:
    if not shard.is_relative_to(root):
        raise AudioFlanError(
            f"The shard does not lie below {root}.", where=shard, remedy="Name its own root."
        )
    return shard.relative_to(root).as_posix()
