"""HQ-Conversations in little: utterances in a table, in files of their own, and turns."""

from pathlib import Path

from tests.miniatures.sound import write_tone

RATE = 48000
SECONDS = {
    "WAV/G0346/G0346_S0111": 0.5,
    "WAV/G0346/G0346_S0112": 0.4,
    "WAV/G0346/G0346_S0113": 0.4,
    "WAV/G0347/G0347_S0001": 0.4,
    "WAV/G0348_S0001": 0.3,
    "WAV/G0349/G0349_S0001": 0.3,
    "WAV/A0001_C0": 1.5,
}
SPEAKERS = (
    "\ufeffCHANNEL\tSPEAKER_ID\tGENDER\tAGE\tREGION,CITY\tDEVICE\r\n"
    "C0\tG0346\tF\t26\tSichuan,Chengdu\tMicrophone\r\n"
    "C0\tG0347\t男\t31-40\tBeijing\tiPhone 13\r\n"
    "C0\tG0348\tMale\t\tShaanxi\tMicrophone\r\n"
)
UTTERANCES = (
    "CHANNEL\tUTTRANS_ID\tSPEAKER_ID\tPROMPT\tTRANSCRIPTION\n"
    "C0\tG0346_S0111.wav\tG0346\t\t那我们周末去爬山吧\n"
    "C0\tG0346_S0112.wav\tG0346\t\t[LAUGHTER]好 呀ＯＫ\n"
    "C0\tG0347_S0001.wav\tG0347\t\t你说[*]什么\n"
    "C0\tG0347_S0009.wav\tG0347\t\t没有录音\n"
    "C0\tG0349_S0001.wav\tG0349\n"
    "C0\tG0346_S0111.wav\tG0346\t\t又一行\n"
)
TURNS = (
    "[0.100,0.600]\tG0346\t女,普通话\t我们今天聊一下\n"
    "[0.600,0.900]\tG0347\t男,普通话\t[+]对对\n"
    "[0.900,1.000]\tG0347\t男,普通话\t[LAUGHTER]\n"
    "[1.000,2.000]\tG0346\t女,普通话\t再见\n"
    "[1.200,1.\n"
)
ARCHIVES = {"HQ-Conversations.zip": ["*"]}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    for name, seconds in SECONDS.items():
        write_tone(folder / f"{name}.wav", seconds, rate=RATE)
    (folder / "TXT").mkdir()
    texts = {
        "SPKINFO.txt": SPEAKERS,
        "UTTRANSINFO.txt": UTTERANCES,
        "README.txt": "High quality conversations\n",
        "TXT/G0348_S0001.txt": "嗯我觉得可以\n",
        "TXT/A0001_C0.txt": TURNS,
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
