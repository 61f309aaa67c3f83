"""Pairs of clips: same speaker or not."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taskbench import Bench, fields, make_manifest, make_task, reasons

TASK = make_task(
    "pair",
    params={"match": "speaker", "answers": {"same": "yes", "different": "no"}},
    input=fields(source_1="audio", source_2="audio"),
    answer="boolean",
    options=("yes", "no"),
)


def corpus(speakers: int, clips: int, sentences: int = 1000, **more: Any) -> pl.DataFrame:
    """``clips`` readings each of ``speakers`` speakers, of alternating gender."""
    return make_manifest(
        [
            {
                "audio_id": f"s{speaker:03}_c{clip:03}",
                "speaker": f"s{speaker:03}",
                "gender": "female" if speaker % 2 else "male",
                "sentence": f"t{clip % sentences}",
                **more,
            }
            for speaker in range(speakers)
            for clip in range(clips)
        ]
    )


def with_facts(instances: pl.DataFrame, manifest: pl.DataFrame) -> list[dict[str, Any]]:
    facts = manifest.select("audio_id", "speaker", "gender", "sentence", "split")
    return (
        instances.join(facts, left_on="part.source_1", right_on="audio_id", suffix=".1")
        .join(facts, left_on="part.source_2", right_on="audio_id", suffix=".2")
        .select(pl.all())
        .to_dicts()
    )


def test_two_speakers_of_two_clips_give_one_pair_of_each_kind_a_speaker(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, corpus(2, 2))
    assert rejects.is_empty()
    rows = instances.select("key", "part.source_1", "part.source_2", "part.target").rows()
    same = {frozenset(row[1:3]) for row in rows if row[3] == "yes"}
    assert same == {
        frozenset({"s000_c000", "s000_c001"}),
        frozenset({"s001_c000", "s001_c001"}),
    }
    assert Counter(row[3] for row in rows) == {"yes": 2, "no": 2}
    assert all(row[0] == f"{row[1]}+{row[2]}" for row in rows)


def test_the_answer_tells_the_truth_and_both_answers_are_equally_common(bench: Bench) -> None:
    manifest = corpus(20, 15)
    instances, rejects = bench.run(TASK, manifest)
    rows = with_facts(instances, manifest)
    assert all(
        (row["speaker"] == row["speaker.2"]) == (row["part.target"] == "yes") for row in rows
    )
    assert instances["part.target"].value_counts()["count"].n_unique() == 1
    assert len(instances) + len(rejects) == len(manifest)
    assert len(instances) >= 0.95 * len(manifest)


def test_same_speakers_read_other_sentences_and_other_speakers_share_a_gender(bench: Bench) -> None:
    manifest = corpus(6, 8, sentences=4)
    instances, _ = bench.run(TASK, manifest)
    for row in with_facts(instances, manifest):
        if row["part.target"] == "yes":
            assert row["sentence"] != row["sentence.2"]
        else:
            assert row["gender"] == row["gender.2"]


def test_a_repeated_sentence_and_another_gender_are_better_than_no_pair(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, corpus(2, 4, sentences=1))
    assert len(instances) == 8
    assert rejects.is_empty()


def test_no_pair_is_asked_twice_in_either_order(bench: Bench) -> None:
    instances, _ = bench.run(TASK, corpus(3, 5))
    pairs = [frozenset(row) for row in instances.select("part.source_1", "part.source_2").rows()]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


def test_pairs_stay_inside_a_split(bench: Bench) -> None:
    manifest = corpus(12, 6).with_columns(
        pl.Series("split", (["train"] * 6 + ["dev"] * 3 + ["test"] * 3) * 6)
    )
    instances, _ = bench.run(TASK, manifest)
    for row in with_facts(instances, manifest):
        assert row["split"] == row["split.1"] == row["split.2"]
    shares = instances.group_by("split").agg((pl.col("part.target") == "yes").mean())
    assert shares["part.target"].unique().to_list() == [0.5]


def test_parts_together_are_the_whole(bench: Bench) -> None:
    manifest = corpus(7, 5)
    whole = bench.run(TASK, manifest)
    pieces = [bench.run(TASK, manifest, part=part, parts=3) for part in range(3)]
    for index in range(2):
        together = pl.concat(piece[index] for piece in pieces)
        assert together.sort(together.columns[1]).equals(whole[index].sort(whole[index].columns[1]))


def test_one_speaker_alone_gives_no_pairs(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, corpus(1, 3))
    assert instances.is_empty()
    assert set(reasons(rejects).values()) == {"no clip of another speaker in its split"}


def test_a_speaker_of_one_clip_serves_as_partner_only(bench: Bench) -> None:
    manifest = pl.concat([corpus(1, 4), corpus(2, 1).tail(1)])
    instances, rejects = bench.run(TASK, manifest)
    assert reasons(rejects)["s001_c000"] == "no other clip of the same speaker in its split"
    negatives = instances.filter(pl.col("part.target") == "no")
    assert set(negatives["part.source_2"]) == {"s001_c000"}


def test_clips_without_a_speaker_are_refused(bench: Bench) -> None:
    manifest = pl.concat([corpus(2, 2), make_manifest([{"audio_id": "z"}])])
    instances, rejects = bench.run(TASK, manifest)
    assert len(instances) == 4
    assert reasons(rejects) == {"z": "no speaker"}


def test_a_limit_keeps_the_balance(bench: Bench) -> None:
    instances, _ = bench.run(TASK, corpus(20, 15), limit=100)
    assert Counter(instances["part.target"]) == {"yes": 50, "no": 50}


@pytest.mark.parametrize("missing", ["match", "answers"])
def test_a_missing_parameter_is_an_error_that_names_the_template(
    bench: Bench, missing: str
) -> None:
    params = {name: value for name, value in TASK.params.items() if name != missing}
    task = make_task("pair", params=params, input=TASK.input)
    with pytest.raises(Exception, match=rf"pair_task.yaml: .* needs the parameter '{missing}'"):
        bench.run(task, corpus(2, 2))


SPEAKERS = st.lists(
    st.tuples(
        st.sampled_from(["amy", "bob", "cat", None]),
        st.sampled_from(["female", "male", None]),
        st.sampled_from(["t1", "t2", None]),
        st.sampled_from(["train", "test"]),
    ),
    max_size=25,
)


@given(SPEAKERS, st.integers(0, 99))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_corpus_pairs_are_true_balanced_and_unique(
    bench_factory: Callable[[], Bench], clips: list[tuple[str | None, ...]], seed: int
) -> None:
    names = ("speaker", "gender", "sentence", "split")
    manifest = make_manifest(
        [
            {"audio_id": f"c{index:02}", **dict(zip(names, clip, strict=True))}
            for index, clip in enumerate(clips)
        ]
    )
    bench = bench_factory()
    instances, rejects = bench.run(TASK, manifest)
    rows = with_facts(instances, manifest)
    assert len(rows) + len(rejects) == len(clips)
    assert all(
        (row["speaker"] == row["speaker.2"]) == (row["part.target"] == "yes") for row in rows
    )
    assert all(row["split.1"] == row["split.2"] for row in rows)
    assert sum(row["part.target"] == "yes" for row in rows) * 2 == len(rows)
    pairs = {frozenset((row["part.source_1"], row["part.source_2"])) for row in rows}
    assert len(pairs) == len(rows)
    shuffled = manifest.sample(fraction=1.0, shuffle=True, seed=seed)
    assert bench.run(TASK, shuffled)[0].equals(instances)


def test_pairs_agree_where_partners_of_both_kinds_do(bench: Bench) -> None:
    bound = replace(TASK, params={**TASK.params, "agree": "sentence"})
    repeated = corpus(6, 8, sentences=4)
    instances, _ = bench.run(bound, repeated)
    facts = with_facts(instances, repeated)
    assert len(facts) >= 30
    assert all(row["sentence"] == row["sentence.2"] for row in facts)
    unlike = [row for row in facts if row["part.target"] == "no"]
    assert len(unlike) * 2 == len(facts)
    assert all(row["gender"] == row["gender.2"] for row in unlike)


def test_pairs_are_of_any_clips_where_nothing_is_said_twice(bench: Bench) -> None:
    bound = replace(TASK, params={**TASK.params, "agree": "sentence"})
    once = corpus(6, 8)
    free, _ = bench.run(TASK, once)
    agreed, _ = bench.run(bound, once)
    assert agreed.equals(free)
