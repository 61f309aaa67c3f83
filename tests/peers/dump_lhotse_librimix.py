"""What lhotse makes of LibriMix: one item a source of a mixture, with its gain.

The recipe wants manifests of LibriSpeech and of WHAM's noise, which are made first.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lhotse import CutSet, Recording, RecordingSet
from lhotse.recipes.librimix import prepare_librimix
from lhotse.recipes.librispeech import prepare_librispeech

NOISE = ("tr", "cv", "tt")


def dump(folder: Path, out: Path, subset: str) -> list[dict[str, Any]]:
    """Mixtures of two readers of a subset."""
    made = prepare_librispeech(folder / "LibriSpeech", dataset_parts=subset)[subset]
    cuts = CutSet.from_manifests(**made)
    cuts.to_file(out / f"librispeech_cutset_{subset}.jsonl.gz")
    for part in NOISE:
        files = sorted((folder / "wham_noise" / part).glob("*.wav"))
        noises = RecordingSet.from_recordings(Recording.from_file(path) for path in files)
        noises.to_file(out / f"wham_recordings_{part}.jsonl.gz")
    mixtures = prepare_librimix(out, out, folder / "metadata", out / "work", n_src=2)
    found = mixtures[f"libri2mix_{subset}"]["cutset"]
    return [{**item, "split": subset} for mixture in found for item in _sources(folder, mixture)]


def _sources(folder: Path, mixture: Any) -> Iterator[dict[str, Any]]:
    for track in mixture.tracks:
        (said,) = track.cut.supervisions
        (volume,) = track.cut.recording.transforms
        source = Path(track.cut.recording.sources[0].source)
        yield {
            "id": mixture.id,
            "path": source.relative_to(folder).as_posix(),
            "start": track.offset,
            "duration": track.cut.duration,
            "speaker": said.speaker,
            "text": said.text,
            "gain": volume.factor,
        }
