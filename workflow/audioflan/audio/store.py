"""Audio by id, wherever it lies."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from audioflan.audio.decode import decode
from audioflan.audio.encode import from_pcm16, pcm_digest, pcm_of, read_flac
from audioflan.audio.index import REFERENCE, SCHEMA
from audioflan.audio.signal import Signal
from audioflan.errors import AudioFlanError


class AudioStore:
    """Reads clips and derived audio through the indexes of their parts.

    Args:
        indexes: index files, ``.../<corpus>/<recipe>.<part>.parquet``.
        build_root: folder that packs are given relative to.
        roots: corpus id to the root of its files, for referenced clips; a corpus left out
            lies in ``build_root/corpora/<corpus>``.

    Raises:
        AudioFlanError: an audio id occurs twice.
    """

    def __init__(
        self,
        indexes: Sequence[Path],
        build_root: Path,
        roots: Mapping[str, Path] | None = None,
    ) -> None:
        self._build_root = Path(build_root)
        self._roots = dict(roots or {})
        empty = pl.DataFrame(schema={**SCHEMA, "corpus": pl.String()})
        tables = [
            pl.read_parquet(path).with_columns(corpus=pl.lit(Path(path).parent.name))
            for path in indexes
        ]
        self.frame = pl.concat([empty, *tables])
        self._rows = {audio_id: row for row, audio_id in enumerate(self.frame["audio_id"])}
        if len(self._rows) != self.frame.height:
            twice = self.frame.filter(self.frame["audio_id"].is_duplicated())["audio_id"][0]
            raise AudioFlanError(
                f"audio id {twice} occurs twice in the indexes.",
                remedy="give each index once, and each corpus a number and name of its own",
            )

    @property
    def ids(self) -> list[str]:
        """All audio ids, in the order of the indexes."""
        return self.frame["audio_id"].to_list()

    def __contains__(self, audio_id: str) -> bool:
        return audio_id in self._rows

    def facts(self, audio_id: str) -> dict[str, Any]:
        """The index row of an audio id (see ``audioflan.audio.index.SCHEMA``), and ``corpus``.

        Raises:
            AudioFlanError: no index holds it.
        """
        if audio_id not in self._rows:
            raise AudioFlanError(
                f"no index holds audio id {audio_id}.",
                remedy="prepare the part it belongs to, and hand its index to the store",
            )
        return self.frame.row(self._rows[audio_id], named=True)

    def content(self, audio_id: str) -> bytes:
        """The encoded FLAC file of a packed audio id.

        Raises:
            AudioFlanError: it is not packed, or its pack is absent or cut short.
        """
        facts = self.facts(audio_id)
        pack = self._build_root / facts["file"]
        if facts["store"] == REFERENCE:
            raise AudioFlanError(
                f"audio id {audio_id} is not packed.",
                where=pack,
                remedy="read it instead, or prepare the corpus with audio.store: pack",
            )
        if not pack.is_file():
            raise AudioFlanError("the pack is absent.", where=pack, remedy="prepare it again")
        with pack.open("rb") as stream:
            stream.seek(facts["offset"])
            content: bytes = stream.read(facts["bytes"])
        if len(content) != facts["bytes"]:
            raise AudioFlanError("the pack is cut short.", where=pack, remedy="prepare it again")
        return content

    def read(self, audio_id: str, verify: bool = False) -> Signal:
        """The audio of an id.

        Args:
            audio_id: one of ``ids``.
            verify: compare the samples with the digest in the index, where it holds one.

        Raises:
            AudioFlanError: the id is unknown, its pack is absent, or the digest differs.
            ClipError: a referenced source file cannot be decoded.
        """
        facts = self.facts(audio_id)
        if facts["store"] == REFERENCE:
            signal = self._referenced(facts)
        else:
            pcm, sample_rate = read_flac(self.content(audio_id))
            signal = Signal(from_pcm16(pcm), sample_rate, pcm)
        if verify and facts["sha256"] not in (None, pcm_digest(pcm_of(signal))):
            raise AudioFlanError(
                f"audio id {audio_id} is not what its index says.",
                where=self._build_root / facts["file"],
                remedy="delete the part and prepare it again",
            )
        return signal

    def _referenced(self, facts: Mapping[str, Any]) -> Signal:
        root = self.root(facts["corpus"])
        if not root.is_dir():
            raise AudioFlanError(
                "the corpus root is absent.",
                where=root,
                remedy="fetch the corpus, or name its root",
            )
        return decode(root, facts["file"], facts["start"], facts["duration"])

    def root(self, corpus: str) -> Path:
        """Folder of a corpus's own files."""
        return self._roots.get(corpus, self._build_root / "corpora" / corpus)
