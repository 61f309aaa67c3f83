"""What mirdata makes of a corpus: its tracks, read from the files of a folder."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from peer_index import Files, items

LABELS = "gtzan_tempo_beat-main"
SARAGA = {
    "tempo": "tempo-manual.txt",
    "sama": "sama-manual.txt",
    "sections": "sections-manual-p.txt",
    "ctonic": "ctonic.txt",
    "metadata": "json",
    "pitch": "pitch.txt",
    "pitch-vocal": "pitch-vocal.txt",
    "phrases": "mphrases-manual.txt",
}
TRACKS = ("ghatam", "mridangam-left", "mridangam-right", "violin", "vocal-s", "vocal")


def dump(recipe: str, folder: Path, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Tracks of a folder; a recipe is the name of a module of ``mirdata.datasets``.

    Options: ``values``, the attributes to read of each track; ``split``, the number of the
    official split.
    """
    module = importlib.import_module(f"mirdata.datasets.{recipe}")
    # gtzan_genre calls float() on a table of one cell, which NumPy 2.4 does not allow any more.
    module.float = lambda value: value.item() if hasattr(value, "item") else float(value)
    dataset = module.Dataset(data_home=str(folder))
    found = items(dataset, "track", INDEXES[recipe](folder), options["values"])
    if "split" in options:
        splits = dataset.get_track_splits(options["split"])
        of_track = {name: split for split, names in splits.items() for name in names}
        found = [{**item, "split": of_track.get(item["id"])} for item in found]
    return found


def _vocadito(folder: Path) -> dict[str, Files]:
    names = {path.stem.partition("_")[2]: path.stem for path in folder.glob("Audio/*.wav")}
    return {
        number: {
            "audio": f"Audio/{name}.wav",
            "f0": f"Annotations/F0/{name}_f0.csv",
            "lyrics": f"Annotations/Lyrics/{name}_lyrics.txt",
            "notesA1": f"Annotations/Notes/{name}_notesA1.csv",
            "notesA2": f"Annotations/Notes/{name}_notesA2.csv",
        }
        for number, name in sorted(names.items())
    }


def _gtzan_genre(folder: Path) -> dict[str, Files]:
    audio = sorted(folder.glob("genres/*/*.wav"))
    labels = {path.stem: "gtzan_" + path.stem.replace(".", "_") for path in audio}
    return {
        path.stem: {
            "audio": path.relative_to(folder).as_posix(),
            "beats": f"{LABELS}/beats/{labels[path.stem]}.beats",
            "tempo": f"{LABELS}/tempo/{labels[path.stem]}.bpm",
        }
        for path in audio
    }


def _giantsteps_key(folder: Path) -> dict[str, Files]:
    return {
        path.stem.split(" ")[0]: {
            "audio": f"audio/{path.stem}.mp3",
            "key": f"keys_gs+/{path.stem}.txt",
            "meta": f"meta/{path.stem}.json",
        }
        for path in sorted(folder.glob("audio/*.mp3"))
    }


def _mtg_jamendo(folder: Path) -> dict[str, Files]:
    return {
        f"track_{path.name.split('.')[0].zfill(7)}": {"audio": path.relative_to(folder).as_posix()}
        for path in sorted(folder.glob("audio/*/*.mp3"))
    }


def _saraga(folder: Path) -> dict[str, Files]:
    """A track is a folder with one mix; its other files are named after the folder or the mix."""
    index = {}
    for mix in sorted(folder.glob("*/*/*.mp3")):
        stem = mix.relative_to(folder).as_posix().removesuffix(".mp3").removesuffix(".mp3")
        if ".multitrack-" in mix.name:
            continue
        files = {key: f"{stem}.{ending}" for key, ending in SARAGA.items()}
        tracks = {f"audio-{track}": f"{stem}.multitrack-{track}.mp3" for track in TRACKS}
        sound = mix.relative_to(folder).as_posix()
        index[stem] = {"audio": sound, "audio-mix": sound, **files, **tracks}
    return index


INDEXES: dict[str, Callable[[Path], dict[str, Files]]] = {
    "giantsteps_key": _giantsteps_key,
    "gtzan_genre": _gtzan_genre,
    "mtg_jamendo_autotagging_moodtheme": _mtg_jamendo,
    "saraga_carnatic": _saraga,
    "saraga_hindustani": _saraga,
    "vocadito": _vocadito,
}
