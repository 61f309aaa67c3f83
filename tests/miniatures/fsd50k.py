"""FSD50K in little: labels with all that they are kinds of, four licences, single files."""

import json
from pathlib import Path

from tests.miniatures.audioset_tables import ANIMAL, BARK, DOG, MALE_SPEECH, PETS, SPEECH, write
from tests.miniatures.audioset_tables import write_ontology as _write_ontology
from tests.miniatures.sound import write_garbage, write_tone

DEV = [
    f'990001,"Bark,Dog,Domestic_animals_and_pets,Animal","{BARK},{DOG},{PETS},{ANIMAL}",train',
    f'990002,"Dog,Animal,Male_speech_and_man_speaking,Speech","{DOG},{ANIMAL},{MALE_SPEECH},{SPEECH}",val',
    f"990003,Animal,{ANIMAL},train",
    f"990004,Animal,{ANIMAL},train",
]
EVAL = [f'990005,"Crash_cymbal,Speech","/m/0unknown,{SPEECH}"', f"990006,Speech,{SPEECH}"]
GONE, BROKEN, UNLISTED = "990004", "990003", "990009"
LICENCES = {
    "990001": "http://creativecommons.org/licenses/by/3.0/",
    "990002": "http://creativecommons.org/publicdomain/zero/1.0/",
    "990003": "http://creativecommons.org/licenses/by-nc/3.0/",
    "990005": "http://creativecommons.org/licenses/by-nc/3.0/",
    "990006": "http://creativecommons.org/licenses/sampling+/1.0/",
}
GROUND_TRUTH, METADATA = "FSD50K.ground_truth", "FSD50K.metadata"
ARCHIVES: dict[str, object] = {
    **{
        f"clips/{part}/{name}.wav": [f"clips/{part}/{name}.wav"]
        for part, names in {
            "dev": ("990001", "990002", BROKEN, UNLISTED),
            "eval": ("990005", "990006"),
        }.items()
        for name in names
    },
    "FSD50K.ground_truth.zip": [f"{GROUND_TRUTH}/*"],
    "FSD50K.metadata.zip": [f"{METADATA}/*.json", f"{METADATA}/collection/*"],
    "ontology.json": ["ontology.json"],
}


def build(folder: Path) -> None:
    """Write the tree that fetching the clips and unpacking the tables gives."""
    for part, names in {
        "dev": ("990001", "990002", UNLISTED),
        "eval": ("990005", "990006"),
    }.items():
        for name in names:
            write_tone(folder / f"clips/{part}/{name}.wav", 0.5, rate=44100)
    write_garbage(folder / f"clips/dev/{BROKEN}.wav")
    truth = folder / GROUND_TRUTH
    write(truth / "dev.csv", "\n".join(["fname,labels,mids,split", *DEV]) + "\n")
    write(truth / "eval.csv", "\n".join(["fname,labels,mids", *EVAL]) + "\n")
    write(truth / "vocabulary.csv", f"0,Animal,{ANIMAL}\n1,Bark,{BARK}\n")
    collection = f'fname,labels,mids\n990001,"Bark","{BARK}"\n'
    write(folder / METADATA / "collection/collection_dev.csv", collection)
    for part, rows in {"dev": DEV, "eval": EVAL}.items():
        listed = {row.split(",")[0] for row in rows} & set(LICENCES)
        clips = {name: _about(name) for name in sorted(listed)}
        write(folder / METADATA / f"{part}_clips_info_FSD50K.json", json.dumps(clips))
    write(folder / METADATA / "pp_pnp_ratings_FSD50K.json", "{}")
    _write_ontology(folder)


def _about(name: str) -> dict[str, object]:
    return {
        "title": f"{name}.wav",
        "description": "",
        "tags": ["field-recording"],
        "license": LICENCES[name],
        "uploader": "x",
    }
