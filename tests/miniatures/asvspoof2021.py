"""ASVspoof 2021 in little: both tracks, whose keys have 8 and 13 fields."""

from pathlib import Path

from tests.miniatures.sound import write_garbage, write_tone

LA_KEYS = (
    "LA_0009 LA_E_9332881 alaw ita_tx A07 spoof notrim eval\n"
    "LA_0009 LA_E_9000002 none - bonafide bonafide notrim progress\n"
    "LA_0010 LA_E_9000003 opus loc_tx bonafide bonafide only_speech hidden\n"
    "LA_0010 LA_E_9000004 gsm sin_tx A19 spoof notrim eval\n"
    "LA_0010 LA_E_9000005 g722\n"
    "LA_0010 LA_E_9000006 g722 mad_tx A10 maybe notrim eval\n"
)
DF_KEYS = (
    "LA_0009 DF_E_2000011 nocodec asvspoof A14 spoof notrim progress traditional_vocoder - - - -\n"
    "TEF2 DF_E_2000012 low_m4a vcc2020 Task1-team20 spoof notrim eval "
    "neural_vocoder_nonautoregressive Task1 team20 FF E\n"
    "LA_0023 DF_E_2000013 high_ogg asvspoof - bonafide notrim eval bonafide - - - -\n"
    "VCC2TM2 DF_E_2000014 mp3m4a vcc2018 SPO-N16 spoof trim hidden unknown SPO N16 MM -\n"
    "LA_0023 DF_E_2000015 nocodec asvspoof A08 spoof notrim eval\n"
)
SECONDS = {
    "LA": {"LA_E_9332881": 1.0, "LA_E_9000002": 0.5, "LA_E_9000003": 0.5, "LA_E_9000006": 0.5},
    "DF": {"DF_E_2000011": 1.0, "DF_E_2000012": 0.5, "DF_E_2000013": 0.5, "DF_E_2000014": 0.5},
}
PART = "ASVspoof2021_DF_eval"
ARCHIVES = {
    "ASVspoof2021_LA_eval.tar.gz": ["ASVspoof2021_LA_eval/*.txt", "ASVspoof2021_LA_eval/flac/*"],
    f"{PART}_part00.tar.gz": [f"{PART}/*.txt", f"{PART}/flac/*1.flac"],
    f"{PART}_part01.tar.gz": [f"{PART}/flac/*2.flac"],
    f"{PART}_part02.tar.gz": [f"{PART}/flac/*3.flac"],
    f"{PART}_part03.tar.gz": [f"{PART}/flac/*4.flac", f"{PART}/flac/*5.flac"],
    "LA-keys-full.tar.gz": ["keys/LA/CM/*", "keys/LA/ASV/*"],
    "DF-keys-full.tar.gz": ["keys/DF/CM/*"],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    for track, recordings in SECONDS.items():
        top = folder / f"ASVspoof2021_{track}_eval"
        for name, seconds in recordings.items():
            write_tone(top / f"flac/{name}.flac", seconds, rate=16000)
        names = "".join(f"{name}\n" for name in recordings)
        (top / f"ASVspoof2021.{track}.cm.eval.trl.txt").write_text(names, encoding="ascii")
    write_garbage(folder / f"{PART}/flac/DF_E_2000015.flac")
    write_tone(folder / "ASVspoof2021_LA_eval/flac/LA_E_9999999.flac", 0.3, rate=16000)
    for track, keys in (("LA", LA_KEYS), ("DF", DF_KEYS)):
        _write(folder / f"keys/{track}/CM/trial_metadata.txt", keys)
    _write(folder / "keys/LA/ASV/trial_metadata.txt", "LA_0009 LA_E_9332881 alaw ita_tx target\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="ascii")
