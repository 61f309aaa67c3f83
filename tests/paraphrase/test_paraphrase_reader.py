"""The reader tells a faithful rewording from a drifted one, whatever it has read before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioflan.errors import AudioFlanError
from audioflan.paraphrase.reader import LONGEST, Reader, fitted

SEED = "Convert the given text to speech in {language}."
FAITHFUL = [
    "Please turn the text you are given into {language} speech.",
    "Could you speak this text aloud in {language}?",
    "I'd like to hear the given text spoken in {language}!",
]
DRIFTED = [
    "Convert the given speech to text in {language}.",
    "Convert the given text to speech in {language} and translate it.",
    "Whatever you do, don't convert the given text to speech in {language}.",
    "Here is the sentence you asked me to rephrase in {language}.",
]


@pytest.mark.parametrize("text", FAITHFUL)
def test_a_faithful_rewording_is_likely_one(text):
    assert fitted().odds(SEED, text) < 0


@pytest.mark.parametrize("text", DRIFTED)
def test_a_drifted_text_is_likely_one(text):
    assert fitted().odds(SEED, text) > 0


def test_what_was_read_before_does_not_matter():
    alone = [Reader().odds(SEED, text) for text in FAITHFUL]
    reader = Reader()
    assert [reader.odds(SEED, text) for text in FAITHFUL] == alone
    assert [reader.odds(SEED, text) for text in reversed(FAITHFUL)] == alone[::-1]


def test_what_does_not_fit_is_not_read():
    words = "word " * LONGEST
    assert fitted().odds(words, "a") == fitted().odds(words, "b")


@settings(max_examples=30)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    assert abs(fitted().odds(SEED, text)) < 100


def test_a_file_that_is_no_reader_is_named(tmp_path):
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF and no more")
    with pytest.raises(AudioFlanError, match=r"broken\.gguf: .*Remedy: restore"):
        Reader(path)
