"""The same sentence by another voice or in another emotion."""

from typing import Any

import polars as pl
import pytest
from taskbench import Bench, fields, make_manifest, make_task, reasons

VOICE = make_task(
    "conversion",
    params={
        "keep": ["sentence", "emotion"],
        "change": "speaker",
        "reference": {"same": "speaker", "differ": "text"},
    },
    input=fields(source="audio", reference="audio"),
    output=fields(target="audio"),
)
EMOTION = make_task(
    "conversion",
    params={
        "keep": ["sentence", "speaker"],
        "change": "emotion",
        "given": {"emotion": "emotion"},
    },
    input=fields(source="audio", emotion="text"),
    output=fields(target="audio"),
)


def corpus(speakers: str = "ab", emotions: str = "hs", sentences: str = "12") -> pl.DataFrame:
    """Ids spell speaker, emotion and sentence."""
    return make_manifest(
        [
            {
                "audio_id": f"{speaker}{emotion}{sentence}",
                "speaker": speaker,
                "emotion": emotion,
                "sentence": sentence,
                "text": f"text {sentence}",
            }
            for speaker in speakers
            for emotion in emotions
            for sentence in sentences
        ]
    )


def test_a_voice_is_changed_and_all_else_is_kept(bench: Bench) -> None:
    instances, rejects = bench.run(VOICE, corpus("abc", "hs", "123"))
    assert rejects.is_empty()
    assert len(instances) == 18
    for row in instances.iter_rows(named=True):
        source, reference, target = (
            row[f"part.{role}"] for role in ("source", "reference", "target")
        )
        assert source[1:] == target[1:]
        assert source[0] != target[0] == reference[0]
        assert reference[2] != target[2]
        assert row["key"] == f"{source}+{target}"


def test_an_emotion_is_changed_to_the_one_given(bench: Bench) -> None:
    instances, _ = bench.run(EMOTION, corpus("ab", "hsn", "1"))
    for row in instances.iter_rows(named=True):
        source, target = row["part.source"], row["part.target"]
        assert (source[0], source[2]) == (target[0], target[2])
        assert source[1] != target[1] == row["part.emotion"]


def test_two_readings_are_converted_into_each_other(bench: Bench) -> None:
    instances, _ = bench.run(EMOTION, corpus("a", "hs", "1"))
    rows = instances.select("part.source", "part.emotion", "part.target").rows()
    assert rows == [("ah1", "s", "as1"), ("as1", "h", "ah1")]


def test_targets_are_of_the_split_of_their_source(bench: Bench) -> None:
    manifest = corpus("ab", "hs", "1").with_columns(
        pl.when(pl.col("emotion") == "h").then(pl.lit("test")).otherwise("split").alias("split")
    )
    instances, rejects = bench.run(EMOTION, manifest)
    assert instances.is_empty()
    assert set(reasons(rejects).values()) == {
        "no clip of the same sentence and speaker and another emotion in its split"
    }


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (corpus("a"), "no clip of the same sentence and emotion and another speaker in its split"),
        (corpus(sentences="1"), "no reference for the target"),
        (corpus().with_columns(pl.lit(None, pl.String).alias("emotion")), "no emotion"),
        (corpus().with_columns(pl.lit(None, pl.String).alias("speaker")), "no speaker"),
        (corpus().with_columns(pl.lit(None, pl.String).alias("sentence")), "no sentence"),
    ],
)
def test_sources_without_target_are_refused(
    bench: Bench, manifest: pl.DataFrame, reason: Any
) -> None:
    instances, rejects = bench.run(VOICE, manifest)
    assert instances.is_empty()
    assert reasons(rejects) == dict.fromkeys(manifest["audio_id"], reason)
