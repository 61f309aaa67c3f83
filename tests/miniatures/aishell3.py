"""AISHELL-3 in little: a mark before the first line, erhua, and lines that do not pair up."""

from pathlib import Path

from tests.miniatures.sound import write_tone

RATE = 44100
SECONDS = {
    "train/wav/SSB0005/SSB00050001": 0.5,
    "train/wav/SSB0005/SSB00050002": 0.4,
    "train/wav/SSB0005/SSB00050003": 0.3,
    "train/wav/SSB0005/SSB00050004": 0.3,
    "train/wav/SSB0393/SSB03930001": 0.3,
    "test/wav/SSB0005/SSB00050353": 0.3,
    "test/wav/SSB0693/SSB06930002": 0.3,
    "test/wav/SSB0693/SSB06930003": 0.0,
}
TRAIN = """\ufeffSSB00050001.wav\t广 guang3 州 zhou1 女 nv3 大 da4 学 xue2 生 sheng1\x20
SSB00050002.wav\t等 deng3 一 yi2 会儿 huir4 吧 ba5
SSB00050003.wav\t今 jin1 天 tian1 很
SSB03930001.wav\t绿 lv4 色 se4
SSB00050009.wav\t没 mei2 有 you3 录 lu4 音 yin1
"""
TEST = (
    "SSB00050353.wav\t今 jin1 天 tian1\nSSB06930002.wav\t武 wu3 术 shu4\nSSB06930003.wav\t空 kong1"
)
LABELS = """# Mandarin prosody labels
# utterance|pinyin|characters
# %: boundary of a phrase
# $: boundary of a sentence
#
SSB00050001|guang3 zhou1 % nv3 da4 xue2 sheng1 $|广州%女大学生 $
"""
SPEAKERS = """# This corpus was recorded by 218 speakers.
# speaker id\tage group\tgender\taccent
SSB0005\tB\tfemale\tnorth
SSB0393\tC\tmale\tothers
SSB0693\tA\tmale\tsouth
SSB0700
"""
ARCHIVES = {"data_aishell3.tgz": ["*"]}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    for name, seconds in SECONDS.items():
        write_tone(folder / f"{name}.wav", seconds, rate=RATE)
    texts = {
        "train/content.txt": TRAIN,
        "train/label_train-set.txt": LABELS,
        "test/content.txt": TEST,
        "spk-info.txt": SPEAKERS,
        "phone_set.txt": "sil\n",
        "ReadMe.txt": "spk_info.txt: information on the speakers\n",
        "ChangeLog": "10/18/2020\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
