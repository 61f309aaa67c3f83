"""The stage: parts, lost audio, limits, licences, sums."""

import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from types import ModuleType
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taskbench import CORPUS, Bench, make_manifest, make_task, reasons

from audioflan.catalog.catalogue import HOME
from audioflan.errors import AudioFlanError
from audioflan.randomness import instance_uuid
from audioflan.tasks import Context, transcript
from audioflan.tasks.stage import builder_names

TASK = make_task("transcript")


def corpus(size: int, **more: Any) -> pl.DataFrame:
    rows = [{"audio_id": f"c{i:04}", "text": f"text {i}", **more} for i in range(size)]
    return make_manifest(rows)


def test_lost_audio_is_refused_and_sums_close(bench: Bench) -> None:
    bench.rejected = {"c0001", "c0003"}
    instances, rejects = bench.run(TASK, corpus(5))
    assert instances["key"].to_list() == ["c0000", "c0002", "c0004"]
    assert reasons(rejects) == {"c0001": "audio rejected", "c0003": "audio rejected"}


def test_parts_are_cut_from_the_whole_manifest_not_from_what_survived(bench: Bench) -> None:
    bench.rejected = {"c0000", "c0001", "c0002"}
    pieces = [bench.run(TASK, corpus(10), part=part, parts=3) for part in range(3)]
    items = [[*kept["key"], *lost["item"]] for kept, lost in pieces]
    assert [len(item) for item in items] == [3, 3, 4]
    assert sorted(chain.from_iterable(items)) == corpus(10)["audio_id"].to_list()
    assert pieces[0][0].is_empty()


@given(st.integers(0, 30), st.integers(1, 5), st.integers(0, 40))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_limit_is_shared_by_the_parts_and_never_exceeded(
    bench: Bench, size: int, parts: int, limit: int
) -> None:
    pieces = [
        bench.run(TASK, corpus(size), part=part, parts=parts, limit=limit) for part in range(parts)
    ]
    kept = [len(instances) for instances, _ in pieces]
    assert sum(kept) <= limit
    assert sum(kept) + sum(len(rejects) for _, rejects in pieces) == size
    if limit >= size * parts:
        assert sum(kept) == size


def test_a_larger_limit_keeps_all_that_a_smaller_one_kept(bench: Bench) -> None:
    kept = [set(bench.run(TASK, corpus(50), limit=limit)[0]["uuid"]) for limit in (0, 5, 20, 50)]
    assert [len(uuids) for uuids in kept] == [0, 5, 20, 50]
    assert kept[0] < kept[1] < kept[2] < kept[3]


def test_new_clips_displace_few_of_those_a_limit_kept(bench: Bench) -> None:
    before = set(bench.run(TASK, corpus(200), limit=100)[0]["uuid"])
    after = set(bench.run(TASK, corpus(210), limit=100)[0]["uuid"])
    assert len(before & after) >= 90


def test_instances_over_the_limit_are_named_by_their_key(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, corpus(3), limit=2)
    assert len(instances) == 2
    assert rejects["reason"].to_list() == ["over the limit of 2"]
    assert {*instances["key"], *rejects["item"]} == {"c0000", "c0001", "c0002"}


def test_uuids_depend_on_corpus_task_and_key_alone(bench: Bench) -> None:
    instances, _ = bench.run(TASK, corpus(4), part=1, parts=2)
    assert instances["uuid"].to_list() == [
        instance_uuid("tiny", "transcript_task", key) for key in ("c0002", "c0003")
    ]


@given(st.integers(0, 99))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_row_order_does_not_matter(bench: Bench, seed: int) -> None:
    manifest = corpus(20)
    shuffled = manifest.sample(fraction=1.0, shuffle=True, seed=seed)
    expected = bench.run(TASK, manifest, part=1, parts=2, limit=7)
    found = bench.run(TASK, shuffled, part=1, parts=2, limit=7)
    assert all(one.equals(other) for one, other in zip(expected, found, strict=True))


@pytest.mark.parametrize(
    ("heldout", "split"), [("none", "train"), ("task", "test"), ("corpus", "test")]
)
def test_held_out_pairs_are_for_testing_only(bench: Bench, heldout: str, split: str) -> None:
    instances, _ = bench.run(TASK, corpus(2), heldout=heldout)
    assert instances["split"].to_list() == [split, split]


def test_a_clip_without_a_licence_counts_as_unknown(bench: Bench) -> None:
    instances, _ = bench.run(TASK, corpus(1, licence=None))
    assert instances["licence"].to_list() == ["LicenseRef-unknown"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"builder": "transcripts"},
            "templates/speech/transcript_task.yaml: unknown builder 'transcripts'. "
            "Remedy: did you mean 'transcript'?",
        ),
        (
            {"builder": "context"},
            "templates/speech/transcript_task.yaml: unknown builder 'context'. "
            "Remedy: write audioflan/tasks/context.py.",
        ),
        (
            {"builder": "measure", "params": {"value": "snr_db", "unit": "dB"}},
            "templates/speech/transcript_task.yaml: builder 'measure' works on simulated audio. "
            "Remedy: declare a 'recipe' in the template.",
        ),
        (
            {"builder": "attribute", "params": {"column": "tmpo", "format": "number"}},
            "templates/speech/transcript_task.yaml: manifests have no column 'tmpo'. "
            "Remedy: did you mean 'tempo'?",
        ),
        (
            {"builder": "attribute", "params": {"column": "tempo", "format": "numbr"}},
            "templates/speech/transcript_task.yaml: unknown value format 'numbr'. "
            "Remedy: did you mean 'number'?",
        ),
        (
            {"slots": {"weather": "label"}},
            "templates/speech/transcript_task.yaml: nothing fills the slot 'weather'. "
            "Remedy: name it after a manifest column, or map it under 'params: slots'.",
        ),
        (
            {"input": ()},
            "templates/speech/transcript_task.yaml: builder 'transcript' needs 1 audio input(s), "
            "found 0. Remedy: declare the audio input under 'input', or choose another builder.",
        ),
    ],
)
def test_a_wrong_template_is_an_error_that_says_what_to_do(
    bench: Bench, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(AudioFlanError) as caught:
        bench.run(replace(TASK, **changes), corpus(1))
    assert str(caught.value) == message


def test_a_part_that_does_not_exist_is_an_error(bench: Bench) -> None:
    with pytest.raises(AudioFlanError, match="part 2 of 2 does not exist"):
        bench.run(TASK, corpus(1), part=2, parts=2)


def test_draws_belong_to_the_task(bench: Bench) -> None:
    empty = make_manifest([])
    one = Context(TASK, CORPUS, empty, empty)
    other = Context(make_task("pair"), CORPUS, empty, empty)
    assert one.draws("a").unit("gain") == one.draws("a").unit("gain")
    assert one.draws("a").unit("gain") != other.draws("a").unit("gain")
    ids = pl.Series(["a", "b"])
    assert one.hashes(ids, "turn").equals(one.hashes(ids, "turn"))
    assert not one.hashes(ids, "turn").equals(other.hashes(ids, "turn"))


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda rows: rows.head(2), "was offered 3 clips and answered for 2"),
        (lambda rows: pl.concat([rows, rows]), "repeats the key 'c0000'"),
    ],
)
def test_a_builder_that_loses_or_repeats_clips_is_stopped(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[pl.DataFrame], pl.DataFrame],
    problem: str,
) -> None:
    careless = ModuleType("careless")
    careless.build = lambda context: spoil(transcript.build(context))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "audioflan.tasks.careless", careless)
    with pytest.raises(AudioFlanError, match=f"builder 'careless' {problem}"):
        bench.run(replace(TASK, builder="careless"), corpus(3))


def test_builders_are_the_modules_that_define_build() -> None:
    templates = (HOME / "templates").glob("*/*.yaml")
    used = {yaml.safe_load(path.read_text(encoding="utf-8"))["builder"] for path in templates}
    assert set(builder_names()) == used
