"""MedleyDB in little: melodies that change stems, three ends of line, songs without melody."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

DATA = "annotations/medleydb-537bb7b/medleydb/data"
ARCHIVES = {"MedleyDB_V1.tar.gz": ["V1"], "medleydb-annotations.tar.gz": ["annotations"]}
INTERVALS = {
    "LizNelson_Rainfall": "0.000000\t5.000000\t1\r5.000000\t9.000000\t2\r12.0\t12.5\t2\r",
    "LizNelson_Solo": "0.000000\t3.000000\t1\n",
    "MusicDelta_Rock": "0.000000\t3.000000\t1\r\n",
    "MusicDelta_Torn": "0.000000\t3.000000\t1\n3.000000\t4.0\n",
    "Phoenix_Reel": "0.000000\t3.000000\t1",
    "Phoenix_Bare": "0.000000\t3.000000\t1",
    "Absent_Song": "0.000000\t3.000000\t1\n",
}
INSTRUMENTS = {
    "LizNelson_Rainfall": ("female singer", "acoustic guitar", "female singer"),
    "LizNelson_Solo": ("female singer",),
    "MusicDelta_Rock": ("clean electric guitar", "[drum set, shaker]"),
    "MusicDelta_Torn": ("flute", "piano"),
    "Phoenix_Untuned": ("fiddle", "tabla"),
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    _song(folder, "LizNelson_Rainfall", 22.5, (22.5, 22.5, 15.0))
    _song(folder, "LizNelson_Solo", 3.0, (3.0,))
    _song(folder, "MusicDelta_Rock", 3.0, (3.0, 3.0))
    _song(folder, "MusicDelta_Torn", 3.0, (3.0, 3.0))
    _song(folder, "Phoenix_Untuned", 3.0, (3.0, 3.0))
    _song(folder, "Phoenix_Reel", 3.0, (3.0, 3.0))
    _song(folder, "Phoenix_Bare", 3.0, ())
    write_garbage(folder / "V1/MusicDelta_Rock/MusicDelta_Rock_STEMS/MusicDelta_Rock_STEM_03.wav")
    write_tone(folder / "V1/MusicDelta_Rock/MusicDelta_Rock_RAW/MusicDelta_Rock_RAW_01_01.wav", 0.5)
    for track, text in INTERVALS.items():
        file = folder / DATA / f"Annotations/Melody/Intervals/{track}_INTERVALS.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    for track, instruments in INSTRUMENTS.items():
        file = folder / DATA / f"Metadata/{track}_METADATA.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_metadata(track, instruments), encoding="utf-8")
    (folder / DATA / "Metadata/Phoenix_Reel_METADATA.yaml").write_text("stems: [\n")


def _song(folder: Path, track: str, seconds: float, stems: tuple[float, ...]) -> None:
    song = folder / "V1" / track
    write_tone(song / f"{track}_MIX.wav", seconds, rate=4000, channels=2)
    for number, length in enumerate(stems, start=1):
        write_tone(
            song / f"{track}_STEMS/{track}_STEM_{number:02d}.wav", length, rate=4000, channels=2
        )


def _metadata(track: str, instruments: tuple[str, ...]) -> str:
    artist, title = track.split("_")
    lines = [
        "album: ''",
        f"artist: {artist} & Friends",
        "genre: Singer/Songwriter",
        "has_bleed: 'no'",
        f"mix_filename: {track}_MIX.wav",
        f"title: {title}",
        "stems:",
    ]
    for number, instrument in enumerate(instruments, start=1):
        lines += [
            f"  S{number:02d}:",
            "    component: ''",
            f"    filename: {track}_STEM_{number:02d}.wav",
            f"    instrument: {instrument}",
        ]
    return "\n".join(lines) + "\n"
