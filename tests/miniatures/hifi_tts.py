"""Hi-Fi TTS in little: a reader of both qualities, one file name twice, and faulty manifests."""

import json
from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

ARCHIVES = {"hi_fi_tts_v0.tar.gz": ["hi_fi_tts_v0"]}
RAW = "\u201cGood morning,\u201d he said to 2 of them."
BANDWIDTH = (
    "reader id\tbook id\taudio quality\tbandwidth\tcomment\n"
    "92\t10425\tclean\t17.5\twide\n6097\t12220\tother\t9.9\tnarrow\n"
)


def entry(path: str, text: str | None, duration: float | None = 1.3) -> str:
    """One line of a manifest."""
    fields = {
        "audio_filepath": f"audio/{path}.flac",
        "text": "good morning he said to two of them",
        "duration": duration,
        "text_no_preprocessing": RAW,
        "text_normalized": text,
    }
    return json.dumps({key: value for key, value in fields.items() if value is not None}) + "\n"


SPOKEN = '"Good morning," he said to two of them.'
MANIFESTS = {
    "92_manifest_clean_train": [
        entry("92_clean/10425/emma_01_austen_0007", SPOKEN),
        "\n",
        '{"audio_filepath": "audio/92_clean/10425/emma_01_austen_0008.flac", "text": "cut o',
        "\n",
        entry("92_clean/10425/emma_01_austen_0009", SPOKEN, None),
        '{"text": "no file", "duration": 1.0}\n',
        entry("92_clean/10425/emma_01_austen_0010", SPOKEN),
    ],
    "92_manifest_clean_dev": [entry("92_clean/10425/emma_02_austen_0001", None)],
    "6097_manifest_clean_test": [entry("6097_clean/11111/night_01_0001", SPOKEN)],
    "6097_manifest_other_train": [entry("6097_other/12220/night_01_0001", SPOKEN)],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    root = folder / "hi_fi_tts_v0"
    for number in (7, 8, 11):
        _sound(root, f"92_clean/10425/emma_01_austen_{number:04d}")
    write_garbage(root / "audio/92_clean/10425/emma_01_austen_0009.flac")
    _sound(root, "92_clean/10425/emma_02_austen_0001")
    _sound(root, "6097_clean/11111/night_01_0001")
    _sound(root, "6097_other/12220/night_01_0001")
    for name, lines in MANIFESTS.items():
        (root / f"{name}.json").write_text("".join(lines), encoding="utf-8")
    (root / "books_bandwidth.tsv").write_text(BANDWIDTH, encoding="utf-8")
    (root / "readers_books_clean.txt").write_text("READER_ID:BOOK_ID\n92:10425\n")
    (root / "README.txt").write_text("11614_other: audio files of quality clean\n")


def _sound(root: Path, name: str) -> None:
    write_tone(root / f"audio/{name}.flac", 1.3, rate=44100)


def enlarge(folder: Path) -> None:
    """Add a second recording of both readers of a split."""
    root = folder / "hi_fi_tts_v0"
    for place, manifest in (
        ("92_clean/10425/emma_01_austen_0012", "92_manifest_clean_train"),
        ("6097_other/12220/night_01_0002", "6097_manifest_other_train"),
    ):
        _sound(root, place)
        append(root / f"{manifest}.json", entry(place, "They left at noon."))
