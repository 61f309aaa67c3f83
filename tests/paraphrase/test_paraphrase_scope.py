"""How far a denial reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.paraphrase.guards._scope import asks_for_the_rest, scopes

SENTENCES = st.lists(
    st.sampled_from(["not", "never", "without", "sound", "tempo", "the", ",", ".", "but", "remove"])
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "denied", "asserted"),
    [
        ("Name the tempo.", set(), {"nam", "tempo"}),
        ("Never mind the tempo! Name the melody.", {"tempo"}, {"nam", "melod"}),
        ("Set the melody aside, and name the tempo.", {"melod"}, {"nam", "tempo"}),
        ("Pay no heed to the melody.", {"melod"}, set()),
        ("Do not repeat the melody: continue it.", {"repeat", "melod"}, {"continu"}),
    ],
)
def test_a_denial_reaches_to_the_end_of_its_clause(text, denied, asserted):
    found = scopes(text)
    assert (found.denied, found.asserted) == (denied, asserted)


@pytest.mark.parametrize(
    "text",
    [
        "Do not miss a beat.",
        "Nothing but the beat.",
        "Leave no beat unnamed.",
        "Miss none of the beats.",
        "If the beat does not stop, name it.",
        "Why not name the beat?",
    ],
)
def test_what_undoes_a_denial_leaves_nothing_denied(text):
    assert scopes(text).denied == set()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Keep everything but the voice.", True),
        ("Any style other than the one given.", True),
        ("Keep nothing but the voice.", False),
        ("Mute everything except the voice.", False),
        ("The voice alone.", False),
    ],
)
def test_an_exception_from_all_is_the_rest_unless_all_is_removed(text, rest):
    assert asks_for_the_rest(text) is rest


def test_an_answer_on_offer_denies_nothing():
    assert scopes("Say no to the noise.", frozenset({"no"})).denials == 0


@given(SENTENCES)
def test_a_word_is_denied_or_asserted_or_neither_and_never_lost(text):
    found = scopes(text)
    assert {"sound", "tempo"} & set(text.split()) <= found.denied | found.asserted | found.unsure
