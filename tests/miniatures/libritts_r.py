"""LibriTTS-R in little: tables apart from the audio, a list of failures, descriptions."""

from pathlib import Path

import polars as pl
from tests.miniatures.libritts_tree import CHAPTERS, enlarge_tree, write_tree

TOP = "LibriTTS_R"
FAILED = "libritts_r_failed_speech_restoration_examples"
DESCRIPTIONS = "descriptions/clean/dev.clean-00000-of-00001.parquet"
SUBSETS = [chapter.split("/", maxsplit=1)[0] for chapter in CHAPTERS]
ARCHIVES = {
    "doc.tar.gz": [f"{TOP}/speakers.tsv", f"{TOP}/SPEAKERS.txt"],
    f"{FAILED}.tar.gz": [f"{FAILED}/*"],
    **{f"{subset.replace('-', '_')}.tar.gz": [f"{TOP}/{subset}/**/*"] for subset in SUBSETS},
    "clean/dev.clean-00000-of-00001.parquet": [DESCRIPTIONS],
}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    write_tree(folder / TOP)
    bad = folder / FAILED
    bad.mkdir()
    (bad / "README.txt").write_text("Utterances whose restoration failed.\n", encoding="utf-8")
    listed = "./train-clean-360/1382/130492/1382_130492_000049_000000.wav\n"
    (bad / "train-clean-360_bad_sample_list.txt").write_text(listed, encoding="utf-8")
    (bad / "train-clean-100_bad_sample_list.txt").write_text("", encoding="utf-8")
    (folder / DESCRIPTIONS).parent.mkdir(parents=True)
    descriptions().write_parquet(folder / DESCRIPTIONS)


def descriptions() -> pl.DataFrame:
    """One utterance described; columns that the reader does not know are passed over."""
    return pl.DataFrame(
        {
            "text": ["Mister Brown paid five dollars."],
            "id": ["1272_128104_000001_000000"],
            "snr": [61.5],
            "c50": [59.0],
            "speaking_rate": ["slightly slowly"],
            "phonemes": ["mɪstɚ bɹaʊn peɪd faɪv dɑlɚz"],
            "gender": ["male"],
            "pitch": ["quite low pitch"],
            "text_description": ["A man speaks slightly slowly in a quiet room."],
        }
    )


def enlarge(folder: Path) -> None:
    """Add chapters, so that paragraphs and readers can be told apart, and their descriptions."""
    enlarge_tree(folder / TOP)
    told = {
        "id": ["1673_143396_000002_000001", "1673_143396_000002_000002"],
        "text_description": [
            "A man speaks fast, close to the microphone.",
            "A man with a deep voice speaks slowly in a large room.",
        ],
    }
    pl.DataFrame(told).write_parquet((folder / DESCRIPTIONS).with_name("test.parquet"))
