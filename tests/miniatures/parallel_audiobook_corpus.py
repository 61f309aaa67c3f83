"""Parallel Audiobook Corpus in little: two books, a speaker in both, and a whole chapter."""

from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

ARCHIVES = {"DS_10283_3217.zip": ["segmented_data", "chapter_data"]}
EMMA, HUCK = "segmented_data/emma", "segmented_data/huck"
TABLES = {
    f"{EMMA}/txt.punc": (
        "chp01_utt001\tEmma Woodhouse, handsome, clever, and rich.\n"
        "chp01_utt002\t“Poor Miss Taylor!”\n"
        "chp01_utt004\n"
    ),
    f"{EMMA}/txt.clean": (
        "chp01_utt001\temma woodhouse handsome clever and rich\n"
        "chp01_utt002\tpoor miss taylor\n"
        "chp01_utt003\tit is clean only\n"
    ),
    f"{EMMA}/spk2gender": "ekl f\nmsm M\nxyz unknown\n",
    f"{EMMA}/spk2utt": (
        "ekl chp01_utt001 chp01_utt002 chp01_utt003 chp01_utt005\n"
        "msm chp01_utt001\nxyz chp01_utt001\n"
    ),
    f"{EMMA}/utt2spk": "chp01_utt001 ekl msm xyz\nchp01_utt002 ekl\nchp01_utt003 ekl\n",
    f"{EMMA}/spk2dur": "ekl 7.65\nmsm 0.1\nxyz 0.1\n",
    f"{HUCK}/txt.punc": "chp01_utt001 You don't know about me.\r\n",
    f"{HUCK}/txt.clean": "chp01_utt001 you don't know about me\r\n",
    f"{HUCK}/spk2gender": "msm male\r\n",
    f"{HUCK}/spk2utt": "msm chp01_utt001\r\n",
    "chapter_data/emma/txt/chapter01.txt": "Emma Woodhouse ...\n",
}
SOUNDS = (
    f"{EMMA}/wav/ekl/chp01_utt001",
    f"{EMMA}/wav/ekl/chp01_utt002",
    f"{EMMA}/wav/ekl/chp01_utt003",
    f"{EMMA}/wav/ekl/chp01_utt004",
    f"{EMMA}/wav/msm/chp01_utt001",
    f"{HUCK}/wav/msm/chp01_utt001",
    "chapter_data/emma/wav/various/chapter01",
)


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    for name, text in TABLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for name in SOUNDS:
        write_tone(folder / f"{name}.wav", 0.5, rate=22050)
    write_garbage(folder / EMMA / "wav/xyz/chp01_utt001.wav")


def enlarge(folder: Path) -> None:
    """Add readers, so that a split has more than one."""
    emma = folder / EMMA
    for reader, gender in (("pqr", "m"), ("stu", "f")):
        for number in (1, 2):
            write_tone(emma / f"wav/{reader}/chp01_utt00{number}.wav", 0.5, rate=22050)
        append(emma / "spk2gender", f"{reader} {gender}\n")
        append(emma / "spk2utt", f"{reader} chp01_utt001 chp01_utt002\n")
