"""Corpora that mirdata reads as well: how its copy is prepared, and where the two differ."""

import math
from pathlib import Path

from tests.corpora.helpers import corpus_of
from tests.peers.cases_saraga import CARNATIC, HINDUSTANI
from tests.peers.compare import Case, Difference, Item
from tests.peers.labels import FOUND, attribute, text, unfound

ANY_FILE = "lists every file of its index, readable or not"
ONE_NOTE = "fails at a file of one note or none"
ENHARMONIC = {"F#": "Gb"}
TAGS = corpus_of("mtg_jamendo").options["names"]


def notes(found: list[list[float]]) -> str | None:
    return text(
        [
            {"start": start, "end": end, "pitch": round(69 + 12 * math.log2(hertz / 440))}
            for start, end, hertz in found
        ]
    )


def words(lyrics: list[list[str]]) -> str:
    return " ".join(word for line in lyrics for word in line if word)


def beats(found: list[list[float]]) -> str | None:
    return text([{"time": time, "position": position} for time, position in found])


def tonic(key: str) -> str:
    """Of several keys the first, with flats."""
    first = key.split(maxsplit=1)[0]
    return ENHARMONIC.get(first, first)


def mode(key: str) -> str | None:
    """Major or minor, without the church mode."""
    return next((word for word in key.split() if word in ("major", "minor")), None)


def tagged(item: Item) -> str | None:
    return text([TAGS.get(tag, tag) for tag in item["tags"] or []])


def moodthemes(folder: Path) -> None:
    """The library reads the mood subset's tables, which have the form of the whole's."""
    for number in range(5):
        target = folder / f"data/splits/split-{number}"
        target.mkdir(exist_ok=True)
        for table in folder.glob("data/splits/split-0/autotagging-*.tsv"):
            copy = table.name.replace("autotagging", "autotagging_moodtheme")
            (target / copy).write_bytes(table.read_bytes())
    tables = sorted(folder.glob("data/splits/split-0/autotagging-*.tsv"))
    lines = [line for table in tables for line in table.read_bytes().splitlines(True)[1:]]
    header = tables[0].read_bytes().splitlines(True)[:1]
    (folder / "data/autotagging_moodtheme.tsv").write_bytes(b"".join(header + lines))


CASES = [
    Case(
        "vocadito",
        "vocadito",
        (*FOUND, "speaker", "text", "notes", "extra.language", "extra.average_pitch"),
        options={
            "values": ["singer_id", "language", "average_pitch_midi", "lyrics", "notes_a1"],
        },
        clip=lambda item: f"vocadito_{item['id']}",
        words={
            "start": lambda item: 0.0,
            "speaker": attribute("singer_id"),
            "text": attribute("lyrics", words),
            "notes": attribute("notes_a1", notes),
            "extra.language": attribute("language"),
            "extra.average_pitch": attribute("average_pitch_midi", str),
        },
        known=[
            *unfound({"vocadito_3": "Audio/vocadito_3.wav"}, ANY_FILE),
            *unfound({"vocadito_10": "Audio/vocadito_10.wav"}, "takes a note of 0 Hz for one"),
            *unfound({"vocadito_18": "Audio/vocadito_18.wav"}, "keeps a track with torn notes"),
            *unfound({"vocadito_19": "Audio/vocadito_19.wav"}, "keeps a track with a torn line"),
            Difference(
                "vocadito_8",
                "notes",
                text([{"start": 0.25, "end": 0.75, "pitch": 60}]),
                None,
                ONE_NOTE,
            ),
            Difference(
                "vocadito_17",
                "notes",
                text([{"start": 0.1, "end": 0.1 + 0.2, "pitch": 70}]),
                None,
                ONE_NOTE,
            ),
            Difference("vocadito_17", "text", None, "la la", "ours: the language is 'none'"),
            Difference(
                "vocadito_20",
                "notes",
                text([{"start": 0.1, "end": 0.1 + 0.2, "pitch": 69}]),
                None,
                ONE_NOTE,
            ),
        ],
    ),
    Case(
        "gtzan_rhythm",
        "gtzan_genre",
        (*FOUND, "genre", "tempo", "beats"),
        options={"values": ["genre", "tempo", "beats"]},
        clip=lambda item: item["id"].replace(".", "_"),
        words={
            "start": lambda item: 0.0,
            "genre": attribute("genre", lambda genre: text([genre.replace("-", " ")])),
            "beats": attribute("beats", beats),
        },
        known=[
            *unfound({"jazz_00054": "genres/jazz/jazz.00054.wav"}, ANY_FILE),
            Difference(
                "reggae_00002",
                "beats",
                beats([[0.22, 4], [1.515, 1]]),
                beats([[0.22, 4], [1.515, 1], [2.117, 2]]),
                "ours: no beat past the end of the recording",
            ),
        ],
    ),
    Case(
        "giantsteps_key",
        "giantsteps_key",
        (*FOUND, "key", "mode", "tempo", "genre", "group"),
        options={"values": ["key", "artists", "genres", "tempo"]},
        words={
            "start": lambda item: 0.0,
            "key": attribute("key", tonic),
            "mode": attribute("key", mode),
            "genre": attribute("genres", lambda found: text(found["genres"])),
            "group": attribute("artists", lambda artists: artists[0]),
        },
        known=[
            *unfound({"10099": "audio/10099 Duo - Broken (Mix).mp3"}, ANY_FILE),
            *unfound({"10100": "audio/10100 Duo - Unlabelled (Mix).mp3"}, "keeps what has no key"),
            *unfound(
                {
                    "10095": "audio/10095 Duo - Two (Mix).mp3",
                    "10096": "audio/10096 Duo - Other (Mix).mp3",
                    "10097": "audio/10097 Duo - None (Mix).mp3",
                },
                "gives the text of the label, be it one key or not",
            ),
            Difference("10093", "group", "No-Meta", None, "ours: the artist is in the name too"),
        ],
    ),
    Case(
        "mtg_jamendo",
        "mtg_jamendo_autotagging_moodtheme",
        (*FOUND, "split", "group", "tags", "extra.album"),
        options={"values": ["artist_id", "album_id", "tags"], "split": 0},
        arrange=moodthemes,
        words={
            "start": lambda item: 0.0,
            "split": attribute("split", lambda split: {"validation": "dev"}.get(split, split)),
            "group": attribute("artist_id"),
            "tags": tagged,
            "extra.album": attribute("album_id"),
        },
        known=[
            *unfound({"track_0000100": "audio/00/100.low.mp3"}, "lists what is in no split"),
            *unfound({"track_0000555": "audio/55/555.low.mp3"}, ANY_FILE),
            Difference(
                "track_0009999",
                "tags",
                text(["hip hop", "dub", "electric guitar", "calm"]),
                text(["hip hop", "electric guitar", "calm", "dub"]),
                "ours: genres, then instruments, then moods",
            ),
        ],
    ),
    CARNATIC,
    HINDUSTANI,
]
