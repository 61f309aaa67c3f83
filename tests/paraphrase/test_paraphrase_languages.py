"""A task worded in another language: guards that know English alone hold their peace."""

from dataclasses import replace

import pytest

from audioflan.catalog.models import Seed
from audioflan.paraphrase.guards import first_refusal
from audioflan.paraphrase.guards._english import english

SEEDS = (
    Seed("s01", "command", "请把这段录音转写成{language}文字，保留2位小数。"),
    Seed("s02", "request", "请您写下说话人用{language}说的每一个字。"),
    Seed("s03", "question", "这段英语录音里说了什么？"),
)
FRENCH = (
    Seed("s01", "command", "Transcrivez les paroles de cet enregistrement en {language}."),
    Seed("s02", "question", "Quels mots sont prononcés dans cet extrait sonore ?"),
)


@pytest.fixture
def mandarin(asr):
    return replace(asr, seeds=SEEDS, must=("写|转写|说",), must_not=("翻译",))


def test_the_language_of_seeds_is_told(asr, mandarin):
    assert english(asr)
    assert not english(mandarin)
    assert not english(replace(asr, seeds=FRENCH))


@pytest.mark.parametrize(
    ("seed", "text", "reason"),
    [
        (0, "麻烦您将录音内容用{language}写出来，精确到2位小数。", None),
        (0, "麻烦您将录音内容用{language}写出来，精确到两位小数。", None),
        (0, "麻烦您将录音内容用{language}写出来，精确到3位小数。", "literals: numbers differ"),
        (0, "麻烦您将录音内容写出来，精确到2位小数。", "slots: slot lost {language}"),
        (0, "麻烦您将录音内容翻译成{language}，精确到2位小数。", "lexicon: says 翻译"),
        (0, "Please write this recording in {language}.", "script: letters of another script"),
        (0, "请把这段录音转写成{language}文字，保留2位小数！", "novelty: copy"),
        (0, "", "script: empty"),
        (1, "说话人用{language}讲了什么？请写下来。", None),
        (2, "录音中的人用法语说了些什么？", "literals: languages differ"),
    ],
)
def test_mandarin_is_checked_by_the_guards_of_any_language(mandarin, seed, text, reason):
    found = first_refusal(text, mandarin.seeds[seed], mandarin, ())
    assert (found is None) if reason is None else found.startswith(reason)


def test_french_is_not_judged_by_english_words(asr):
    task = replace(asr, seeds=FRENCH, must=("transcri|écri|mot|parole",), must_not=("tradui",))
    good = "Pourriez-vous écrire en {language} ce que dit cet enregistrement ?"
    assert first_refusal(good, task.seeds[0], task, ()) is None
    drifted = "Traduisez les paroles de cet enregistrement en {language}."
    assert first_refusal(drifted, task.seeds[0], task, ()) == "lexicon: says Tradui"


def test_english_seeds_refuse_words_that_are_none(asr):
    text = "Novelwite the speech of this recording as text, please."
    assert first_refusal(text, asr.seeds[0], asr, ()) == "vocabulary: 'novelwite' is no word"
