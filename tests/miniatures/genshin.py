"""Genshin in little: three languages, every kind of folder, texts in three encodings."""

import unicodedata
from pathlib import Path

from tests.miniatures import game_voices as lines
from tests.miniatures.game_voices import write_line, write_text
from tests.miniatures.sound import write_garbage, write_tone

ZH, EN, JP = f"CN/{lines.CHINESE}", f"EN/{lines.ENGLISH}", "JP"
PAIMON = "vo_XXAQ001_1_paimon_01"
KOREAN = unicodedata.normalize("NFD", "루미네")
ARCHIVES = {
    "Genshin6.2_CN.7z": {"members": ["CN/*"], "strip": "CN/"},
    "Genshin6.2_EN.7z": {"members": [f"{EN}/*"], "strip": "EN/"},
    "Genshin6.2_JP.7z": {"members": ["JP/*"], "strip": "JP/"},
    "Genshin6.2_KR.7z": {"members": ["KR/*"], "strip": "KR/"},
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the packs gives."""
    _write_chinese(folder)
    write_line(folder, f"{EN}/Paimon/{PAIMON}", "Let's go fishing this afternoon.")
    write_line(folder, f"{JP}/蛍/{PAIMON}_f", "今日は釣りに行こう。")
    write_line(folder, f"KR/{KOREAN}/vo_kr_1", "안녕하세요.")
    _write_faults(folder)


def _write_chinese(folder: Path) -> None:
    write_line(folder, f"{ZH}/派蒙/{PAIMON}", "今天下午我们一起去河边钓鱼吧。")
    write_line(folder, f"{ZH}/「昂利」/vo_ly_2", "\ufeff你好，<color=#FF>旅行者</color>！\\n走吧。")
    write_line(folder, f"{ZH}/空/vo_hero_3", "这里很安静。".encode("gb18030"), channels=2)
    write_line(folder, f"{ZH}/#Unknown/vo_npc_4", "谁在那里？")
    write_line(folder, f"{ZH}/派蒙/{lines.OTHERS}/vo_oth_5", "欢迎回来。\n")
    write_line(folder, f"{ZH}/派蒙/{lines.BATTLE}/vo_bat_6", "哈！")
    write_line(folder, f"{ZH}/丘丘人/{lines.MONSTER}/vo_mon_7", "呀！")
    write_line(folder, f"{ZH}/派蒙/{lines.PLACEHOLDER}/vo_var_8", "{NICKNAME}，快看！")
    write_line(folder, f"{ZH}/派蒙/{lines.TALK}/vo_con_9", "我们走吧。")
    write_line(folder, f"{ZH}/派蒙&空/vo_both_10", "我们走吧。")
    write_line(folder, f"{ZH}/派蒙/vo_var_11", "#{NICKNAME}，晚安。")


def _write_faults(folder: Path) -> None:
    write_line(folder, f"{ZH}/派蒙/vo_none_12", " ")
    write_line(folder, f"{ZH}/派蒙/vo_odd_13", b"\xff\xff\x80")
    write_tone(folder / f"{ZH}/派蒙/vo_alone_14.wav", 0.5)
    write_text(folder, f"{ZH}/派蒙/vo_gone_15", "没有声音。")
    write_garbage(folder / f"{ZH}/派蒙/vo_torn_16.wav")
    write_text(folder, f"{ZH}/派蒙/vo_torn_16", "听不见。")
    write_line(folder, "CN/readme", "not a line")
