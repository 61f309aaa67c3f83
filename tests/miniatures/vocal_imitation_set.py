"""Vocal Imitation Set in little: three tables of three forms, names that deviate."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ROOT = "VocalImitationSet"
CAT = "000Animal_Domestic animals_ pets_Cat_Growling"
MICE = "029Animal_Wild animals_Rodents_ rats_ mice_Mouse"
HEART = "043Human sounds_Heart sounds_ heartbeat"
ANNA, BEN, CLEO, DORA = "5734240000000000.0", "4914240000000000.0", "6000710000000000.0", ""
PATHS = {
    CAT: ("Animal", "Domestic animals, pets", "Cat", "Growling", "", ""),
    MICE: ("Animal", "Wild animals", "Rodents, rats, mice", "Mouse", "", ""),
    HEART: ("Human sounds", "Heart sounds, heartbeat", "", "", "", ""),
}
REFERENCES = {
    CAT: f"{CAT}_reference.wav",
    MICE: f"{MICE}___3Samples_reference.wav",
    HEART: "043heartbeat_reference.wav",
}
IMITATIONS = [
    (f"{CAT}-4808870065078272.wav", CAT, "True", "False", "False", ANNA),
    (f"{CAT}-4815397341626368.wav", CAT, "False", "True", "False", ANNA),
    (f"{MICE}-5017091958636544.wav", MICE, "True", "False", "False", BEN),
    (f"{MICE}-5112317826039808.wav", MICE, "False", "False", "True", BEN),
    (f"{HEART}-5128928880492544.wav", HEART, "False", "False", "False", CLEO),
    (f"{HEART}-5138546386010112.wav", HEART, "True", "False", "False", CLEO),
    (f"{HEART}-5680316245082112.wav", HEART, "True", "False", "False", DORA),
    (f"{CAT}-9999999999999999.wav", CAT, "True", "False", "False", ANNA),
]
ORIGINALS = [
    ("368011__trngle__meow, loud-8.wav", CAT, "FALSE", "FALSE"),
    ("17__zoo__squeak.wav", CAT, "FALSE", "TRUE"),
    ("17__zoo__squeak.wav", MICE, "FALSE", "TRUE"),
    *((name, kind, "TRUE", "FALSE") for kind, name in REFERENCES.items()),
]
LEVELS = [f"category_d{level}" for level in range(1, 7)]
IMITATION_COLUMNS = [
    *("", "imitation_id", "imitation_filename", "category_id", *LEVELS, "reference_filename"),
    *("included", "draft", "training", "participant_id", "satisfaction"),
    "participants_sound_recording_description",
    "participants_sound_recording_description_confidence",
]
RATING_COLUMNS = [
    *("", "id", "imitation_filename", "reference_filename", "wrong_pair", "listener_id"),
    *("is_imitation", "is_right_imitation", "rating"),
]
ORIGINAL_COLUMNS = ["filename", "classname", *LEVELS, "is_reference", "multi_labeled"]
RATINGS = [("False", "80.0"), ("False", "81.0"), ("True", "5.0"), ("False", "")]
SURVEY = """,participant_id,age,gender,hearing_problems
0,5734236350267392,21,f,False
1,4914236350267392,33,m,False
2,6000713020735488,23,f,False
3,6000714999999999,40,m,False
"""
LICENCES = f"""index,filename,username,user_url,file_url,freesound_id
0,{CAT}_reference.wav,anton,https://freesound.org/people/anton,https://x/157166/,157166
1,"368011__trngle__meow, loud-8.wav",trngle,https://freesound.org/people/trngle,https://x/,368011
"""
ARCHIVES = {"VocalImitationSet_v1.1.3.zip": [f"{ROOT}/*"]}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / ROOT
    for name, _, included, *_ in IMITATIONS[:-1]:
        kind = "included" if included == "True" else "excluded"
        write_tone(root / f"vocal_imitations/{kind}/{name}", 0.5, rate=44100)
    for name, kind, reference, _ in ORIGINALS:
        place = "reference" if reference == "TRUE" else f"non_reference/{kind}"
        write_tone(root / f"original_recordings/{place}/{name}", 0.3, rate=22050, channels=2)
    write_garbage(root / f"original_recordings/reference/{REFERENCES[HEART]}")
    write_tone(root / "vocal_imitations/included/stray.wav", 0.3)
    _write_tables(root)


def _write_tables(root: Path) -> None:
    rows = [_imitation(index, *facts) for index, facts in enumerate(IMITATIONS)]
    _write(root / "vocal_imitations.txt", [IMITATION_COLUMNS, *rows, ["8", "8", "cut off"]])
    first, reference = IMITATIONS[0][0], REFERENCES[CAT]
    rows = [
        [f"{at}", f"{at}", first, reference, wrong, "8", "True", "True", rating]
        for at, (wrong, rating) in enumerate(RATINGS)
    ]
    _write(root / "vocal_imitations_assessment.txt", [RATING_COLUMNS, *rows])
    rows = [[name, kind, *PATHS[kind], *flags] for name, kind, *flags in ORIGINALS]
    quoted = [[f'"{field}"' if "," in field else field for field in row] for row in rows]
    _write(root / "original_recordings_classes.txt", [ORIGINAL_COLUMNS, *quoted])
    (root / "participant_survey.csv").write_text(SURVEY, encoding="utf-8")
    (root / "original_recordings_license.csv").write_text(LICENCES, encoding="utf-8")


def _imitation(index: int, name: str, kind: str, *flags: str) -> list[str]:
    number = kind[:3].lstrip("0") or "0"
    told = ["Mostly satisfied", 'a "lion, maybe', "Confident"]
    return [f"{index}", f"{index}", name, number, *PATHS[kind], REFERENCES[kind], *flags, *told]


def _write(path: Path, rows: list[list[str]]) -> None:
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
