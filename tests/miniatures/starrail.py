"""StarRail in little: twins of a line, readings, variables, other sample rates."""

from pathlib import Path

from tests.miniatures import game_voices as lines
from tests.miniatures.game_voices import write_line

ZH, JA = f"CN/{lines.CHINESE}", f"JP/{lines.JAPANESE}"
PLAYER = "chapter3_24_player_105"
ARCHIVES = {
    "StarRail3.4_CN.7z": {"members": [f"{ZH}/*"], "strip": "CN/"},
    "StarRail3.4_EN.7z": {"members": ["EN/*"], "strip": "EN/"},
    "StarRail3.4_JP.7z": {"members": [f"{JA}/*"], "strip": "JP/"},
    "StarRail3.4_KR.7z": {"members": ["KR/*"], "strip": "KR/"},
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the packs gives."""
    mar7th = f"{ZH}/三月七"
    write_line(folder, f"{mar7th}/chapter3_36_mar7th_105", "我们 出发吧！", rate=44100)
    write_line(folder, f"{mar7th}/side1_2_mar7th_7", "等等我。", rate=36000)
    write_line(
        folder, f"{mar7th}/{lines.PLACEHOLDER}/chapter1_0_mar7th_210_m", "{M#他}{F#她}来了。"
    )
    write_line(folder, f"{mar7th}/chapter1_0_mar7th_211", "{TEXTJOIN#54}真好看。")
    for suffix, kind in (("m", "男"), ("f", "女")):
        write_line(folder, f"{ZH}/开拓者({kind})/{PLAYER}_{suffix}", "我明白了。", rate=24000)
    write_line(folder, f"{ZH}/花火&火花/side2_1_sparkle_3", "哈哈！")
    write_line(folder, f"{ZH}/三月七/{lines.TOGETHER}/side2_1_together", "干杯！")
    write_line(folder, f"{ZH}/#Unknown/chapter0_6_staffM_101", "请出示证件。")
    write_line(folder, f"{JA}/三月七/side1_2_mar7th_7", "{RUBY_B#ほし}星{RUBY_E#}を見て。")
    write_line(folder, "EN/March 7th/side1_2_mar7th_7", "Wait for me, <unbreak>please</unbreak>.")
    write_line(folder, "KR/Mar. 7th/side1_2_mar7th_7", "기다려.")
