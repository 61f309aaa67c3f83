"""LibriTTS in little: four subsets, each archive with the tables of the whole."""

from pathlib import Path

from tests.miniatures.libritts_tree import CHAPTERS, enlarge_tree, write_tree

TOP = "LibriTTS"
TABLES = [f"{TOP}/speakers.tsv", f"{TOP}/SPEAKERS.txt"]
SUBSETS = [chapter.split("/", maxsplit=1)[0] for chapter in CHAPTERS]
ARCHIVES = {f"{subset}.tar.gz": [*TABLES, f"{TOP}/{subset}/**/*"] for subset in SUBSETS}


def build(folder: Path) -> None:
    """Write the tree that unpacking the archives gives."""
    write_tree(folder / TOP)


def enlarge(folder: Path) -> None:
    """Add chapters, so that paragraphs and readers can be told apart."""
    enlarge_tree(folder / TOP)
