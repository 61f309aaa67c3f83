"""AISHELL-2 in little: the training part and two channels of the evaluation set."""

from pathlib import Path

from tests.miniatures.sound import write_tone

RATE = 16000
TRAIN = "iOS/data"
EVAL = "AISHELL-DEV-TEST-SET"
SECONDS = {
    f"{TRAIN}/wav/C0001/IC0001W0001": 0.5,
    f"{TRAIN}/wav/C0001/IC0001W0002": 0.4,
    f"{TRAIN}/wav/C0001/IC0001W0003": 0.3,
    f"{TRAIN}/wav/D0002/ID0002W0001": 0.3,
    f"{TRAIN}/wav/D0002/ID0002W0002": 0.3,
    f"{EVAL}/iOS/dev/wav/D0012/ID0012W0001": 0.3,
    f"{EVAL}/iOS/test/wav/T0055/IT0055W0001": 0.3,
    f"{EVAL}/Android/test/wav/T0055/AT0055W0001": 0.3,
}
TEXTS = {
    TRAIN: (
        "IC0001W0001\t听一首老歌\r\n"
        "IC0001W0002\t'厨房'用品，在ＡＴＭ旁边?\r\n"
        "IC0001W0009\t没有录音\r\n"
        "ID0002W0001\t赵孟𫖯-画展的t-shirt\r\n"
        "ID0002W0002\r\n"
    ),
    f"{EVAL}/iOS/dev": "ID0012W0001\t打开free style\n",
    f"{EVAL}/iOS/test": "IT0055W0001\t换一首歌\n",
    f"{EVAL}/Android/test": "AT0055W0001\t换一首歌\n",
}
SPEAKERS = "C0001\t24\t女\tNorth\r\nD0002\t31\t男\tOther_Areas\r\nC0003\t40\t男\tSouth\r\n"
ARCHIVES = {"ios.zip": ["iOS"], "TEST&DEV DATA.zip": [EVAL]}


def build(folder: Path) -> None:
    """Write the tree that unpacking both archives and those inside them gives."""
    for name, seconds in SECONDS.items():
        write_tone(folder / f"{name}.wav", seconds, rate=RATE)
    for part, text in TEXTS.items():
        (folder / part / "trans.txt").write_bytes(text.encode())
        scp = [
            f"{path.stem}\t{path.relative_to(folder / part)}\n"
            for path in sorted((folder / part).rglob("*.wav"))
        ]
        lines = "".join(scp[1:]) + "IC0001W0008\twav/C0001/IC0001W0008.wav\n"
        (folder / part / "wav.scp").write_text(lines, encoding="utf-8")
    (folder / TRAIN / "spk_info.txt").write_bytes(SPEAKERS.encode())
