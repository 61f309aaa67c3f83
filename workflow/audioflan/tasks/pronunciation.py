"""Text to phonemes, by the library gruut, whose lexicon and model come with its package."""

import importlib
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import polars as pl

from audioflan.errors import AudioFlanError

VOICE = "en-us"
SHOUTED = re.compile(r"\b(?=[A-Z]*[AEIOUY])[A-Z]{2,}\b")
REMEDY = (
    "install the pinned packages: pip install -r requirements.lock (it needs no network later)."
)

Sentences = Callable[..., Iterable[Iterable[Any]]]


def pronounce(texts: pl.Series) -> pl.Series:
    """English texts in IPA, words divided by blanks; null where nothing is pronounced.

    Stress marks stand before the stressed vowel; ties join affricates.

    Raises:
        AudioFlanError: the library is not installed.
    """
    known = {line: _words(line) for line in texts.drop_nulls().unique().to_list()}
    return pl.Series(
        "phonemes", [None if line is None else known[line] for line in texts], pl.String
    )


def _words(line: str) -> str | None:
    # The library spells words in capitals, as it should BBC but not CHAPTER.
    line = SHOUTED.sub(lambda word: word[0].lower(), line)
    spoken = [
        "".join(word.phonemes)
        for sentence in _sentences()(line, lang=VOICE)
        for word in sentence
        if word.is_spoken and word.phonemes
    ]
    return " ".join(spoken) or None


@cache
def _sentences() -> Sentences:
    try:
        sentences: Sentences = importlib.import_module("gruut").sentences
    except ModuleNotFoundError as problem:
        what = f"the package '{problem.name}' is missing, which turns text into phonemes"
        raise AudioFlanError(what, remedy=REMEDY) from problem
    return sentences
