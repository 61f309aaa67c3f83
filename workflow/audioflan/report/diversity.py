"""How varied a pool's texts are, measured on as many texts of every task.

Distinct n-grams (Li et al. 2016), self-BLEU (Zhu et al. 2018) and the compression ratio (Shaib
et al. 2024) all depend on the amount of text, so each is taken of a sample of one size.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import zstandard

from audioflan.catalog.models import STYLES
from audioflan.paraphrase.guards.novelty import normalise
from audioflan.randomness import hash64

SAMPLE = 24
LEVEL = 19
POLITE = re.compile(
    r"""^(?:(?:please|kindly|just|now|so|perhaps|maybe|also)\b
        |(?:can|could|would|will|might|may|should)\ (?:you|we|i)\b(?:\ (?:mind
            |be\ (?:so\ kind\ as|able)\ to))?
        |i(?:'d|\ would)\ (?:like|love|appreciate)|i\ (?:need|want)|let(?:'s|\ us|\ me)
            |you\ (?:to|might|may)
        |(?:why\ not|how\ about|try|consider|be\ sure\ to|make\ sure\ to|to)\b)[\s,]*""",
    re.IGNORECASE | re.VERBOSE,
)
STOP = frozenset(
    [
        "in",
        "of",
        "from",
        "to",
        "for",
        "with",
        "by",
        "at",
        "on",
        "into",
        "onto",
        "as",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "has",
        "have",
        "can",
        "could",
        "will",
        "would",
        "that",
        "which",
        "who",
        "and",
        "or",
        "if",
        "when",
        "where",
        "while",
        "so",
        "than",
        "between",
        "out",
        "up",
        "down",
    ]
)
BEFORE_NOUN = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "each",
        "every",
        "all",
        "any",
        "both",
        "its",
        "their",
        "my",
        "your",
        "me",
        "us",
        "it",
    ]
)


def measures(lines: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
    """Diversity of a sample of ``SAMPLE`` pool lines; all null where the pool has fewer.

    Returns:
        ``distinct_1`` and ``distinct_2``: different n-grams as a share of all, in (0, 1];
        ``self_bleu``: mean BLEU of each text with all others as references, in [0, 100];
        ``compression``: bytes over zstandard-compressed bytes, at least about 1.
    """
    if len(lines) < SAMPLE:
        return dict.fromkeys(("distinct_1", "distinct_2", "self_bleu", "compression"))
    texts = sample(lines)
    return {
        "distinct_1": distinct(texts, 1),
        "distinct_2": distinct(texts, 2),
        "self_bleu": self_bleu(texts),
        "compression": compression(texts),
    }


def sample(lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """``SAMPLE`` texts, drawn by their ids, in a fixed order."""
    hashes = hash64([line["id"] for line in lines], "diversity").tolist()
    order = sorted(range(len(lines)), key=hashes.__getitem__)[:SAMPLE]
    return [lines[place]["text"] for place in order]


def distinct(texts: Sequence[str], order: int) -> float:
    """Different n-grams of words as a share of all n-grams."""
    grams = [
        tuple(words[at : at + order])
        for words in map(normalise, texts)
        for at in range(len(words) - order + 1)
    ]
    return len(set(grams)) / max(1, len(grams))


def self_bleu(texts: Sequence[str]) -> float:
    """Mean sentence BLEU-4 of each text against all others; high means alike."""
    scores = [
        _bleu().sentence_score(text, [*texts[:at], *texts[at + 1 :]]).score
        for at, text in enumerate(texts)
    ]
    return float(sum(scores) / len(scores))


def compression(texts: Sequence[str]) -> float:
    """Size over compressed size of the texts, one a line; high means repetitive."""
    content = "\n".join(texts).encode()
    return len(content) / len(zstandard.ZstdCompressor(level=LEVEL).compress(content))


def style_shares(lines: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
    """Share of each style that was asked for, null in an empty pool."""
    counts = Counter(line["style"] for line in lines)
    return {style: counts[style] / len(lines) if lines else None for style in STYLES}


def opening(text: str) -> tuple[str, str]:
    """First verb (or question word) behind polite words, and the noun that it is about.

    The noun is the last word before a preposition or verb: ``name``, ``language`` of "Please name
    the language that is spoken." Either is empty where nothing is left.
    """
    bare = text.strip()
    while (shorter := POLITE.sub("", bare)) != bare:
        bare = shorter
    words = normalise(re.split(r"[.?!,;:]", bare)[0].replace("-", "_"))
    if not words:
        return "", ""
    chunk: list[str] = []
    for word in words[1:]:
        if word in STOP and chunk:
            break
        if word not in BEFORE_NOUN and word not in STOP:
            chunk.append(word)
    return words[0], chunk[-1] if chunk else ""


@cache
def _bleu() -> Any:
    from sacrebleu.metrics.bleu import BLEU

    return BLEU(effective_order=True)
