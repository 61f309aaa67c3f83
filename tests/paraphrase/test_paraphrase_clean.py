"""Cleaning: wrapping comes off, sentences stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.paraphrase.clean import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ('"Transcribe this clip."', "Transcribe this clip."),
        ("“Transcribe this clip.”", "Transcribe this clip."),
        ("- Transcribe this clip.", "Transcribe this clip."),
        ("1. Transcribe this clip.", "Transcribe this clip."),
        ("2) “Transcribe this clip.”", "Transcribe this clip."),
        ("Paraphrase: Transcribe this clip.", "Transcribe this clip."),
        ("Rephrased instruction: Transcribe this clip.", "Transcribe this clip."),
        ('**Output: "Transcribe this clip."**', "Transcribe this clip."),
        ("  Transcribe \t this\u00a0clip. \n", "Transcribe this clip."),
        ("What’s said here?", "What's said here?"),
        ("Use { target_language } here.", "Use {target_language} here."),
        ('Answer "yes" or "no"', 'Answer "yes" or "no"'),
        ('Say "{text}".', 'Say "{text}".'),
        ("First line.\nSecond line.", "First line.\nSecond line."),
        ("3 clips are here.", "3 clips are here."),
        ("", ""),
    ],
)
def test_wrapping_comes_off_and_nothing_else(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text(alphabet=st.sampled_from("ab {}\"'`*-1.):\n“’é…Output"), max_size=40) | st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=60))
def test_cleaned_text_has_no_blanks_at_its_ends_or_doubled(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
