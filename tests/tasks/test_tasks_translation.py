"""The same sentence in another language."""

from typing import Any

import polars as pl
import pytest
from taskbench import Bench, fields, make_task, reasons

SLOTS = {"source_language": "language", "target_language": "language"}
TO_TEXT = make_task("translation", params={"target": "text"}, slots=SLOTS)
TO_AUDIO = make_task(
    "translation", params={"target": "audio"}, slots=SLOTS, output=fields(target="audio")
)
COLUMNS = ["key", "slot.source_language", "slot.target_language", "part.source", "part.target"]


def reading(
    name: str, language: str | None, text: str | None = None, **more: Any
) -> dict[str, Any]:
    return {"audio_id": name, "language": language, "sentence": "t1", "text": text, **more}


def test_every_ordered_pair_of_languages_gives_an_instance(bench: Bench) -> None:
    rows = [reading("a", "en", "one"), reading("b", "fr", "un"), reading("c", "it", "uno")]
    instances, rejects = bench.run(TO_TEXT, rows)
    assert instances.select(COLUMNS).rows() == [
        ("a+fr", "en", "fr", "a", "un"),
        ("a+it", "en", "it", "a", "uno"),
        ("b+en", "fr", "en", "b", "one"),
        ("b+it", "fr", "it", "b", "uno"),
        ("c+en", "it", "en", "c", "one"),
        ("c+fr", "it", "fr", "c", "un"),
    ]
    assert rejects.is_empty()


def test_speech_targets_are_audio_ids_and_need_no_text(bench: Bench) -> None:
    instances, rejects = bench.run(TO_AUDIO, [reading("a", "en"), reading("b", "fr")])
    assert instances.select(COLUMNS).rows() == [
        ("a+fr", "en", "fr", "a", "b"),
        ("b+en", "fr", "en", "b", "a"),
    ]
    assert rejects.is_empty()


def test_text_targets_without_text_are_passed_over(bench: Bench) -> None:
    rows = [reading("a", "en", "one"), reading("b", "fr", " "), reading("c", "fr")]
    instances, rejects = bench.run(TO_TEXT, rows)
    assert instances["key"].to_list() == ["b+en", "c+en"]
    assert reasons(rejects) == {"a": "no parallel sentence in another language"}


def test_several_readings_of_a_language_give_one_target(bench: Bench) -> None:
    rows = [reading("a", "en", "one")] + [reading(f"f{i}", "fr", f"un {i}") for i in range(5)]
    instances, _ = bench.run(TO_AUDIO, rows)
    assert len(instances) == 6
    assert instances.filter(pl.col("part.source") == "a").select("key").item() == "a+fr"
    assert instances["part.target"].to_list()[0] in {f"f{i}" for i in range(5)}


def test_variants_of_one_language_and_unknown_languages_are_no_targets(bench: Bench) -> None:
    rows = [reading("a", "en-US", "one"), reading("b", "en-GB", "one"), reading("c", "xx", "eins")]
    instances, rejects = bench.run(TO_TEXT, rows)
    assert instances.is_empty()
    assert set(reasons(rejects).values()) == {"no parallel sentence in another language"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sentence": None}, "no parallel sentence in another language"),
        ({"sentence": "t2"}, "no parallel sentence in another language"),
        ({"split": "test"}, "no parallel sentence in another language"),
        ({"language": None}, "no language"),
    ],
)
def test_clips_without_a_parallel_sentence_in_their_split_are_refused(
    bench: Bench, change: dict[str, Any], reason: str
) -> None:
    rows = [reading("a", "en", "one"), reading("b", "fr", "un"), reading("c", "it", "uno") | change]
    instances, rejects = bench.run(TO_TEXT, rows)
    assert instances["key"].to_list() == ["a+fr", "b+en"]
    assert reasons(rejects) == {"c": reason}


def test_translations_that_the_corpus_publishes_come_first(bench: Bench) -> None:
    published = {"language": "en", "text": "published", "audio_id": "b"}
    rows = [reading("a", "fr", "un", translation=published), reading("b", "en", "read")]
    texts, _ = bench.run(TO_TEXT, rows)
    assert texts.select("key", "part.target").rows() == [("a+en", "published"), ("b+fr", "un")]
    speech, _ = bench.run(TO_AUDIO, rows)
    assert speech.select("key", "part.target").rows() == [("a+en", "b"), ("b+fr", "a")]


def test_a_published_recording_that_was_lost_is_no_target(bench: Bench) -> None:
    published = {"language": "en", "text": "one", "audio_id": "gone"}
    _, rejects = bench.run(TO_AUDIO, [reading("a", "fr", "un", translation=published)])
    assert reasons(rejects) == {"a": "no parallel sentence in another language"}
