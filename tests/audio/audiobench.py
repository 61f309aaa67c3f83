"""Tiny real recordings, manifests and prepared corpora for the audio room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pretty_midi
import soundfile

from audioflan.audio import (
    AudioSettings,
    AudioStore,
    Outputs,
    PreparedCorpus,
    Signal,
    prepare_clips,
    prepare_recipe,
)
from audioflan.audio.companions import COLUMNS
from audioflan.audio.encode import to_pcm16
from audioflan.catalog.models import Anchors, Companion, Recipe
from audioflan.corpora.columns import CANONICAL

SOUNDFONT = Path(pretty_midi.__file__).with_name("TimGM6mb.sf2")
TEMPLATE = Path("templates/audio/task.yaml")


def tone(frequency: float, duration: float, rate: int, level: float = 0.5) -> Signal:
    """A sine, one channel; its RMS is ``level / sqrt(2)``."""
    time = np.arange(round(duration * rate)) / rate
    samples = level * np.sin(2 * np.pi * frequency * time)
    return Signal(samples[:, None].astype(np.float32), rate)


def hiss(seed: int, duration: float, rate: int, level: float = 0.1) -> Signal:
    """White noise of RMS ``level``, one channel."""
    samples = np.random.default_rng(seed).normal(0, level, (round(duration * rate), 1))
    return Signal(samples.astype(np.float32), rate)


def join(*signals: Signal) -> Signal:
    """Signals of one rate, one after another."""
    return signals[0].replace(np.concatenate([signal.samples for signal in signals]))


def silence(duration: float, rate: int) -> Signal:
    return Signal(np.zeros((round(duration * rate), 1), np.float32), rate)


def offered(sounds: Mapping[str, Signal], *rows: str | Mapping[str, Any]) -> pl.DataFrame:
    """Companions on offer; a row is an audio id, or the columns that count."""
    told = [{"audio_id": row} if isinstance(row, str) else dict(row) for row in rows]
    facts = [{"split": "train", "duration": sounds[row["audio_id"]].duration} for row in told]
    full = [{**fact, **row} for fact, row in zip(facts, told, strict=True)]
    return pl.DataFrame(full, schema=COLUMNS)


def write_sound(path: Path, signal: Signal, subtype: str | None = None) -> None:
    """Write a signal; as 16-bit integers unless ``subtype`` is FLOAT."""
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = signal.samples if subtype == "FLOAT" else to_pcm16(signal.samples)
    soundfile.write(path, samples, signal.sample_rate, subtype=subtype)


def write_manifest(path: Path, clips: Sequence[Mapping[str, Any]]) -> Path:
    """A manifest with the canonical columns; what a row leaves out is null."""
    told = [{"split": "train", "licence": "CC0-1.0", **clip} for clip in clips]
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(told, schema=CANONICAL).sort("audio_id").write_parquet(path)
    return path


def outputs(build: Path, corpus: str, recipe: str, part: int = 0) -> Outputs:
    base = build / "audio" / "speech" / corpus
    return Outputs(
        tar=base / f"{recipe}.{part}.tar",
        index=base / f"{recipe}.{part}.parquet",
        rejects=base / f"{recipe}.{part}.rejects.parquet",
        build_root=build,
    )


@dataclass(frozen=True)
class Bench:
    """A build root in which corpora and recipes can be prepared for real."""

    build: Path

    def corpus(
        self,
        id: str,
        clips: Sequence[Mapping[str, Any]],
        sounds: Mapping[str, Signal] | None = None,
        settings: AudioSettings | None = None,
        **options: Any,
    ) -> PreparedCorpus:
        """Write the sounds and the manifest of a corpus and prepare its clips."""
        root = self.build / "corpora" / id
        root.mkdir(parents=True, exist_ok=True)
        for name, signal in (sounds or {}).items():
            write_sound(root / name, signal)
        manifest = write_manifest(self.build / "manifests" / f"{id}.parquet", clips)
        out = outputs(self.build, id, "clean")
        prepare_clips(
            manifest=manifest,
            root=root,
            settings=settings or AudioSettings(),
            outputs=out,
            **{"part": 0, "parts": 1, **options},
        )
        return PreparedCorpus(id, manifest, root, (out.index,))

    def recipe(
        self,
        transform: str,
        params: Mapping[str, Any],
        corpus: PreparedCorpus,
        noise: PreparedCorpus | None = None,
        companion: Companion | None = None,
        anchors: Anchors | None = None,
        name: str = "noise",
        **options: Any,
    ) -> Outputs:
        """Prepare a recipe of one corpus, with at most one companion corpus, called ``name``."""
        condition = companion or Companion(corpora=(noise.id,) if noise else ())
        companions = {name: condition} if noise else {}
        recipe = Recipe("task", transform, params, companions, anchors or Anchors(), path=TEMPLATE)
        out = outputs(self.build, corpus.id, "task")
        prepare_recipe(
            recipe=recipe,
            corpus=corpus,
            companions={name: [noise]} if noise else {},
            outputs=out,
            **{"part": 0, "parts": 1, **options},
        )
        return out

    def store(self, *indexes: Path) -> AudioStore:
        return AudioStore(indexes, self.build)


def reasons(out: Outputs) -> dict[str, str]:
    """Reject reasons by item."""
    return dict(pl.read_parquet(out.rejects).iter_rows())


def piece(
    path: Path,
    *instruments: tuple[int, bool, Sequence[tuple[float, float, int]]],
    resolution: int = 960,
) -> None:
    """Write a MIDI piece; an instrument is (program, drum, [(start, end, pitch), ...])."""
    midi = pretty_midi.PrettyMIDI(resolution=resolution, initial_tempo=300)
    for program, drum, notes in instruments:
        instrument = pretty_midi.Instrument(program=program, is_drum=drum)
        for start, end, pitch in notes:
            instrument.notes.append(pretty_midi.Note(100, pitch, start, end))
        midi.instruments.append(instrument)
    path.parent.mkdir(parents=True, exist_ok=True)
    midi.write(str(path))
