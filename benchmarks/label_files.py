"""Label files of real size: synthetic in content, true in form, real recordings behind names."""

import os
from pathlib import Path

import numpy as np
import polars as pl
import soundfile

SECONDS = 1.0
LINKS = 50_000
"""Names one file may have; file systems stop at 65,000."""
SPEAKER_CLIPS = 400
SENTENCE = "the kettle sings in the kitchen while it rains number {} times on the roof"


class Recordings:
    """Gives one short recording many names."""

    def __init__(self, folder: Path, name: str, rate: int, **form: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._first = folder / name
        tone = 0.1 * np.sin(np.arange(int(SECONDS * rate)) / 20)
        soundfile.write(self._first, tone, rate, **form)
        self._content = self._first.read_bytes()
        self._given = 0

    def name(self, place: Path) -> None:
        """Let the recording lie at ``place`` as well."""
        if self._given % LINKS == 0:
            place.write_bytes(self._content)
            self._first = place
        else:
            os.link(self._first, place)
        self._given += 1


def split_of(number: int, rows: int) -> str:
    """Nearly all are in train, as in both corpora."""
    share = number / rows
    return "dev" if share < 0.01 else "test" if share < 0.02 else "train"


def write_common_voice(root: Path, rows: int) -> None:
    """One locale of a Common Voice release."""
    folder = root / "cv-corpus-25.0-2026-03-09" / "en"
    (folder / "clips").mkdir(parents=True)
    sound = Recordings(root / "sound", "tone.mp3", 32_000)
    for number in range(rows):
        sound.name(folder / f"clips/common_voice_en_{number}.mp3")
    splits = pl.Series("split", [split_of(number, rows) for number in range(rows)])
    table = pl.DataFrame({"n": range(rows)}).select(**common_voice_row())
    for split in ("train", "dev", "test"):
        write_tsv(table.filter(splits == split), folder / f"{split}.tsv")
    write_tsv(table, folder / "validated.tsv")
    lengths = table.select(pl.col("path").alias("clip"), pl.lit(1000).alias("duration[ms]"))
    write_tsv(lengths, folder / "clip_durations.tsv")


def common_voice_row() -> dict[str, pl.Expr]:
    """Columns of its tables, from the number of the row."""
    number = pl.col("n").cast(pl.String)
    speaker = (pl.col("n") // SPEAKER_CLIPS).cast(pl.String)
    constant = {
        "sentence_domain": "",
        "up_votes": "2",
        "down_votes": "0",
        "age": "twenties",
        "gender": "female_feminine",
        "accents": "United States English",
        "variant": "",
        "locale": "en",
        "segment": "",
    }
    return {
        "client_id": speaker.str.zfill(128),
        "path": pl.format("common_voice_en_{}.mp3", "n"),
        "sentence_id": number.str.zfill(64),
        "sentence": pl.format(SENTENCE, "n"),
        **{name: pl.lit(value) for name, value in constant.items()},
    }


def write_tsv(table: pl.DataFrame, path: Path) -> None:
    """A table without quoting."""
    table.write_csv(path, separator="\t", quote_style="never")


def write_mls(root: Path, rows: int) -> None:
    """One language of MLS, in the opus packing."""
    folder = root / "mls_polish_opus"
    sound = Recordings(root / "sound", "tone.opus", 16_000, format="OGG", subtype="OPUS")
    handles: dict[str, list[str]] = {"train": [], "dev": [], "test": []}
    for number in range(rows):
        speaker, split = 1000 + number // SPEAKER_CLIPS, split_of(number, rows)
        place = folder / split / "audio" / f"{speaker}" / "77"
        if number % SPEAKER_CLIPS == 0 or not place.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        handle = f"{speaker}_77_{number:06d}"
        sound.name(place / f"{handle}.opus")
        handles[split].append(handle)
    for split, names in handles.items():
        spoken = (f"{name}\t{SENTENCE.format(name[-3:])}\n" for name in names)
        (folder / split / "transcripts.txt").write_text("".join(spoken))
        cut = (f"{name}\thttps://example.org/a.mp3\t10.0\t{10 + SECONDS}\n" for name in names)
        (folder / split / "segments.txt").write_text("".join(cut))
    people = range(1000, 1001 + rows // SPEAKER_CLIPS)
    chapters = [f" {person} | F | train | 9.5 | 77 | A Book | Chapter 1" for person in people]
    head = " SPEAKER | GENDER | PARTITION | MINUTES | BOOK ID | TITLE | CHAPTER"
    (folder / "metainfo.txt").write_text("\n".join([head, *chapters]) + "\n")
