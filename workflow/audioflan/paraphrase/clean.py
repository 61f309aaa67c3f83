"""Wrapping that models put round an answer, taken off before the guards look."""

import re
import unicodedata

PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " ", "\u200b": None}
)
PREFIX = re.compile(
    r"""^(?:(?:re-?phras|paraphras|re-?writ|re-?word)\w*|output|answer|new|alternative|version
        |command|request|question|suggestion|instruction|emphatic(?:\ order)?)
        (?:\ (?:version|sentence|instruction|command|request|question|suggestion))?
        (?:\ \d+)?\ ?:\ *""",
    re.IGNORECASE | re.VERBOSE,
)
MARKER = re.compile(r"^(?:[-*•–]\s+|\(?\d{1,2}[.)]\s+|[a-h]\)\s+)")
SLOT = re.compile(r"\{\s*(\w+)\s*\}")
BLANKS = re.compile(r"[^\S\n]+")
WRAPS = (('"', '"'), ("'", "'"), ("`", "`"), ("**", "**"))


def clean(text: str) -> str:
    """Take wrapping quotes, list markers and "Paraphrase:" prefixes off, and even out blanks.

    Nothing inside the sentence changes but typographic quotes and blanks; line breaks stay,
    for the form guard to see. Cleaning twice gives what cleaning once gives.
    """
    current = BLANKS.sub(" ", unicodedata.normalize("NFC", text.translate(PLAIN))).strip()
    current = SLOT.sub(r"{\1}", current)
    while True:
        bare = _unwrap(PREFIX.sub("", MARKER.sub("", current))).strip()
        if bare == current:
            return current
        current = bare


def _unwrap(text: str) -> str:
    for opening, closing in WRAPS:
        inside = text[len(opening) : -len(closing)]
        wrapped = text.startswith(opening) and text.endswith(closing) and len(text) > 2
        if wrapped and inside and opening not in inside:
            return inside
    return text
