"""jazznet in little: one pattern of each type and the four tables, each with its own splits."""

from pathlib import Path

from tests.miniatures.sound import append, write_garbage, write_tone

HEADER = "id,name,type,mode,octave,inversion,split"
PATTERNS = (
    "A-1-aug-chord-0,chord,aug-chord,1,0,train",
    "Bb-2-maj7_2-chord-1,chord,maj7_2-chord,2,1,train",
    "C#-4-maj7-arpeggio-1,arpeggio,maj7-arpeggio,4,1,validation",
    "Eb-3-dorian-0,scale,dorian,3,0,test",
    "G-6-phrygian-5,scale,phrygian,6,5,train",
    "F#-4-ii-V-I-maj-12,progression,ii-V-I-maj,4,12,test",
    "F#-4-ii-V-i-min-12,progression,ii-V-i-min,4,12,train",
    "C-5-ii#-V#-ii-V-167,progression,ii#-V#-ii-V,5,167,train",
    "D-1-I-IV7-iii-VI7-3,progression,I-IV7-iii-VI7,1,3,train",
)
SILENT = "D-1-I-IV7-iii-VI7-3"
BROKEN = "G-6-phrygian-5"
ARCHIVES = {
    "metadata.tar.gz": ["metadata/**"],
    "chords.tar.gz": ["chords/**"],
    "arpeggios.tar.gz": ["arpeggios/**"],
    "scales.tar.gz": ["scales/**"],
    "progressions.tar.gz": ["progressions/**"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives of the full set gives."""
    for pattern in PATTERNS:
        name, kind, mode, *_ = pattern.split(",")
        if name not in (SILENT, BROKEN):
            write_tone(folder / f"{kind}s/{mode}/{name}.wav", 0.5, rate=16000, channels=2)
    write_garbage(folder / f"scales/phrygian/{BROKEN}.wav")
    write_tone(folder / "scales/dorian/E-9-dorian-0.wav", 0.5, rate=16000, channels=2)
    rows = [f"{number},{pattern}" for number, pattern in enumerate(PATTERNS)]
    write_table(folder / "metadata/full.csv", [HEADER, *rows])
    write_table(folder / "metadata/large.csv", [HEADER, *rows])
    write_table(folder / "metadata/small.csv", [HEADER, *rows[:6]])
    # The medium table has four columns without name, and a stray number in one row of them.
    other = [row.replace(",train", ",validation") + ",,,," for row in rows]
    other[4] += "4590"
    write_table(folder / "metadata/medium.csv", [HEADER + ",,,,", *other])


def write_table(path: Path, lines: list[str]) -> None:
    """Write lines as upstream does, with carriage returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def enlarge(folder: Path) -> None:
    """Add a scale of another mode."""
    write_tone(folder / "scales/lydian/A-3-lydian-2.wav", 0.5, rate=16000, channels=2)
    append(folder / "metadata/full.csv", "9,A-3-lydian-2,scale,lydian,3,2,train\r\n")
