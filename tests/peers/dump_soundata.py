"""What soundata makes of a corpus: its clips, read from the files of a folder."""

import importlib
from pathlib import Path
from typing import Any

from peer_index import items

AUDIO = {
    "dcase23_task6a": "*/*.wav",
    "esc50": "audio/*.wav",
    "fsd50k": "clips/*/*.wav",
    "tau2020uas_mobile": "*/audio/*.wav",
    "tau2022uas_mobile": "*/audio/*.wav",
    "urbansound8k": "audio/*/*.wav",
}
"""Where the clips of a module of ``soundata.datasets`` lie."""

WITH_FOLDER = ("dcase23_task6a",)
"""Modules whose ids have the clip's folder before its name."""


def dump(recipe: str, folder: Path, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Clips of a folder; a recipe is one of ``AUDIO``.

    Options: ``values``, the attributes to read of each clip.
    """
    dataset = importlib.import_module(f"soundata.datasets.{recipe}").Dataset(data_home=str(folder))
    index = {
        f"{path.parent.name}/{path.stem}" if recipe in WITH_FOLDER else path.stem: {
            "audio": path.relative_to(folder).as_posix()
        }
        for path in sorted(folder.glob(AUDIO[recipe]))
    }
    return items(dataset, "clip", index, options["values"])
