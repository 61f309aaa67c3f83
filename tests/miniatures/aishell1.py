"""AISHELL-1 in little: speakers of every split, transcripts and recordings that miss each other."""

from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

RATE = 16000
SECONDS = {
    "train/S0002/BAC009S0002W0122": 1.0,
    "train/S0002/BAC009S0002W0123": 0.5,
    "train/S0002/BAC009S0002W0124": 0.75,
    "train/S0002/BAC009S0002W0125": 0.5,
    "dev/S0724/BAC009S0724W0121": 0.5,
    "test/S0764/BAC009S0764W0121": 0.5,
    "test/S0764/BAC009S0764W0122": 0.0,
    "S0916/BAC009S0916W0121": 0.5,
}
TRANSCRIPT = """BAC009S0002W0122 而 对 楼市 成交 抑制 作用 最 大 的 限 购
BAC009S0002W0123 ｎ ｂ ａ 球星 ｋ ｔ ｖ 唱歌
BAC009S0002W0125
BAC009S0724W0121   广州市 房地产 中介 协会 分析\x20
BAC009S0764W0121 甚至 出现 交易 几乎 停滞 的 情况
BAC009S0764W0122 一二 线 城市 虽然 也 处于 调整 中
BAC009S0764W0121 重复 的 一 行
BAC009S0999W0121 没有 录音 的 句子
BAC009S0764W0
"""
SPEAKERS = "0002 F\n0724  M\n0764   F\n0916 M\n"
ARCHIVES = {"data_aishell.tgz": ["data_aishell"], "resource_aishell.tgz": ["resource_aishell"]}


def build(folder: Path) -> None:
    """Write the tree that unpacking both archives and the speakers' archives gives."""
    data = folder / "data_aishell"
    for name, seconds in SECONDS.items():
        write_tone(data / "wav" / f"{name}.wav", seconds, rate=RATE)
    write_garbage(data / "wav/train/S0002/BAC009S0002W0126.wav")
    (data / "transcript").mkdir()
    (data / "transcript/aishell_transcript_v0.8.txt").write_text(TRANSCRIPT, encoding="utf-8")
    (folder / "resource_aishell").mkdir()
    (folder / "resource_aishell/speaker.info").write_text(SPEAKERS, encoding="utf-8")
    (folder / "resource_aishell/lexicon.txt").write_text("啊 aa a1\n", encoding="utf-8")


def enlarge(folder: Path) -> None:
    """Add a second speaker of the same split."""
    data = folder / "data_aishell"
    spoken = {"BAC009S0003W0121": "交易 停滞", "BAC009S0003W0122": "继续 调整"}
    for name, text in spoken.items():
        write_tone(data / f"wav/train/S0003/{name}.wav", 0.5, rate=RATE)
        append(data / "transcript/aishell_transcript_v0.8.txt", f"{name} {text}\n")
    append(folder / "resource_aishell/speaker.info", "0003 M\n")
