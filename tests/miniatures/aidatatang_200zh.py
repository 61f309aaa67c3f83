"""aidatatang_200zh in little: one speaker a split, transcripts that miss their recordings."""

from pathlib import Path

from tests.miniatures.sound import write_tone

RATE = 16000
TEXTS = {
    "train/G0002/T0055G0002S0001": "今天 天气 怎么样",
    "train/G0002/T0055G0002S0002": "打开 Ａ Ｐ Ｐ 播放 love story",
    "train/G0002/T0055G0002S0003": None,
    "dev/G0431/T0055G0431S0001": "请 打开 音乐",
    "test/G1001/T0055G1001S0001": "附近 有 什么 餐厅",
}
EXTRA_LINES = "T0055G0002S0009 没有 录音\nT0055G0431S0002\n"
SHEET = "LHD\tDatatang - v1.2\nCMT\t*** Speaker Information ***\nSCD\t{}\nSEX\tFemale\nAGE\t23\n"
ARCHIVES = {"aidatatang_200zh.tgz": ["aidatatang_200zh"]}


def build(folder: Path) -> None:
    """Write what unpacking the archive and the speakers' archives gives, but for the sheets."""
    corpus = folder / "aidatatang_200zh"
    lines = []
    for name, text in TEXTS.items():
        write_tone(corpus / "corpus" / f"{name}.wav", 0.5, rate=RATE)
        if text is not None:
            lines.append(f"{Path(name).name} {text}\n")
    (corpus / "transcript").mkdir()
    table = corpus / "transcript/aidatatang_200_zh_transcript.txt"
    table.write_text("".join(lines) + EXTRA_LINES, encoding="utf-8")


def add_sheets(folder: Path) -> None:
    """Add the files that lie beside each recording and are not kept when unpacking."""
    for path in sorted(folder.rglob("*.wav")):
        path.with_suffix(".txt").write_text("今天天气怎么样\n", encoding="utf-8")
        path.with_suffix(".trn").write_text("今天 天气 怎么样\n", encoding="utf-8")
        sheet = SHEET.format(path.parent.name)
        path.with_suffix(".metadata").write_text(sheet, encoding="utf-8")
