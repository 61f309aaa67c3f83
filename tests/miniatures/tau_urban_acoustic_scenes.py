"""TAU Urban Acoustic Scenes in little: four clips by three devices, and both releases."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

RELEASE = "TAU-urban-acoustic-scenes-2020-mobile-development"
CUT = "TAU-urban-acoustic-scenes-2022-mobile-development"
EVALUATION = "TAU-urban-acoustic-scenes-2020-mobile-evaluation"
CLIPS = {
    "airport-lisbon-1000-40000-a": "train",
    "airport-lisbon-1000-40000-s1": "train",
    "airport-lisbon-1000-40000-s4": None,
    "metro_station-paris-74-2241-b": "test",
    "street_pedestrian-vienna-166-4973-c": "train",
    "tram-helsinki-200-6000-a": "test",
}
ARCHIVES = {
    f"{RELEASE}.audio.1.zip": [f"{RELEASE}/audio/airport-*"],
    f"{RELEASE}.audio.2.zip": [f"{RELEASE}/audio/[ms]*"],
    f"{RELEASE}.audio.3.zip": [f"{RELEASE}/audio/tram-*"],
    f"{RELEASE}.meta.zip": [f"{RELEASE}/meta.csv", f"{RELEASE}/evaluation_setup/*"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    audio = folder / RELEASE / "audio"
    for name in CLIPS:
        if not name.startswith("tram"):
            write_tone(audio / f"{name}.wav", 1.0, rate=44100, subtype="PCM_24")
    write_garbage(audio / "tram-helsinki-200-6000-a.wav")
    write_tables(folder / RELEASE, CLIPS)


def write_tables(folder: Path, clips: dict[str, str | None]) -> None:
    """Write ``meta.csv`` and the lists of the setup; two lines of meta are not as they should."""
    rows = [_meta(name) for name in clips]
    rows += [_meta("bus-prague-9-9-a"), "audio/park-lyon-1-1-a.wav\tpark"]
    _write(folder / "meta.csv", ["filename\tscene_label\tidentifier\tsource_label", *rows])
    for split, name in (("train", "train"), ("test", "evaluate")):
        listed = [f"audio/{clip}.wav\t{_scene(clip)}" for clip in clips if clips[clip] == split]
        setup = folder / "evaluation_setup"
        _write(setup / f"fold1_{name}.csv", ["filename\tscene_label", *listed])
    tests = [f"audio/{clip}.wav" for clip in clips if clips[clip] == "test"]
    _write(folder / "evaluation_setup/fold1_test.csv", ["filename", *tests])


def _meta(clip: str) -> str:
    scene, city, location, *_, device = clip.split("-")
    return f"audio/{clip}.wav\t{scene}\t{city}-{location}\t{device}"


def _scene(clip: str) -> str:
    return clip.split("-", maxsplit=1)[0]


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
