"""MTG-Jamendo in little: tracks in six archives, most of them in the lists."""

from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

HEADER = "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS"
TRACKS = {
    "train": (
        (948, 87, 149, ("mood/theme---background",)),
        (
            9999,
            123,
            456,
            ("genre---hiphop", "instrument---electricguitar", "mood/theme---calm", "genre---dub"),
        ),
        (1009600, 123, 457, ("instrument---piano",)),
        (777, 88, 150, ("genre---rock",)),
        (555, 88, 150, ("genre---rock",)),
    ),
    "validation": ((950, 89, 151, ("genre---ambient", "mood/theme---dark")),),
    "test": ((214, 14, 31, ("genre---punkrock",)),),
}
SILENT, BROKEN, UNLISTED = 777, 555, 100
DEEDS = {948: "by-nc-sa/3.0", 9999: "by/3.0", 950: "by-nc-nd/3.0"}
HEARD = (948, 9999, 1009600, BROKEN, 950, 214, UNLISTED)
ARCHIVES = {
    "data.zip": ["data/**"],
    "audio_licenses.txt": ["audio_licenses.txt"],
    **{
        f"raw_30s_audio-low-{track % 100:02d}.tar": {
            "members": [f"audio/{track % 100:02d}/**"],
            "strip": "audio/",
        }
        for track in HEARD
    },
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    _write_audio(folder / "audio")
    for split in (0, 1):
        lists = folder / f"data/splits/split-{split}"
        lists.mkdir(parents=True)
        for name, tracks in TRACKS.items():
            rows = "".join(f"{line(*track)}\r\n" for track in tracks)
            (lists / f"autotagging-{name}.tsv").write_bytes(f"{HEADER}\r\n{rows}".encode())
    first, second = (folder / f"data/splits/split-{split}/autotagging" for split in (0, 1))
    swapped = first.with_name("autotagging-test.tsv").read_bytes()
    second.with_name("autotagging-validation.tsv").write_bytes(swapped)
    second.with_name("autotagging-test.tsv").write_bytes(
        first.with_name("autotagging-validation.tsv").read_bytes()
    )
    (folder / "audio_licenses.txt").write_text("".join(map(block, DEEDS)), encoding="utf-8")


def line(track: int, artist: int, album: int, tags: tuple[str, ...]) -> str:
    """A line of a table, which has as many fields as tags."""
    place = f"{track % 100:02d}/{track}.mp3"
    ids = (f"track_{track:07d}", f"artist_{artist:06d}", f"album_{album:06d}", place, "2.0")
    return "\t".join((*ids, *tags))


def block(track: int) -> str:
    """What ``audio_licenses.txt`` says of a track."""
    return (
        f"{track % 100:02d}/{track}.mp3\n"
        f"Song by Artist from Jamendo: http://www.jamendo.com/track/{track}\n"
        "Available under a Creative Commons Attribution license: "
        f"http://creativecommons.org/licenses/{DEEDS[track]}/\n\n"
    )


def _write_audio(folder: Path) -> None:
    for track in HEARD:
        write_tone(folder / f"{track % 100:02d}/{track}.low.mp3", 2.0, rate=44100)
    write_garbage(folder / f"{BROKEN % 100:02d}/{BROKEN}.low.mp3")


def enlarge(folder: Path) -> None:
    """Add tracks of the training list that share a mood with others."""
    rows = (
        (300, 90, 152, ("genre---jazz", "instrument---piano", "mood/theme---calm")),
        (301, 91, 153, ("genre---ambient", "mood/theme---background", "mood/theme---dark")),
        (302, 92, 154, ("genre---rock", "instrument---bass", "mood/theme---dark")),
    )
    for track in rows:
        write_tone(folder / f"audio/{track[0] % 100:02d}/{track[0]}.low.mp3", 2.0, rate=44100)
        for split in (0, 1):
            table = folder / f"data/splits/split-{split}/autotagging-train.tsv"
            append(table, f"{line(*track)}\n")
