"""A paraphrase adds something: no copy of a seed or of an earlier paraphrase, nor nearly one."""

import re
from collections.abc import Sequence

from audioflan.catalog.models import Seed, Task

NEAR_DUPLICATE = 0.9
# Chinese and Japanese write no blanks: every sign counts as a word.
SIGN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"\{{\w+\}}|[{SIGN}]|[^\W{SIGN}']+(?:'[^\W{SIGN}']+)*")


def check(
    candidate: str,
    seed: Seed,
    task: Task,
    accepted: Sequence[str],
    near_duplicate: float = NEAR_DUPLICATE,
) -> str | None:
    """Refuse a text whose words repeat an earlier text's.

    Args:
        candidate: cleaned text.
        seed: its template.
        task: whose seeds count as earlier texts.
        accepted: earlier paraphrases.
        near_duplicate: ROUGE-L F1 from which a text counts as a repetition, in (0, 1].
    """
    words = normalise(candidate)
    for earlier in (seed.text, *(each.text for each in task.seeds), *accepted):
        other = normalise(earlier)
        if words == other:
            return "copy"
        if rouge_l(words, other) >= near_duplicate:
            return "near-duplicate"
    return None


def normalise(text: str) -> list[str]:
    """Words in lower case, without punctuation."""
    return WORD.findall(text.lower())


def rouge_l(left: Sequence[str], right: Sequence[str]) -> float:
    """F1 of the longest common subsequence of words (Lin 2004), in [0, 1]."""
    if not left or not right:
        return 0.0
    return 2.0 * _common(left, right) / (len(left) + len(right))


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common subsequence, bit-parallel (Hyyrö 2004)."""
    full = (1 << len(left)) - 1
    places: dict[str, int] = {}
    for at, word in enumerate(left):
        places[word] = places.get(word, 0) | 1 << at
    row = full
    for word in right:
        match = row & places.get(word, 0)
        row = ((row + match) | (row - match)) & full
    return (full ^ row).bit_count()
