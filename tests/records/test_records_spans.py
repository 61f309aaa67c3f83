import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioflan.records.spans import SpanError, audio_ids

IDS = st.text("abcXYZ019_-", min_size=1, max_size=20)
PLAIN = st.text(st.characters(exclude_characters="<|>", codec="utf-8"), max_size=20)


def test_the_exact_form_is_read() -> None:
    text = "audio: <|SOA|>13_LibriTTS-R_260_123288_000009_000000<|EOA|>"

    assert audio_ids(text) == ["13_LibriTTS-R_260_123288_000009_000000"]


def test_a_text_without_spans_has_no_ids() -> None:
    assert audio_ids("The SOA record, 3 < 4 | 5 > 2, EOA.") == []


@given(st.lists(st.tuples(PLAIN, IDS), max_size=4), PLAIN)
def test_ids_come_in_the_order_of_the_text(spans: list[tuple[str, str]], tail: str) -> None:
    text = "".join(f"{before}<|SOA|>{name}<|EOA|>" for before, name in spans) + tail

    assert audio_ids(text) == [name for _, name in spans]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("|SOA|>x<|EOA|>", "mangled span mark '|SOA|>'"),
        ("<|SOA|>x<|EOA|", "mangled span mark '<|EOA|'"),
        ("<|SOA|x<|EOA|>", "mangled span mark '<|SOA|'"),
        ("|SOA|>x<|EOA|", "mangled span mark '|SOA|>'"),
        ("<SOA>x<EOA>", "mangled span mark '<SOA>'"),
        ("<|soa|>x<|eoa|>", "mangled span mark '<|soa|>'"),
        ("<|SOA|>x</EOA>", "mangled span mark '</EOA>'"),
        ("<|SOA|>x", "<|SOA|> is never closed"),
        ("x<|EOA|>", "<|EOA|> without <|SOA|> before it"),
        ("<|SOA|>x<|EOA|><|EOA|>", "<|EOA|> without <|SOA|> before it"),
        ("<|SOA|>a<|SOA|>b<|EOA|>c<|EOA|>", "<|SOA|> inside an open span"),
        ("<|SOA|><|EOA|>", "empty audio id"),
        ("<|SOA|>a.wav<|EOA|>", "audio id 'a.wav' holds '.'"),
        ("<|SOA|>a b.c<|EOA|>", "audio id 'a b.c' holds ' ', '.'"),
        ("<|SOA|>é<|EOA|>", "audio id 'é' holds 'é'"),
        ("<|endoftext|>", "mangled span mark '<|'"),
    ],
)
def test_every_other_form_is_refused_by_name(text: str, reason: str) -> None:
    with pytest.raises(SpanError) as refused:
        audio_ids(text)

    assert str(refused.value) == reason
