"""What a job of this room is told: settings, its slice, and where its results go."""

from dataclasses import dataclass
from pathlib import Path

from audioflan.audio.index import PACK, REFERENCE
from audioflan.errors import AudioFlanError


@dataclass(frozen=True)
class AudioSettings:
    """How audio is kept.

    Attributes:
        store: ``pack`` (every clip decoded, checked and packed) or ``reference`` (the index
            points into the corpus's own files; facts come from the manifest, unchecked).
        max_sample_rate: clips above this rate (Hz) are resampled to it; None keeps all rates.
        sample_rate: every clip is resampled to this rate (Hz); None keeps the clip's own.
        loudness: every clip is brought to this loudness (LUFS), as far as its peak allows; None
            keeps the clip's own.
    """

    store: str = PACK
    max_sample_rate: int | None = 48_000
    sample_rate: int | None = None
    loudness: float | None = None

    def __post_init__(self) -> None:
        if self.store not in (PACK, REFERENCE):
            raise AudioFlanError(
                f"'{self.store}' is no way to store audio",
                where="audio.store",
                remedy=f"use '{PACK}' or '{REFERENCE}'.",
            )
        for key in ("max_sample_rate", "sample_rate"):
            rate = getattr(self, key)
            if rate is not None and rate <= 0:
                raise AudioFlanError(
                    f"sample rate {rate} is not positive",
                    where=f"audio.{key}",
                    remedy="give Hz, or null for any rate.",
                )
        if self.loudness is not None and not -70 <= self.loudness <= 0:
            raise AudioFlanError(
                f"loudness {self.loudness:g} LUFS cannot be had",
                where="audio.loudness",
                remedy="give LUFS from -70 to 0, such as -23, or null for any loudness.",
            )

    def rate_for(self, native: int) -> int:
        """Rate (Hz) at which a clip of that native rate is stored."""
        if self.sample_rate is not None:
            return self.sample_rate
        return min(native, self.max_sample_rate or native)


@dataclass(frozen=True)
class Outputs:
    """The three files of a part; ``build_root`` is what paths in the index are relative to."""

    tar: Path
    index: Path
    rejects: Path
    build_root: Path


@dataclass(frozen=True)
class PreparedCorpus:
    """A corpus whose clean audio was prepared.

    Attributes:
        id: the corpus.
        manifest: its manifest.
        root: its own files.
        clips: clean indexes on offer: all parts, or those that one job should see.
    """

    id: str
    manifest: Path
    root: Path
    clips: tuple[Path, ...]
