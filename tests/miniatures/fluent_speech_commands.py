"""Fluent Speech Commands in little: tables in standard quoting, each speaker in one split."""

from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

TOP = "fluent_speech_commands_dataset"
ARCHIVES = {
    "jf8398hf30f0381738rucj3828chfdnchs.tar.gz": [
        f"{TOP}/data/*",
        f"{TOP}/wavs/**/*",
        f"{TOP}/readme.md",
    ]
}
HEADER = ",path,speakerId,transcription,action,object,location"
ANNA, BEN, CLEO = "2BqVo8kVB2Skwgyb", "4BrX8aDqK2cLZRYl", "5BEzPgPKe8taG9OB"
TABLES = {
    "train_data.csv": [
        f"0,wavs/speakers/{ANNA}/0a-01.wav,{ANNA},Change language,change language,none,none",
        f'1,wavs/speakers/{ANNA}/0a-02.wav,{ANNA},"Lights on, please",activate,lights,none',
        f"2,wavs/speakers/{ANNA}/0a-03.wav,{ANNA},Heat up,increase,heat,none",
        f"3,wavs/speakers/{ANNA}/0a-04.wav,{ANNA},Set my la",
    ],
    "valid_data.csv": [
        f"0,wavs/speakers/{BEN}/0b-01.wav,{BEN},"
        "Turn the lights on in the kitchen,activate,lights,kitchen",
        f"1,wavs/speakers/{BEN}/0b-02.wav,{BEN},Broken,bring,juice,none",
    ],
    "test_data.csv": [
        f'0,wavs/speakers/{CLEO}/0c-01.wav,{CLEO},"Lights on, please!",activate,lights,none',
        f'1,wavs/speakers/{CLEO}/0c-02.wav,{CLEO},"Say ""Hallo""",change language,German,none',
    ],
}
SPEAKERS = (
    "speakerId,Self-reported fluency level ,First Language spoken,"
    "Current language used for work/school,gender,ageRange\n"
    f"{ANNA},native,English (United States),English (United States),female,22-40\n"
    f"{BEN},advanced,French (Canada),English (Canada),male,41-65\n"
)


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    top = folder / TOP
    (top / "data").mkdir(parents=True)
    (top / "readme.md").write_text("Fluent Speech Commands\n", encoding="utf-8")
    for name, rows in TABLES.items():
        (top / "data" / name).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    (top / "data/speaker_demographics.csv").write_text(SPEAKERS, encoding="utf-8")
    for clip in (f"{ANNA}/0a-01", f"{ANNA}/0a-02", f"{BEN}/0b-01", f"{CLEO}/0c-01"):
        write_tone(top / f"wavs/speakers/{clip}.wav", 1.0, rate=16000)
    for clip in (f"{CLEO}/0c-02", f"{BEN}/unlisted", "nobody/0d-01"):
        write_tone(top / f"wavs/speakers/{clip}.wav", 0.5, rate=16000)
    write_garbage(top / f"wavs/speakers/{BEN}/0b-02.wav")


def enlarge(folder: Path) -> None:
    """Add a second speaker of the training split."""
    top, dora = folder / TOP, "6DoraPgPKe8taG9O"
    for number, command in ((1, "Turn the music up"), (2, "Bring me my shoes")):
        path = f"wavs/speakers/{dora}/0e-0{number}.wav"
        write_tone(top / path, 1.0, rate=16000)
        intent = ("increase,volume,none", "bring,shoes,none")[number - 1]
        append(top / "data/train_data.csv", f"\n{number + 3},{path},{dora},{command},{intent}")
    speaker = "native,English (United States),English (United States),female,22-40"
    append(top / "data/speaker_demographics.csv", f"{dora},{speaker}\n")
