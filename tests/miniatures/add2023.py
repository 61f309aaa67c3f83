"""ADD 2023 in little: track 1.2 in three places, track 2 and its segments, a bit of track 3."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

LABELS = {
    "Track1.2/train": [
        "ADD2023_T1.2_T_00000000.wav genuine",
        "ADD2023_T1.2_T_00000001.wav fake",
        "ADD2023_T1.2_T_00000002.wav fake",
        "ADD2023_T1.2_T_00000003.wav maybe",
        "ADD2023_T1.2_T_00000004.wav",
        "notes.wav fake",
    ],
    "Track1.2/dev": ["ADD2023_T1.2_D_00008971.wav fake"],
    "track1.2_round1": ["ADD2023_T1.2R1_E_00000000.wav genuine"],
    "track1.2_round2": ["ADD2023_T1.2R2_E_00000000.wav fake"],
    "track2/ADD2023_Track2_train": [
        "ADD2023_T2_T_00000000 0.00-0.55-T/0.55-0.80-F/0.80-1.00-T 0",
        "ADD2023_T2_T_00000001 0.00-0.50-T 1",
        "ADD2023_T2_T_00000052 0.00-0.50-F 0",
        "ADD2023_T2_T_00000053 0.00-0.50 0",
    ],
    "track2/ADD2023_Track2_dev": ["ADD2023_T2_D_00000000 0.00-0.50-F 0"],
}
ARCHIVES = {
    "12151404.zip": ["Track1.2/train/**/*", "Track1.2/train/*", "Track1.2/dev/**/*"],
    **{
        f"{record}.zip": {"members": [f"{folder}/*", f"{folder}/**/*"], "strip": f"{folder}/"}
        for record, folder in {
            "12175884": "track1.2_round1",
            "12176326": "track1.2_round2",
            "12176530": "track2",
            "12176904": "track2_evaluation",
        }.items()
    },
}
FLAT = ("track1.2_round1", "track1.2_round2")
UNRECORDED = ("_00000002", "_00000003", "_00000004", "_00000053")


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    for place, lines in LABELS.items():
        (folder / place).mkdir(parents=True)
        text = "".join(f"{line}\n" for line in lines)
        (folder / place / "label.txt").write_text(text, encoding="ascii")
        audio = folder / place if place in FLAT else folder / place / "wav"
        for line in lines:
            name = line.split()[0].removesuffix(".wav")
            if name.startswith("ADD") and not name.endswith(UNRECORDED):
                seconds = 1.0 if name == "ADD2023_T2_T_00000000" else 0.5
                write_tone(audio / f"{name}.wav", seconds, rate=16000)
    write_garbage(folder / "Track1.2/train/wav/ADD2023_T1.2_T_00000002.wav")
    write_tone(folder / "Track1.2/dev/wav/ADD2023_T1.2_D_00000009.wav", 0.3, rate=16000)
    write_tone(folder / "track2_evaluation/wav/ADD2023_T2_E_00000000.wav", 0.3, rate=16000)
    (folder / "track2/ADD2023_Track2_dev/subset_label.txt").write_text("a b\n", encoding="ascii")
