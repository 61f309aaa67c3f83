"""AliMeeting in little: tiers of both names, and TextGrids that are out of order, torn or alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.miniatures.sound import write_tone

RATE = 1000
Spans = Sequence[tuple[float, float, str]]
ARRAYS = {
    "Train_Ali_far/audio_dir/R0004_M0012_MS005": 66.0,
    "Train_Ali_far/audio_dir/R0004_M00120_MS005": 6.0,
    "Train_Ali_far/audio_dir/R0005_M0013_MS001": 6.0,
    "Train_Ali_far/audio_dir/R0006_M0014_MS001": 6.0,
    "Eval_Ali/Eval_Ali_far/audio_dir/R8001_M8004_MS801": 8.0,
    "Test_Ali/Test_Ali_far/audio_dir/R8002_M8002_MS802": 7.0,
}
TIERS: dict[str, Mapping[str, Spans]] = {
    "Train_Ali_far/textgrid_dir/R0004_M0012": {
        "R0004_M0012_F_SPK0093": [(0, 3.25, ""), (3.25, 31.5, '我们<%>开始 "吧"'), (31.5, 66, "")],
        "R0004_M0012_M_SPK0094": [
            (40, 45, "好"),
            (2, 4.5, "嗯"),
            (4, 6, "<$>"),
            (29.8, 30, "<sil>"),
        ],
    },
    "Train_Ali_far/textgrid_dir/R0004_M00120": {"F_SPK0100": [(1, 2, "别的会议")]},
    "Train_Ali_far/textgrid_dir/R0009_M0099": {"F_SPK0101": [(1, 2, "没有录音")]},
    "Eval_Ali/Eval_Ali_far/textgrid_dir/R8001_M8004": {
        "N_SPK8013": [(0, 1.5, "你好"), (1.5, 99, "再见")],
        "N_SPK8014": [(0.5, 2, "对")],
    },
    "Test_Ali/Test_Ali_far/textgrid_dir/R8002_M8002": {"N_SPK8020": [(0, 7, "")]},
}
ARCHIVES = {
    "Train_Ali_far.tar.gz": ["Train_Ali_far"],
    "Eval_Ali.tar.gz": ["Eval_Ali"],
    "Test_Ali.tar.gz": ["Test_Ali"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives without the headsets gives."""
    for name, seconds in ARRAYS.items():
        write_tone(folder / f"{name}.wav", seconds, rate=RATE, channels=8)
    for name, tiers in TIERS.items():
        write_textgrid(folder / f"{name}.TextGrid", tiers)
    torn = folder / "Train_Ali_far/textgrid_dir/R0005_M0013.TextGrid"
    write_textgrid(torn, {"F_SPK0102": [(0, 1, "开始"), (1, 2, "结束")]})
    lines = torn.read_text(encoding="utf-8").split("\n")
    torn.write_text("\n".join(lines[:-3]), encoding="utf-8")


def write_textgrid(path: Path, tiers: Mapping[str, Spans]) -> None:
    """Write a TextGrid in the long form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    end = max(span[1] for spans in tiers.values() for span in spans)
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0"]
    lines += [f"xmax = {end}", "tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for number, (name, spans) in enumerate(tiers.items(), start=1):
        lines += [f"    item [{number}]:", '        class = "IntervalTier"']
        lines += [f'        name = "{name}"', "        xmin = 0", f"        xmax = {end}"]
        lines += [f"        intervals: size = {len(spans)}"]
        for place, (start, stop, text) in enumerate(spans, start=1):
            quoted = text.replace('"', '""')
            lines += [f"        intervals [{place}]:", f"            xmin = {start}"]
            lines += [f"            xmax = {stop}", f'            text = "{quoted}"']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
