"""Clotho in little: file names with blanks and commas, two encodings, a test without captions."""

from pathlib import Path

from tests.miniatures.audioset_tables import write
from tests.miniatures.sound import write_garbage, write_tone

BLANK, COMMA, PLAIN, DEV, EVAL, TEST = (
    " Ambience Birds.wav",
    "Bell, it's 3 o'clock.wav",
    "_gate.wav",
    "Rain-01.wav",
    "Fußball.wav",
    "hidden test.wav",
)
GONE, BROKEN, BARE = "gone.wav", "broken.wav", "bare.wav"
CLIPS = {
    "development": [BLANK, COMMA, PLAIN, BARE],
    "validation": [DEV],
    "evaluation": [EVAL],
    "test": [TEST],
}
CAPTIONED = {
    "development": [BLANK, COMMA, PLAIN, GONE, BROKEN],
    "validation": [DEV],
    "evaluation": [EVAL],
}
ZERO = "http://creativecommons.org/publicdomain/zero/1.0/"
BY = "http://creativecommons.org/licenses/by/3.0/"
NC = "http://creativecommons.org/licenses/by-nc/3.0/"
FACTS = {
    BLANK: ("birds;ambience", "990001", "[0, 882000]", "x", ZERO),
    COMMA: ("bell;church", "990002", "[44100, 1014300]", "Jürgen", BY),
    PLAIN: ("gate", "Not found", "Not found", "y", NC),
    DEV: (
        "rain",
        "990003",
        "[0, 882000]",
        "z",
        "http://creativecommons.org/licenses/sampling+/1.0/",
    ),
    EVAL: ("football", "990004", "[0, 882000]", "Jürgen", ZERO),
    TEST: (None, "990005", "[0, 882000]", "z", ZERO),
}
ARCHIVES: dict[str, object] = {
    **{f"clotho_audio_{subset}.7z": [f"{subset}/*"] for subset in CLIPS},
    **{f"clotho_captions_{subset}.csv": [f"clotho_captions_{subset}.csv"] for subset in CAPTIONED},
    **{f"clotho_metadata_{subset}.csv": [f"clotho_metadata_{subset}.csv"] for subset in CLIPS},
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    for subset, names in CLIPS.items():
        for name in names:
            write_tone(folder / subset / name, 0.5, rate=44100)
    write_garbage(folder / "development" / BROKEN)
    for subset, names in CAPTIONED.items():
        _write_captions(folder / f"clotho_captions_{subset}.csv", names)
    for subset, names in CLIPS.items():
        _write_metadata(folder / f"clotho_metadata_{subset}.csv", names, subset)


def captions(name: str) -> list[str]:
    """The five captions of a clip; one is quoted for its comma, one ends in a blank."""
    return [f"{name} is heard, then heard again", "Birds – sing", "A bell rings ", "Four", "Five"]


def _write_captions(path: Path, names: list[str]) -> None:
    lines = ["file_name," + ",".join(f"caption_{number}" for number in range(1, 6))]
    lines += [",".join(_quoted(text) for text in (name, *captions(name))) for name in names]
    write(path, "\n".join(lines) + "\n")


def _write_metadata(path: Path, names: list[str], subset: str) -> None:
    columns = "file_name,keywords,sound_id,sound_link,start_end_samples,manufacturer,license"
    rows = []
    for name in names:
        if name in FACTS:
            keywords, sound, span, uploader, licence = FACTS[name]
            link = f"https://freesound.org/people/x/sounds/{sound}"
            rows.append([name, keywords, sound, link, span, uploader, licence])
    if subset == "test":
        lines = [";".join(field for field in row if field is not None) for row in rows]
        text = "\n".join([columns.replace("keywords,", "").replace(",", ";"), *lines])
    else:
        text = "\n".join([columns, *(",".join(map(_quoted, row)) for row in rows)])
    write(path, text + "\n", "iso-8859-1")


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text
