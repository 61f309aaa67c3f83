"""LibriMix in little: recipes for two and three speakers, their LibriSpeech, some noise."""

from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

TWO, THREE = "metadata/Libri2Mix", "metadata/Libri3Mix"
PAIR = "3536-8226-0026_1673-143397-0009"
LONELY = "1673-143397-0009_3536-8226-9999"
BROKEN = "1673-143397-0009_3536-8226-0027"
TRIO = "103-1240-0000_104-1241-0000_105-1242-0000"
SECONDS = {
    "dev-clean/3536/8226/3536-8226-0026": 1.0,
    "dev-clean/3536/8226/3536-8226-0028": 0.5,
    "dev-clean/1673/143397/1673-143397-0009": 0.75,
    "train-clean-100/103/1240/103-1240-0000": 0.5,
    "train-clean-100/104/1241/104-1241-0000": 0.5,
    "train-clean-100/105/1242/105-1242-0000": 0.5,
}
TEXTS = {
    "dev-clean/3536/8226/3536-8226": "3536-8226-0026 HE SAID SO\n3536-8226-0028 AND WENT\n",
    "dev-clean/1673/143397/1673-143397": "1673-143397-0009 ALEXANDRIA\n",
}
NOISE = "cv/20oo0109_0.72115_01ua010r_-0.72115.wav"
SUBSETS = ("dev-clean", "train-clean-100")
ARCHIVES: dict[str, object] = {
    "dev-clean.tar.gz": ["LibriSpeech/SPEAKERS.TXT", "LibriSpeech/dev-clean/**/*"],
    "train-clean-100.tar.gz": ["LibriSpeech/SPEAKERS.TXT", "LibriSpeech/train-clean-100/**/*"],
    "libri2mix_dev-clean.csv": [f"{TWO}/libri2mix_dev-clean.csv"],
    "libri2mix_dev-clean_info.csv": [f"{TWO}/libri2mix_dev-clean_info.csv"],
    "libri3mix_train-clean-100.csv": [f"{THREE}/libri3mix_train-clean-100.csv"],
    "libri3mix_train-clean-100_info.csv": [f"{THREE}/libri3mix_train-clean-100_info.csv"],
}


def build(folder: Path) -> None:
    """Write the tree that the recipes and unpacking the archives give."""
    speech = folder / "LibriSpeech"
    for name, seconds in SECONDS.items():
        write_tone(speech / f"{name}.flac", seconds, rate=16000)
    write_garbage(speech / "dev-clean/3536/8226/3536-8226-0027.flac")
    for name, text in TEXTS.items():
        (speech / f"{name}.trans.txt").write_text(text, encoding="ascii")
    (speech / "SPEAKERS.TXT").write_text(";ID |SEX| SUBSET |MINUTES| NAME\n", encoding="ascii")
    _write_pairs(folder / TWO)
    _write_trios(folder / THREE)


def write_noise(folder: Path) -> None:
    """Add the noise of the first mixture, two channels and longer than its sources."""
    write_tone(folder / "wham_noise" / NOISE, 1.5, rate=16000, channels=2)


def write_made(folder: Path, modes: tuple[str, ...] = ("min",)) -> None:
    """Write one mixture as the official generator does."""
    for mode in modes:
        for role in ("s1", "s2", "noise", "mix_clean", "mix_both"):
            path = f"Libri2Mix/wav16k/{mode}/dev/{role}/{PAIR}.wav"
            write_tone(folder / path, 0.75, rate=16000)


def _write_pairs(folder: Path) -> None:
    rows = [
        f"{PAIR},{_source(PAIR, 0)},0.7925,{_source(PAIR, 1)},0.2142,{NOISE},1.1114",
        f"{LONELY},{_source(LONELY, 0)},0.5,{_source(LONELY, 1)},0.5,{NOISE},1.0",
        f"{BROKEN},{_source(BROKEN, 0)},0.5,{_source(BROKEN, 1)},0.5,{NOISE},1.0",
        f"cut_off,{_source(PAIR, 0)},0.5",
    ]
    header = (
        "mixture_ID,source_1_path,source_1_gain,source_2_path,source_2_gain,noise_path,noise_gain"
    )
    _write(folder / "libri2mix_dev-clean.csv", [header, *rows])
    info = "mixture_ID,speaker_1_ID,speaker_1_sex,speaker_2_ID,speaker_2_sex"
    _write(folder / "libri2mix_dev-clean_info.csv", [info, f"{PAIR},3536.0,F,1673.0,M"])


def _write_trios(folder: Path) -> None:
    header = (
        "mixture_ID,source_1_path,source_1_gain,source_2_path,source_2_gain,"
        "source_3_path,source_3_gain,noise_path,noise_gain"
    )
    paths = [
        f"train-clean-100/{name.split('-')[0]}/{name.split('-')[1]}/{name}.flac"
        for name in TRIO.split("_")
    ]
    row = f"{TRIO},{paths[0]},0.9,{paths[1]},0.3,{paths[2]},0.6,tr/a_sp08.wav,0.7"
    _write(folder / "libri3mix_train-clean-100.csv", [header, row])
    speakers = [f"speaker_{index}_ID,speaker_{index}_sex" for index in (1, 2, 3)]
    info = ",".join(["mixture_ID", *speakers])
    _write(folder / "libri3mix_train-clean-100_info.csv", [info, f"{TRIO},103.0,F,104.0,M,105.0,F"])


def _source(mixture: str, index: int) -> str:
    name = mixture.split("_")[index]
    speaker, chapter, _ = name.split("-")
    return f"dev-clean/{speaker}/{chapter}/{name}.flac"


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def enlarge(folder: Path) -> None:
    """Add a mixture of other recordings by the readers of the first."""
    mixture = "3536-8226-0030_1673-143397-0010"
    texts = ("3536-8226-0030 THEN HE LEFT\n", "1673-143397-0010 BY SEA\n")
    for index, text in enumerate(texts):
        path = folder / "LibriSpeech" / _source(mixture, index)
        write_tone(path, 1.5, rate=16000)
        speaker, chapter, _ = path.stem.split("-")
        append(path.with_name(f"{speaker}-{chapter}.trans.txt"), text)
    row = f"{mixture},{_source(mixture, 0)},0.8,{_source(mixture, 1)},0.4,{NOISE},1.0\n"
    append(folder / TWO / "libri2mix_dev-clean.csv", row)
    append(folder / TWO / "libri2mix_dev-clean_info.csv", f"{mixture},3536.0,F,1673.0,M\n")
