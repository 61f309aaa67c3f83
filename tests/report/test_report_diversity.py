"""Diversity of pools: figures worked out by hand, pictures that repeat byte for byte."""

import math

import pytest

from audioflan.report import diversity
from audioflan.report.diversity import SAMPLE, compression, distinct, measures, opening, sample
from audioflan.report.plots import bars, points

VERBS = ("Name", "Tell", "Give", "State", "Find", "Choose")
NOUNS = ("genre", "key", "tempo", "mood", "voice", "scene")


def pool(texts):
    return [{"id": f"{n:016x}", "text": text, "style": "command"} for n, text in enumerate(texts)]


VARIED = pool(f"{verb} the {noun} of clip {verb.lower()}." for verb in VERBS for noun in NOUNS)


def test_distinct_is_counted_by_hand():
    assert distinct(["a b a", "a b"], 1) == 2 / 5
    assert distinct(["a b a", "a b"], 2) == 2 / 3
    assert distinct(["a"], 2) == 0.0


def test_the_same_text_again_is_no_variety():
    found = measures(pool(["Name the genre of this song, please."] * SAMPLE))
    assert found["self_bleu"] == pytest.approx(100)
    assert found["distinct_1"] == 7 / (7 * SAMPLE)
    assert found["compression"] > 10


def test_varied_texts_measure_as_more_varied():
    alike = measures(
        pool([f"Name the genre of this song for me, please, version {n}." for n in range(SAMPLE)])
    )
    varied = measures(VARIED)
    assert varied["self_bleu"] < alike["self_bleu"]
    assert varied["distinct_2"] > alike["distinct_2"]


def test_a_small_pool_is_not_measured():
    assert set(measures(VARIED[: SAMPLE - 1]).values()) == {None}
    assert None not in measures(VARIED[:SAMPLE]).values()


def test_the_sample_depends_on_ids_alone():
    assert sample(VARIED) == sample(VARIED[::-1])
    assert len(set(sample(VARIED))) == SAMPLE


def test_self_bleu_of_two_texts_is_that_of_the_definition():
    """Three of four words in common, one bigram pair kept: geometric mean over two orders."""
    first, second = "a b c", "a b d"
    expected = 100 * math.exp((math.log(2 / 3) + math.log(1 / 2) + math.log(1 / 2)) / 3)
    assert diversity.self_bleu([first, second]) == pytest.approx(expected)


def test_compression_of_noise_is_near_one():
    assert compression(["qzxvkjwpyh"]) < 1 < compression(["so so so so so so so so"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please name the language that is spoken.", ("name", "language")),
        ("Could you tell me the genre?", ("tell", "genre")),
        ("Would you mind giving the key of this?", ("giving", "key")),
        ("Which language is spoken here?", ("which", "language")),
        ("Estimate the signal-to-noise ratio in dB.", ("estimate", "ratio")),
        ("Transcribe.", ("transcribe", "")),
        ("Please.", ("", "")),
        ("", ("", "")),
    ],
)
def test_openings(text, expected):
    assert opening(text) == expected


def test_pictures_repeat_byte_for_byte():
    first = bars(["a", "b"], {"x": [0.5, 1.0], "y": [0.5, 0.0]}, "share", 1.0)
    assert first == bars(["a", "b"], {"x": [0.5, 1.0], "y": [0.5, 0.0]}, "share", 1.0)
    assert first.startswith(b"\x89PNG")
    second = points([1.0], [2.0], ["a"], "x", "y")
    assert second == points([1.0], [2.0], ["a"], "x", "y") != first
