"""Pronunciations, from the corpus or worked out from the text."""

import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace

import polars as pl
import pytest
from taskbench import Bench, make_task, reasons

from audioflan.errors import AudioFlanError
from audioflan.tasks import pronunciation

TASK = make_task(
    "phonemes",
    params={
        "notations": {
            "zh": {"notation": "pinyin", "unit": "syllables", "from": "phonemes"},
            "en": {"notation": "IPA", "unit": "words", "from": "text"},
        }
    },
    slots={"notation": "text", "unit": "text"},
)


def spell(line: str, lang: str) -> Iterator[list[SimpleNamespace]]:
    """Stands in for the library: every letter is a phoneme, a full stop a pause."""
    assert lang == "en-us"
    for sentence in line.split(". "):
        yield [
            SimpleNamespace(is_spoken=word != "-", phonemes=list(word)) for word in sentence.split()
        ]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module = ModuleType("gruut")
    module.sentences = spell  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gruut", module)
    pronunciation._sentences.cache_clear()
    yield
    pronunciation._sentences.cache_clear()


@pytest.mark.usefixtures("library")
def test_each_language_has_its_notation(bench: Bench) -> None:
    instances, rejects = bench.run(
        TASK,
        [
            {"audio_id": "a", "language": "zh", "phonemes": "jin1 tian1", "text": "今天"},
            {"audio_id": "b", "language": "en-GB", "phonemes": "x", "text": "hello - CHAPTER BBC"},
        ],
    )
    assert rejects.is_empty()
    assert instances.select("slot.notation", "slot.unit", "part.target").rows() == [
        ("pinyin", "syllables", "jin1 tian1"),
        ("IPA", "words", "hello chapter BBC"),
    ]


@pytest.mark.usefixtures("library")
def test_clips_without_pronunciation_are_refused(bench: Bench) -> None:
    instances, rejects = bench.run(
        TASK,
        [
            {"audio_id": "a", "language": "zh", "text": "今天"},
            {"audio_id": "b", "language": "en", "phonemes": "x"},
            {"audio_id": "c", "language": "en", "text": "-"},
            {"audio_id": "d", "language": "fr", "text": "bonjour"},
            {"audio_id": "e", "text": "hello"},
        ],
    )
    assert instances.is_empty()
    assert reasons(rejects) == {
        **dict.fromkeys("abc", "no phonemes"),
        "d": "no notation for its language",
        "e": "no language",
    }


def test_a_missing_library_is_an_error_that_says_what_to_do(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gruut", None)
    pronunciation._sentences.cache_clear()
    with pytest.raises(AudioFlanError, match="'gruut' is missing") as caught:
        bench.run(TASK, [{"audio_id": "a", "language": "en", "text": "hello"}])
    assert "requirements.lock" in str(caught.value)


def test_corpora_with_phonemes_of_their_own_need_no_library(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gruut", None)
    pronunciation._sentences.cache_clear()
    instances, _ = bench.run(TASK, [{"audio_id": "a", "language": "zh", "phonemes": "ni3"}])
    assert instances["part.target"].to_list() == ["ni3"]


def test_the_library_itself_writes_ipa() -> None:
    pytest.importorskip("gruut")
    pronunciation._sentences.cache_clear()
    written = pronunciation.pronounce(pl.Series(["Two CENTS, and the BBC.", None, "..."]))
    assert written.to_list() == ["tˈu sˈɛnts ˈænd ðə bˈi bˈi sˈi", None, None]
