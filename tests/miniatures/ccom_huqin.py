"""CCOM-HuQin in little: 32-bit recordings of both kinds, and tables with and without header."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

TOP = "CCOM-HuQin-v2.0.1-audios"
SINGLE = (
    "AltoBanhu/DunG/1_1_8_1_1_1_1_1_1",
    "Erhu-1/Vibrato/2_1_8_1_1_1_1_1_1",
    "Erhu-2/Vibrato/2_1_8_1_1_1_1_1_1",
    "Gaohu/DaJiG/5_1_8_1_1_1_1_1_1",
)
EXCERPTS = ("Erhu-1/Henan_Xiao_Qu-part1", "Gaohu/Plain")
ONSETS = "0.10,440.0,0.40\n0.50,466.16,0.30\n0.90,0,0.20\n"
TECHNIQUES = (
    "onset,f0,duration,PT,PT1-1,PT1-2,PT1-3\n"
    "0.10,440.0,0.40,dp,Port,DPort,Begin\n"
    "0.50,466.16,0.30,v,Vibrato,,\n"
    "0.90,,0.20,,,,\n"
)
ARCHIVES = {f"{TOP}.zip": [f"{TOP}/**"]}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    top = folder / TOP
    for name in SINGLE:
        write_tone(top / f"SinglePT/{name}.wav", 0.25, rate=48000, subtype="PCM_32")
    write_garbage(top / "SinglePT/Gaohu/DaJiG/5_1_8_1_1_1_1_1_2.wav")
    write_tone(top / "demo.wav", 0.25, rate=48000)
    for name in EXCERPTS:
        piece = name.split("/")[-1]
        base = top / f"Excerpts/{name}/{piece}"
        write_tone(base.with_name(f"{piece}.wav"), 1.5, rate=48000, subtype="FLOAT")
        base.with_name(f"{piece}.musicxml").write_text("<score-partwise/>\n", encoding="utf-8")
        base.with_name(f"{piece}-pitch.csv").write_text("time,f0\n0.0,440\n", encoding="utf-8")
    annotated = top / "Excerpts/Erhu-1/Henan_Xiao_Qu-part1"
    (annotated / "Henan_Xiao_Qu-part1-onset.csv").write_text(ONSETS, encoding="utf-8")
    (annotated / "Henan_Xiao_Qu-part1-PT.csv").write_text(TECHNIQUES, encoding="utf-8")
    lost = top / "Excerpts/Gaohu/Lost/Lost-onset.csv"
    lost.parent.mkdir()
    lost.write_text(ONSETS, encoding="utf-8")
    (top / "metadata-v2.0.csv").write_text("name,filename\n小曲,Henan_Xiao_Qu\n", encoding="utf-8")
