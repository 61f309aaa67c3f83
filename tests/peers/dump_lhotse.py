"""What lhotse's recipes make of a corpus: one item a supervision, or a recording without one.

``split`` is the place of the manifests in the dictionary that the recipe returns: ``en/train``.
"""

import inspect
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from lhotse import Recording, RecordingSet, SupervisionSegment, SupervisionSet, load_manifest

Item = dict[str, Any]


def dump(recipe: str, folder: Path, options: dict[str, Any]) -> list[Item]:
    """Run the function ``prepare_<recipe>`` of the module ``recipe``."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        if recipe == "librimix":
            return import_module("dump_lhotse_librimix").dump(folder, out, **options)
        prepare = getattr(import_module(f"lhotse.recipes.{recipe}"), f"prepare_{recipe}")
        made = prepare(folder, output_dir=out, **_options(prepare, options))
        # Some recipes only write files, and return nothing.
        parts = dict(_parts(made, "")) if made else _written(out)
        return [item for split, part in parts.items() for item in _items(folder, split, part)]


def _options(prepare: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    jobs = {"num_jobs": 1} if "num_jobs" in inspect.signature(prepare).parameters else {}
    return {**jobs, **options}


def _parts(made: dict[str, Any], place: str) -> Iterator[tuple[str, list[Any]]]:
    """Manifests of every split, however deep the dictionary is."""
    if "recordings" in made:
        yield place, list(made.values())
        return
    for key, part in made.items():
        yield from _parts(part, f"{place}/{key}".strip("/"))


def _written(out: Path) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {}
    for path in sorted(out.rglob("*.jsonl.gz")):
        split = path.name.removesuffix(".jsonl.gz").rpartition("_")[2]
        parts.setdefault(split, []).append(load_manifest(path))
    return parts


def _items(folder: Path, split: str, manifests: list[Any]) -> Iterator[Item]:
    """By the manifests' types, since a recipe may have their names the wrong way round."""
    recordings = {
        recording.id: {"id": recording.id, "split": split, **_heard(folder, recording)}
        for kind in manifests
        if isinstance(kind, RecordingSet)
        for recording in kind
    }
    spoken = set()
    for segment in (one for kind in manifests if isinstance(kind, SupervisionSet) for one in kind):
        spoken.add(segment.recording_id)
        yield recordings[segment.recording_id] | _said(segment)
    yield from (item for name, item in recordings.items() if name not in spoken)


def _heard(folder: Path, recording: Recording) -> Item:
    path = Path(recording.sources[0].source).relative_to(folder)
    return {"path": path.as_posix(), "start": 0.0, "duration": recording.duration}


def _said(segment: SupervisionSegment) -> Item:
    item = {
        "id": segment.id,
        "start": segment.start,
        "duration": segment.duration,
        "text": segment.text,
        "speaker": segment.speaker,
        "gender": segment.gender,
        "language": segment.language,
    }
    return {**item, **(segment.custom or {})}
