"""Common Voice in little: two locales, and the faults that tables had over the years."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

RELEASE = "cv-corpus-25.0-2026-03-09"
ARCHIVES = {
    f"{RELEASE}-en.tar.gz": [f"{RELEASE}/en"],
    f"{RELEASE}-zh-CN.tar.gz": [f"{RELEASE}/zh-CN"],
}
HEADER = (
    "client_id\tpath\tsentence_id\tsentence\tsentence_domain\tup_votes\tdown_votes\tage\tgender\t"
    "accents\tvariant\tlocale\tsegment\n"
)
ANNA, BERT, CARL = ("a1" * 64, "b2" * 64, "c3" * 64)
KETTLE, DAWN = ("7c" * 32, "91" * 32)
EN = "common_voice_en"
ZH = "common_voice_zh-CN"


def row(
    speaker: str,
    clip: str,
    sentence: str,
    text: str,
    age: str = "",
    gender: str = "",
    accents: str = "",
    locale: str = "en",
) -> str:
    """One line of a table by votes or split."""
    fields = (speaker, clip, sentence, text, "", "2", "0", age, gender, accents, "", locale, "")
    return "\t".join(fields) + "\n"


TRAIN = [
    row(ANNA, f"{EN}_101.mp3", KETTLE, 'The kettle "sings in the kitchen.', "fourties", "female"),
    row(BERT, f"{EN}_102.mp3", KETTLE, 'The kettle "sings in the kitchen.', "teens", "other"),
    row(ANNA, f"{EN}_103.mp3", DAWN, 'He said \\"left\\" at C:\\\\dawn.', "", "female_feminine"),
    "\n",
    row(ANNA, f"{EN}_104.mp3", DAWN, ""),
    row(BERT, f"{EN}_105.mp3", DAWN, "He left\tat dawn."),
    row(BERT, f"{EN}_106.mp3", DAWN, "Nobody recorded this."),
    row(BERT, f"{EN}_107.mp3", DAWN, "Nobody can hear this."),
    row(BERT, f"{EN}_108.mp3", DAWN, "No length is stated."),
    row(BERT, f"{EN}_109.mp3", DAWN, "No length can be found."),
]
DEV = [
    row(
        CARL,
        f"{EN}_201.mp3",
        DAWN,
        "He left at dawn.",
        "twenties",
        "male_masculine",
        "United States English|England English",
    )
]
DURATIONS = {101: 4212, 102: 500, 103: 500, 105: 500, 106: 500, 107: 0, 201: 500}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    _english(folder / RELEASE / "en")
    _chinese(folder / RELEASE / "zh-CN")


def _english(root: Path) -> None:
    for number in (101, 102, 103, 104, 105, 107, 108, 201, 301, 302, 303):
        write_tone(root / f"clips/{EN}_{number}.mp3", 0.5, rate=48000)
    write_garbage(root / f"clips/{EN}_109.mp3")
    _table(root / "train.tsv", TRAIN)
    _table(root / "dev.tsv", DEV)
    (root / "test.tsv").write_bytes(HEADER.encode() + b"cut off")
    _table(root / "validated.tsv", [*TRAIN, *DEV, row(ANNA, f"{EN}_301.mp3", DAWN, "Spare.")])
    _table(root / "invalidated.tsv", [row(ANNA, f"{EN}_302.mp3", DAWN, "Wrong words.")])
    _table(root / "other.tsv", [])
    lines = [f"{EN}_{number}.mp3\t{length}\n" for number, length in DURATIONS.items()]
    (root / "clip_durations.tsv").write_text("clip\tduration[ms]\n" + "".join(lines))
    (root / "reported.tsv").write_text("sentence_id\tsentence\tlocale\treason\n")


def _chinese(root: Path) -> None:
    """An older release: other columns, CRLF, a byte order mark, no durations, a table lost."""
    write_tone(root / f"clips/{ZH}_1.mp3", 0.75, rate=32000)
    write_tone(root / f"clips/{ZH}_2.mp3", 0.75, rate=32000)
    header = "client_id\tpath\tsentence\tup_votes\tdown_votes\tage\tgender\taccent\r\n"
    good = f"{ANNA}\t{ZH}_1.mp3\t北京的秋天。\t2\t0\tthirties\tmale\t出生地：北京\r\n"
    (root / "train.tsv").write_bytes(("\ufeff" + header + good).encode())
    bad = f"{ANNA}\t{ZH}_2.mp3\t北京\t2\t0\t\t\t\r\n".encode("gb2312")
    (root / "test.tsv").write_bytes(header.encode() + bad)


def _table(path: Path, rows: list[str]) -> None:
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
