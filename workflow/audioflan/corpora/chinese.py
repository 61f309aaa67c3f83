"""Mandarin transcripts as they are written in running text."""

import string

import polars as pl

CHINESE = "!(),:;?~"
"""Marks whose full-width forms are those of Chinese writing."""
NARROW = [
    mark
    for mark in string.digits + string.ascii_letters + string.punctuation
    if mark not in CHINESE
]
WIDE = [chr(ord(letter) + 0xFEE0) for letter in NARROW]
LATIN_GAP = r"([0-9A-Za-z]) ([0-9A-Za-z])"
KEPT_GAP = "\x1f"


def plain(text: pl.Expr) -> pl.Expr:
    """Full-width letters, digits and foreign marks narrowed; blanks left between Latin words only.

    Digits are words as well. Transcripts are often split into words by blanks, which Chinese
    writing does not have.
    """
    one_blank = text.str.replace_many(WIDE, NARROW).str.replace_all(r"\s+", " ").str.strip_chars()
    marked = one_blank
    # A letter standing alone has a gap on both sides, and one pass takes only every other gap.
    for _ in range(2):
        marked = marked.str.replace_all(LATIN_GAP, f"${{1}}{KEPT_GAP}${{2}}")
    joined = marked.str.replace_all(" ", "", literal=True)
    return joined.str.replace_all(KEPT_GAP, " ", literal=True).replace("", None)
