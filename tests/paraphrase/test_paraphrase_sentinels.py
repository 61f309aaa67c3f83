"""Sentinels: facts are out of the model's sight, and come back letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.paraphrase.sentinels import changed, holds, mask, restore

NAMES = ("slot", "v1", "value")
texts = st.text(alphabet="ab {}<|v1\n", max_size=12)
plain = texts.map(lambda text: text.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    ("text", "words", "masked", "values"),
    [
        ("Transcribe the speech.", (), "Transcribe the speech.", {}),
        ("Is it {first} or {second}?", (), "Is it {first} or {second}?", {}),
        (
            "Give 3 to 12.5 notes at 16 kHz.",
            (),
            "Give {v1} to {v2} notes at {v3} {v4}.",
            {"v1": "3", "v2": "12.5", "v3": "16", "v4": "kHz"},
        ),
        (
            "Answer in English or with the MIDI number.",
            (),
            "Answer in {v1} or with the {v2} number.",
            {"v1": "English", "v2": "MIDI"},
        ),
        (
            'Is the speaker female or male? Say "male" or "female".',
            ("male", "female"),
            "Is the speaker {v1} or {v2}? Say {v3} or {v4}.",
            {"v1": "female", "v2": "male", "v3": '"male"', "v4": '"female"'},
        ),
        ("Use {v1} and 7.", (), "Use {v1} and {v2}.", {"v2": "7"}),
    ],
)
def test_facts_are_masked(text, words, masked, values):
    assert mask(text, words) == (masked, values)
    assert restore(masked, values) == text


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_what_is_masked_comes_back_letter_for_letter(text, words):
    masked, values = mask(text, words)
    assert restore(masked, values) == text
    assert holds(text, masked, values)
    assert changed(masked, masked) in (None, "loose brace")


@given(st.lists(st.tuples(plain, st.sampled_from(NAMES)), max_size=5), plain, st.data())
def test_values_may_hold_anything_sentinels_included(pieces, end, data):
    text = "".join(f"{literal}{{{name}}}" for literal, name in pieces) + end
    values = {name: data.draw(texts) for name in NAMES}
    restored = restore(text, values)
    assert restored == "".join(literal + values[name] for literal, name in pieces) + end
    assert holds(restored, text, values)
    assert not holds(restored + "x", text, values)
    if restored:
        assert not holds(restored[:-1], text, values)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Say {a}, then {b}.", None),
        ("{b} comes after {a}.", None),
        ("Say {a}.", "sentinel lost {b}"),
        ("Say {a}, {b} and {b}.", "sentinel invented {b}"),
        ("Say {a}, {b} and {c}.", "sentinel invented {c}"),
        ("Say {a} and {b}}.", "loose brace"),
    ],
)
def test_a_lost_or_new_sentinel_is_named(text, fault):
    assert changed("Say {a} and {b}.", text) == fault
