"""AAM in little: six pieces, of which each lacks or spoils something else."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

SECONDS = {"0001": 16.0, "0002": 6.0, "0003": 16.0, "0006": 6.0}
BROKEN, UNHEARD, UNLABELLED = "0004", "0005", "0006"
INSTRUMENTS = ("AltoSax", "Drums", "ElectricBass", "Piano")
# The header of beats ends without @DATA; at 12 s one part ends and the next begins.
BEATS = """@RELATION 'Beat information of 0001'

@ATTRIBUTE 'Start time in seconds' NUMERIC
@ATTRIBUTE 'Bar count' NUMERIC
@ATTRIBUTE 'Quarter count' NUMERIC
@ATTRIBUTE 'Chord name' STRING

0.0,1,1,'Fmaj'
4.0,1,2,'Fmaj'
8.0,1,3,'A#min'
11.98,1,4,'A#min'
14.0,2,2,'Cmaj'
12.0,2,1,'N.C.'
"""
ODD_BEATS = BEATS.split("0.0,", maxsplit=1)[0] + "0.0,1,1,'Fmaj'\n2.0,1,2,'BASS_NOTE_EXCEPTION'\n"
SEGMENTS = """@RELATION 'Segment information of 0001'

@ATTRIBUTE 'Start time in seconds' NUMERIC
@ATTRIBUTE 'Mark' STRING
@ATTRIBUTE 'Tempo' NUMERIC
@ATTRIBUTE 'Key' STRING
@ATTRIBUTE 'Instruments' STRING
@ATTRIBUTE 'Generator' STRING

@DATA
"""
PARTS = {
    "0001": "0.0,'A',120,'Fmaj','[Piano,ElectricBass,Drums]','[ChordPadsRanged,BassLine]'\n"
    "12.0,'B',100,'A#min','[AltoSax]','[MelodySimple]'\n"
    "16.0,'end',0,'','[]','[]'\n",
    "0002": "0.0,'A',90,'C#min','[Piano]','[ChordPadsRanged]'\n"
    "3.0,'B',90,'Emaj','[Piano]','[ChordPadsRanged]'\n"
    "6.0,'end',0,'','[]','[]'\n",
}
ONSETS = {
    "0001": "0.0,'[]','[+36]','[+41]','[+60,+64]'\n"
    "0.5,'[]','[]','[41]','[60,+64]'\n"
    "1.0,'[]','[]','[]','[60]'\n"
    "9.0,'[]','[]','[]','[]'\n"
    "9.98,'[+70]','[]','[]','[]'\n"
    "13.0,'[]','[]','[]','[]'\n",
    "0002": "0.0,'[]','[]','[]','[+61]'\n5.0,'[]','[]','[]','[]'\n",
}
ARCHIVES = {
    "0001-1000-annotations-v1.1.0.zip": ["*.arff"],
    "0001-1000-audio-mixes.zip": ["*_mix.flac"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives: everything lies flat."""
    for song, seconds in SECONDS.items():
        write_tone(folder / f"{song}_mix.flac", seconds, rate=44100, channels=2)
    write_garbage(folder / f"{BROKEN}_mix.flac")
    for song, rows in PARTS.items():
        write(folder, song, "segments", SEGMENTS + rows)
    for song, rows in ONSETS.items():
        write(folder, song, "onsets", onsets_header() + rows)
    write(folder, "0001", "beatinfo", BEATS)
    write(folder, "0003", "beatinfo", ODD_BEATS)
    for song in (BROKEN, UNHEARD):
        write(folder, song, "beatinfo", BEATS)


def onsets_header() -> str:
    """Header of an onsets file: one column an instrument of the whole collection."""
    names = "".join(f"@ATTRIBUTE 'Onset events of {name}' STRING\n" for name in INSTRUMENTS)
    return (
        "@RELATION 'Onset events in 0001'\n\n"
        f"@ATTRIBUTE 'Onset time in seconds' NUMERIC\n{names}\n@DATA\n"
    )


def write(folder: Path, song: str, kind: str, text: str) -> None:
    """Write an annotation file."""
    (folder / f"{song}_{kind}.arff").write_text(text, encoding="utf-8")
