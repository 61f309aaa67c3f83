"""VocalSet in little: techniques by folder, file names with every irregularity."""

import shutil
from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

ARCHIVES = {
    "VocalSet11.zip": [
        "FULL",
        "readme-anon.txt",
        "train_singers_technique.txt",
        "test_singers_technique.txt",
        "__MACOSX",
    ]
}
RECORDINGS = (
    "female1/arpeggios/belt/f1_arpeggios_belt_c_a",
    "female1/arpeggios/lip_trill/lip_trill_arps",
    "female1/excerpts/trillo/f1_row_trillo",
    "female2/arpeggios/straight/f2_arepggios_straight_e",
    "female2/scales/slow_forte/scales_f_sow_forte",
    "female2/scales/vibrato/f2_scales_vibrato_a",
    "female2/scales/vibrato/f2_scales_vibrato_a(1)",
    "female7/long_tones/trillo/f7_ long_trillo_i",
    "male1/excerpts/vibrato/caro_vibrato",
    "male1/scales/straight/m1_straight_tone_scales_u",
    "male4/excerpts/spoken/m4_ row_spoken",
    "male10/excerpts/vibrato/caro_vibrato",
)


def build(folder: Path) -> None:
    """Write the tree that unpacking the archive gives."""
    for name in RECORDINGS:
        write_tone(folder / f"FULL/{name}.wav", 0.5, rate=44100)
    write_tone(folder / "FULL/female1/scales/yodel/f1_scales_yodel_a.wav", 0.5, rate=44100)
    write_tone(folder / "FULL/male99/scales/belt/m99_scales_belt_a.wav", 0.5, rate=44100)
    write_tone(folder / "FULL/female1/warm_up.wav", 0.5, rate=44100)
    write_garbage(folder / "FULL/male1/scales/belt/m1_scales_belt_o.wav")
    write_garbage(folder / "FULL/female1/arpeggios/belt/._f1_arpeggios_belt_c_a.wav")
    write_garbage(folder / "__MACOSX/FULL/female1/scales/belt/._f1_scales_belt_a.wav")
    (folder / "FULL/.DS_Store").write_bytes(b"\0\0\0\1Bud1")
    train = "female1\nfemale7\nmale1\nmale4\n"
    (folder / "train_singers_technique.txt").write_text(train)
    (folder / "test_singers_technique.txt").write_text("female2\nmale10")
    (folder / "readme-anon.txt").write_text("Thanks for checking out VocalSet.\n")


def build_second(folder: Path) -> None:
    """Write what VocalSet1-2.zip holds: the same recordings, three times over."""
    build(folder)
    root = folder / "VocalSet1-2"
    root.mkdir()
    (folder / "FULL").rename(root / "data_by_singer")
    for split in ("train", "test"):
        name = f"{split}_singers_technique.txt"
        (folder / name).rename(root / name)
    for path in sorted((root / "data_by_singer").rglob("*/*/*/*.wav")):
        technique, exercise = path.parent.name, path.parent.parent.name
        for copy in (f"data_by_technique/{technique}", f"data_by_vowel/{exercise}"):
            (root / copy).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, root / copy / path.name)
