"""Labels before the values of a record, and lead-ins before its answer, in other words."""

import re
from collections.abc import Sequence

LABEL = re.compile(r"[^\W\d_][^:<|>{}\n]*: ")
LEAD_IN = re.compile(r"[A-Z][^:<|>{}\n]*: ")
WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 6
SMALL = frozenset({"the", "a", "an", "is", "are", "here", "this", "that", "of", "for", "and", "it"})


def label_refusal(
    text: str, source: str, known: Sequence[str], form: re.Pattern[str]
) -> str | None:
    """Why a label or lead-in cannot stand for another, None when it can.

    Args:
        text: what was written, without the value behind it.
        source: the one it rewords.
        known: all that the task offers for the same place; one of their words must stay, because
            a label tells what the value behind it is.
        form: :data:`LABEL` or :data:`LEAD_IN`.
    """
    if not form.fullmatch(text):
        return "form: not a short phrase that ends with ': '"
    if len(WORD.findall(text)) > MOST_WORDS:
        return f"form: more than {MOST_WORDS} words"
    if text.lower() in {each.lower() for each in known}:
        return "novelty: copy"
    if not _words(text) & _words(" ".join([source, *known])):
        return "words: none of the task's own"
    return None


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)} - SMALL
