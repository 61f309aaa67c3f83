"""KeSpeech in little: both phases, tables in other orders, a file named after another speaker."""

from pathlib import Path

from tests.miniatures.sound import append, write_tone

RATE = 16000
SECONDS = {
    "1000001/phase1/1000001_63740949": 0.5,
    "1000001/phase2/1000001_0a1b2c3d": 0.4,
    "1000002/phase1/1000001_5f5f5f5f": 0.3,
    "1000002/phase1/1000002_11111111": 0.3,
    "1000003/phase1/1000003_22222222": 0.3,
    "1000003/phase1/1000003_33333333": 0.3,
    "1000004/phase2/1000004_44444444": 0.3,
}
SCP = {
    "train_phase1": [
        "1000001_63740949 Audio/1000001/phase1/1000001_63740949.wav",
        "1000001_5f5f5f5f Audio/1000002/phase1/1000001_5f5f5f5f.wav",
        "1000002_11111111 Audio/1000002/phase1/1000002_11111111.wav",
        "1000002_99999999 Audio/1000002/phase1/1000002_99999999.wav",
    ],
    "train_phase2": ["1000001_0a1b2c3d Audio/1000001/phase2/1000001_0a1b2c3d.wav"],
    "dev_phase1": ["1000003_22222222 Audio/1000003/phase1/1000003_22222222.wav"],
    "dev_phase2": [],
    "test": ["1000004_44444444 Audio/1000004/phase2/1000004_44444444.wav"],
}
TEXTS = {
    "1000001_63740949": "今天天气很好<SPOKEN_NOISE>",
    "1000001_0a1b2c3d": "今天天气很好",
    "1000001_5f5f5f5f": "我们去爬山",
    "1000002_11111111": "<SPOKEN_NOISE>",
    "1000002_99999999": "没有录音",
    "1000003_22222222": "",
    "1000004_44444444": "打开Ｗｉ－Ｆｉ",
}
UNLISTED = {task: ["1000009_99999999 没有列出"] if task == "test" else [] for task in SCP}
SUBDIALECTS = {
    "1000001": "Southwestern",
    "1000002": "Ji-Lu",
    "1000003": "Mandarin",
    "1000004": "Zhongyuan",
}
METADATA = {
    "spk2gender": "1000001 Female\n1000002 Male\n1000003 Male\n1000004 Female\n",
    "spk2age": "1000001 34\n1000002 7\n1000003 unknown\n",
    "spk2city": "1000001 Chengdu\n1000002 Xi'an\n",
    "phase1.utt2style": "1000001_63740949 Dialect\n1000003_22222222 Mandarin\n",
    "phase2.utt2env": "1000001_0a1b2c3d quiet\n",
}
ARCHIVES = {"KeSpeech.tar.gz": ["KeSpeech"]}


def speaker_of(utterance: str) -> str:
    """The speaker as ``utt2spk`` states it."""
    return "1000002" if utterance == "1000001_5f5f5f5f" else utterance[:7]


def build(folder: Path) -> None:
    """Write the tree that unpacking the joined archive gives."""
    corpus = folder / "KeSpeech"
    for name, seconds in SECONDS.items():
        write_tone(corpus / "Audio" / f"{name}.wav", seconds, rate=RATE)
    for task, lines in SCP.items():
        utterances = [line.split()[0] for line in lines]
        tables = {
            "wav.scp": lines,
            # The tables of a folder need not be in one order.
            "text": [f"{name} {TEXTS[name]}" for name in reversed(utterances)] + UNLISTED[task],
            "utt2spk": [f"{name} {speaker_of(name)}" for name in utterances],
            "utt2subdialect": [
                f"{name} {SUBDIALECTS[speaker_of(name)]}" for name in sorted(utterances)
            ],
        }
        for name, rows in tables.items():
            path = corpus / "Tasks/ASR" / task / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    (corpus / "Metadata").mkdir()
    for name, text in METADATA.items():
        (corpus / "Metadata" / name).write_text(text, encoding="utf-8")


def enlarge(folder: Path) -> None:
    """Add speakers with two utterances each, enough for a choice among four."""
    corpus = folder / "KeSpeech"
    tables = corpus / "Tasks/ASR/train_phase1"
    for number, dialect in enumerate(("Beijing", "Jiao-Liao", "Zhongyuan"), start=5):
        speaker = f"100000{number}"
        for utterance, text in ((f"{speaker}_aaaaaaaa", "你好"), (f"{speaker}_bbbbbbbb", "再见")):
            path = f"Audio/{speaker}/phase1/{utterance}.wav"
            write_tone(corpus / path, 0.3, rate=RATE)
            append(tables / "wav.scp", f"{utterance} {path}\n")
            append(tables / "text", f"{utterance} {text}\n")
            append(tables / "utt2spk", f"{utterance} {speaker}\n")
            append(tables / "utt2subdialect", f"{utterance} {dialect}\n")
        append(corpus / "Metadata/spk2gender", f"{speaker} Female\n")
        append(corpus / "Metadata/spk2age", f"{speaker} {number * 10 - 5}\n")
