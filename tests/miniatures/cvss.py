"""CVSS in little: two languages of CVSS-C, one of CVSS-T, and clips of Common Voice 4."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {
    "cvss_c_fr_en_v1.0.tar.gz": ["cvss_c/fr"],
    "cvss_c_sv_en_v1.0.tar.gz": ["cvss_c/sv"],
    "fr.tar.gz": ["common_voice/fr"],
    "sv-SE.tar.gz": ["common_voice/sv-SE"],
}
FR, SV = "common_voice_fr", "common_voice_sv-SE"
SPEAKER = "ab" * 64
HEADER = "client_id\tpath\tsentence\tup_votes\tdown_votes\tage\tgender\taccent\n"
PAIRS = {
    "fr/train": [
        f'{FR}_1.mp3\tthe house is "over there\n',
        f"{FR}_2.mp3\ttwenty two\n",
        f"{FR}_3.mp3\tnobody says this in english\n",
        f"{FR}_4.mp3\tthe source is lost\n",
        f"{FR}_5.mp3\n",
        f"{FR}_6.mp3\tthe source is damaged\n",
    ],
    "fr/dev": [f"{FR}_7.mp3\theld out\n"],
    "fr/test": [],
    "sv/train": [f"{SV}_1.mp3\tthe sea\n"],
}
TARGETS = (
    "cvss_c/fr/train/common_voice_fr_1",
    "cvss_c/fr/train/common_voice_fr_2",
    "cvss_c/fr/train/common_voice_fr_4",
    "cvss_c/fr/train/common_voice_fr_5",
    "cvss_c/fr/train/common_voice_fr_6",
    "cvss_c/fr/train/common_voice_fr_99",
    "cvss_c/fr/dev/common_voice_fr_7",
    "cvss_c/sv/train/common_voice_sv-SE_1",
)


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    for name, lines in PAIRS.items():
        path = folder / f"cvss_c/{name}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("".join(lines).encode())
    for name in TARGETS:
        write_tone(folder / f"{name}.mp3.wav", 0.5, rate=24000)
    clips = folder / "common_voice/fr/clips"
    for number in (1, 2, 3, 5, 7, 8):
        write_tone(clips / f"{FR}_{number}.mp3", 0.75, rate=48000)
    write_garbage(clips / f"{FR}_6.mp3")
    row = f'{SPEAKER}\t{FR}_1.mp3\tLa maison est « là-"bas ».\t2\t0\tfourties\tfemale\tfrance\n'
    validated = (HEADER + row + f"{SPEAKER}\t{FR}_2.mp3\tVingt-deux.\t2\t0\t\tother\t\n").encode()
    (folder / "common_voice/fr/validated.tsv").write_bytes(validated)
    (folder / "common_voice/fr/train.tsv").write_bytes(validated)
    (folder / "common_voice/fr/invalidated.tsv").write_text(HEADER, encoding="utf-8")
    write_tone(folder / f"common_voice/sv-SE/clips/{SV}_1.mp3", 0.75, rate=48000)


def add_own_voice(folder: Path) -> None:
    """Add CVSS-T beside CVSS-C: the same text, and no other recording of one clip."""
    (folder / "cvss_t/fr").mkdir(parents=True)
    table = f"{FR}_1.mp3\tthe house\n{FR}_3.mp3\tnobody says this in english\n"
    (folder / "cvss_t/fr/train.tsv").write_text(table, encoding="utf-8")
    for number in (1, 3):
        write_tone(folder / f"cvss_t/fr/train/{FR}_{number}.mp3.wav", 0.5, rate=24000)
