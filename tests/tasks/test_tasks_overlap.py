"""Pairs of clips that share a label of a list, or none; and pairs by several columns."""

from collections.abc import Callable
from itertools import product
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taskbench import Bench, fields, make_manifest, make_task, reasons

from audioflan.catalog.models import Task
from audioflan.tasks.overlap import partners_by_label


def pair_task(match: Any) -> Task:
    return make_task(
        "pair",
        params={"match": match, "answers": {"same": "shared", "different": "different"}},
        input=fields(source_1="audio", source_2="audio"),
        options=("shared", "different"),
    )


MOODS = pair_task("mood")


def with_moods(*moods: list[str] | None) -> pl.DataFrame:
    return make_manifest([{"audio_id": f"c{n:02}", "mood": mood} for n, mood in enumerate(moods)])


def labelled(
    instances: pl.DataFrame, manifest: pl.DataFrame
) -> list[tuple[set[str], set[str], str]]:
    moods = {name: set(mood or ()) for name, mood in manifest.select("audio_id", "mood").rows()}
    rows = instances.select("part.source_1", "part.source_2", "part.target").rows()
    return [(moods[first], moods[second], answer) for first, second, answer in rows]


def test_one_label_in_common_is_enough(bench: Bench) -> None:
    manifest = with_moods(*[["sad", "slow"], ["sad"], ["happy"], ["happy", "fast"]] * 5)
    instances, _ = bench.run(MOODS, manifest)
    assert len(instances) >= 16
    for first, second, answer in labelled(instances, manifest):
        assert (answer == "shared") == bool(first & second)


def test_clips_without_labels_or_without_a_counterpart_are_refused(bench: Bench) -> None:
    _, rejects = bench.run(MOODS, with_moods(["sad"], ["sad"], [], None))
    assert reasons(rejects) == {
        "c00": "no clip of another mood in its split",
        "c01": "no clip of another mood in its split",
        "c02": "no mood",
        "c03": "no mood",
    }


def test_a_partner_is_found_wherever_there_is_one() -> None:
    labels = [["a"], ["a", "b"], ["b"], ["c"], ["c", "d"], ["e"]]
    clips = pl.DataFrame(
        {
            "audio_id": [str(n) for n in range(6)],
            "split": "train",
            "labels": labels,
            "hash": pl.Series([5, 3, 8, 1, 4, 2], dtype=pl.UInt64),
        }
    )
    for name, alike, unlike in partners_by_label(clips).rows():
        mine = set(labels[int(name)])
        assert (alike is None) == (name == "5")
        assert alike is None or (alike != name and mine & set(labels[int(alike)]))
        assert not mine & set(labels[int(unlike)])


def test_columns_together_are_shared_or_not(bench: Bench) -> None:
    keys = product(("C", "D"), ("major", "minor"), range(3))
    manifest = make_manifest([{"audio_id": f"{k}{m}{n}", "key": k, "mode": m} for k, m, n in keys])
    instances, rejects = bench.run(pair_task(["key", "mode"]), manifest)
    for first, second, answer in instances.select(pl.col("^part.*$")).rows():
        assert (answer == "shared") == (first[:-1] == second[:-1])
    assert len(instances) + len(rejects) == 12
    lacking = make_manifest([{"audio_id": "a", "key": "C"}])
    assert reasons(bench.run(pair_task(["key", "mode"]), lacking)[1]) == {"a": "no key and mode"}


MOOD = st.one_of(st.none(), st.lists(st.sampled_from("abcde"), max_size=3))


@given(st.lists(st.tuples(MOOD, st.sampled_from(["train", "test"])), max_size=20))
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_labels_pairs_are_true_balanced_and_inside_a_split(
    bench_factory: Callable[[], Bench], clips: list[tuple[list[str] | None, str]]
) -> None:
    manifest = make_manifest(
        [{"audio_id": f"c{n:02}", "mood": m, "split": s} for n, (m, s) in enumerate(clips)]
    )
    instances, rejects = bench_factory().run(MOODS, manifest)
    assert len(instances) + len(rejects) == len(clips)
    pairs = labelled(instances, manifest)
    assert all((answer == "shared") == bool(first & second) for first, second, answer in pairs)
    assert sum(answer == "shared" for *_, answer in pairs) * 2 == len(pairs)
    splits = dict(manifest.select("audio_id", "split").rows())
    for first, second in instances.select("part.source_1", "part.source_2").rows():
        assert splits[first] == splits[second]
