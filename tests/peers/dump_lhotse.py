"""What lhotse's recipes make of a corpus: one item a supervision, or a recording without one.

The recipes' words differ little: ``split`` is the last key of the returned dictionary. Imported
by ``peer_dump.py``, never by the tests.
"""

import inspect
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from lhotse import RecordingSet, SupervisionSet, load_manifest

Item = dict[str, Any]


def dump(recipe: str, folder: Path, options: dict[str, Any]) -> list[Item]:
    """Run ``prepare_<function>`` of the module ``recipe`` (``module`` or ``module:function``)."""
    module, _, name = recipe.partition(":")
    prepare = getattr(import_module(f"lhotse.recipes.{module}"), f"prepare_{name or module}")
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        made = prepare(folder, out, **_options(prepare, options))
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
    recordings = [one for kind in manifests if isinstance(kind, RecordingSet) for one in kind]
    by_id = {recording.id: recording for recording in recordings}
    segments = [one for kind in manifests if isinstance(kind, SupervisionSet) for one in kind]
    for segment in segments:
        yield _said(segment) | _heard(folder, by_id.pop(segment.recording_id)) | {"split": split}
    for recording in by_id.values():
        yield {"id": recording.id, "split": split, **_heard(folder, recording)}
