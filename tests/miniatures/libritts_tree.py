"""What the miniatures of LibriTTS and LibriTTS-R share: chapters with every trap of the tree."""

from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

SPEAKERS = (
    "READER\tGENDER\tSUBSET NAME\n"
    "1272\tM\tdev-clean\tJohn Doe\n"
    "1092\tF\ttest-clean\n"
    "1382\tF\ttrain-clean-360\tJane Roe\n"
    "2074\tM\ttrain-other-500\tMixed Voices\n"
)
Lines = list[tuple[str, str, str]]
CHAPTERS: dict[str, Lines] = {
    "dev-clean/1272/128104": [
        ("000001_000000", "Mr. Brown paid $5.", "Mister Brown paid five dollars."),
        ("000001_000001", "“No,” said {he}.", '"No," said {he}.'),
        ("000003_000000", "Not recorded.", "Not recorded."),
    ],
    "test-clean/1092/134562": [("000013_000004", "Broken.", "Broken.")],
    "train-clean-360/1382/130492": [("000049_000000", "A.D. 79", "A. D. seventy nine")],
    "train-other-500/2074/147193": [("000002_000000", "Hum.", "Hum.")],
}
UNRECORDED = {"1272_128104_000003_000000"}
UNTEXTED = "dev-clean/1272/128104/1272_128104_000005_000000.wav"


def write_tree(root: Path) -> None:
    """Write the subsets and ``speakers.tsv`` into ``root``."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "speakers.tsv").write_text(SPEAKERS, encoding="utf-8")
    (root / "SPEAKERS.txt").write_text(";ID|SEX|SUBSET|MINUTES|NAME\n", encoding="utf-8")
    for chapter, lines in CHAPTERS.items():
        _write_chapter(root / chapter, lines)
    write_tone(root / UNTEXTED, 0.5, rate=24000)
    chapter = root / "dev-clean/1272/128104"
    with (chapter / "1272_128104.trans.tsv").open("a", encoding="utf-8") as table:
        table.write("1272_128104_000007_000000\tcut o")
    write_garbage(root / "test-clean/1092/134562/1092_134562_000013_000004.wav")
    write_garbage(chapter / "._1272_128104_000001_000000.wav")
    (chapter / "._1272_128104.trans.tsv").write_bytes(b"\x00\x05\x16\x07")
    (root / "train-clean-360/1382/130492/1382_130492_000049_000000.normalized.txt").unlink()


def _write_chapter(folder: Path, lines: Lines) -> None:
    folder.mkdir(parents=True)
    name = f"{folder.parent.name}_{folder.name}"
    rows = [(f"{name}_{number}", raw, text) for number, raw, text in lines]
    table = "".join("\t".join(row) + "\n" for row in rows)
    (folder / f"{name}.trans.tsv").write_text(table, encoding="utf-8")
    dropped = f"{name}_000099_000000\tDropped.\tDropped.\tfalse\t0.0\t1.0\t12.5\n"
    (folder / f"{name}.book.tsv").write_text(dropped, encoding="utf-8")
    for utterance, raw, text in rows:
        if utterance not in UNRECORDED:
            write_tone(folder / f"{utterance}.wav", 1.0, rate=24000)
            (folder / f"{utterance}.original.txt").write_text(raw, encoding="utf-8")
            (folder / f"{utterance}.normalized.txt").write_text(text, encoding="utf-8")


def enlarge_tree(root: Path) -> None:
    """Add a chapter of the same reader and one of another, two utterances a paragraph."""
    append(root / "speakers.tsv", "1673\tM\tdev-clean\tTom Poe\n")
    for chapter, words in (("1272/135031", "Rain"), ("1673/143396", "Snow")):
        lines = [(f"000002_00000{n}", f"{words} {n}.", f"{words} {n}.") for n in (1, 2)]
        _write_chapter(root / "dev-clean" / chapter, lines)
