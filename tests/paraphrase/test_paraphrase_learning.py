"""What the reader is taught on, and what its parts are called in a GGUF file."""

from collections import Counter
from random import Random

import pytest

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.paraphrase.evaluation import SEALED, TUNING, load_set
from audioflan.paraphrase.learning._names import piece, plain_name, tensor_name, token
from audioflan.paraphrase.learning.pairs import (
    Pair,
    Text,
    load_texts,
    round_of_pairs,
    swapped,
    wordings,
)

SEED = "Transcribe the speech."
TEXTS = [
    Text("asr", SEED, "Write down what is said.", drifted=False),
    Text("asr", SEED, "Translate the speech.", drifted=True),
    Text("asr", SEED, "Type up the speech.", drifted=False, recorded=True),
    Text("tts", "Speak the text.", "Read the text aloud.", drifted=False),
]


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load(HOME)


def test_a_round_takes_every_labelled_text_with_its_seed_or_a_rewording_of_it():
    seen = Counter()
    for seed in range(200):
        pairs = round_of_pairs(TEXTS, Random(seed))
        for text in TEXTS:
            own = [
                pair for pair in pairs if pair.text == text.text and pair.drifted == text.drifted
            ]
            assert own or text.recorded
            seen.update(pair.instruction for pair in own if text.text == "Translate the speech.")
    assert set(seen) == {SEED, "Write down what is said.", "Type up the speech."}
    assert seen[SEED] > 100


def test_a_round_brings_in_texts_of_other_tasks_as_drifted_ones():
    texts = TEXTS * 20
    pairs = round_of_pairs(texts, Random(1))
    assert Pair(SEED, "Read the text aloud.", drifted=True) in pairs


def test_a_round_touches_faithful_texts_up():
    pairs = round_of_pairs(TEXTS * 20, Random(1))
    touched = [each for each in pairs if each.text not in {text.text for text in TEXTS}]
    assert touched
    assert not any(each.drifted for each in touched)
    assert {each.text for each in touched} <= {
        "Write what is said.",
        "Put down what is said.",
        "Type up this speech.",
        "Read this text aloud.",
    }


@pytest.mark.parametrize("seed", range(20))
def test_swapped_words_keep_slots_numbers_and_case(seed):
    text = "Please write down, in {language}, which 3 recordings begin with speech."
    touched = swapped(text, Random(seed))
    assert touched != text
    assert touched.startswith(("Please ", "Kindly "))
    assert "{language}" in touched
    assert " 3 " in touched


def test_a_round_is_a_function_of_its_draws():
    assert round_of_pairs(TEXTS, Random(3)) == round_of_pairs(TEXTS, Random(3))


def test_the_reader_learns_from_the_tuning_set_and_the_recorded_pools_alone(catalog):
    texts = load_texts(HOME, catalog.tasks)
    labelled = load_set(HOME, catalog.tasks, TUNING)
    assert sum(not text.recorded for text in texts) == len(labelled)
    assert sum(text.recorded for text in texts) > 60 * len(catalog.tasks) // 2
    sealed = {each.text for each in load_set(HOME, catalog.tasks, SEALED)}
    assert sealed.isdisjoint(wordings(texts))


def test_wordings_come_once():
    assert wordings(TEXTS)[:3] == [SEED, "Write down what is said.", "Translate the speech."]
    assert len(wordings(TEXTS)) == 6


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("embeddings.word_embeddings.weight", "token_embd.weight"),
        ("embeddings.LayerNorm.bias", "token_embd_norm.bias"),
        ("encoder.layer.4.attention.self.query.weight", "blk.4.attn_q.weight"),
        ("encoder.layer.0.attention.output.LayerNorm.weight", "blk.0.attn_output_norm.weight"),
        ("encoder.layer.5.output.dense.bias", "blk.5.ffn_down.bias"),
        ("pooler.dense.weight", "cls.weight"),
        ("out.bias", "cls.output.bias"),
    ],
)
def test_weights_have_the_names_that_llama_cpp_looks_for(ours, theirs):
    assert tensor_name(ours) == theirs
    assert plain_name(theirs) == ours


@pytest.mark.parametrize(
    ("ours", "theirs"), [("speech", "\u2581speech"), ("##ing", "ing"), ("[SEP]", "[SEP]")]
)
def test_pieces_are_spelt_as_llama_cpp_spells_them(ours, theirs):
    assert piece(ours) == theirs
    assert token(theirs) == ours
