"""Which of two clips is faster."""

from collections import Counter
from collections.abc import Callable

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taskbench import Bench, fields, make_manifest, make_task, reasons

TASK = make_task(
    "comparison",
    params={
        "column": "tempo",
        "margin": 1.1,
        "answers": {"first": "the first", "second": "the second"},
    },
    input=fields(source_1="audio", source_2="audio"),
    answer="label",
    options=("the first", "the second"),
)


def corpus(tempos: list[float | None], splits: list[str] | None = None) -> pl.DataFrame:
    return make_manifest(
        [
            {"audio_id": f"c{index:03}", "tempo": tempo, "split": split}
            for index, (tempo, split) in enumerate(
                zip(tempos, splits or ["train"] * len(tempos), strict=True)
            )
        ]
    )


def compared(instances: pl.DataFrame, manifest: pl.DataFrame) -> list[tuple[float, float, str]]:
    """(tempo of the first, tempo of the second, answer)."""
    tempo = dict(manifest.select("audio_id", "tempo").iter_rows())
    columns = ["part.source_1", "part.source_2", "part.target"]
    return [(tempo[a], tempo[b], answer) for a, b, answer in instances.select(columns).rows()]


def test_two_clips_make_one_pair(bench: Bench) -> None:
    manifest = corpus([100.0, 150.0])
    instances, rejects = bench.run(TASK, manifest)
    ((first, second, answer),) = compared(instances, manifest)
    assert {first, second} == {100.0, 150.0}
    assert answer == ("the first" if first > second else "the second")
    assert list(reasons(rejects).values()) == ["repeats the pair of another clip"]


def test_the_margin_holds_and_each_answer_is_right_for_half(bench: Bench) -> None:
    manifest = corpus([60.0 + index / 2 for index in range(240)])
    instances, rejects = bench.run(TASK, manifest)
    rows = compared(instances, manifest)
    assert all(max(a, b) / min(a, b) >= 1.1 - 1e-12 for a, b, _ in rows)
    assert all((answer == "the first") == (a > b) for a, b, answer in rows)
    counts = Counter(answer for _, _, answer in rows)
    assert abs(counts["the first"] - counts["the second"]) <= 1
    assert len(instances) + len(rejects) == 240
    assert len(instances) > 200


def test_the_anchor_comes_first_as_often_as_second(bench: Bench) -> None:
    instances, _ = bench.run(TASK, corpus([60.0 + index for index in range(200)]))
    leads = instances["key"].str.split("+").list.first() == instances["part.source_1"]
    share = leads.mean()
    assert isinstance(share, float)
    assert 0.4 < share < 0.6


def test_clips_of_like_tempo_and_without_tempo_are_refused(bench: Bench) -> None:
    instances, rejects = bench.run(TASK, corpus([100.0, 105.0, None, 0.0, float("nan")]))
    assert instances.is_empty()
    alike = "no clip of its split differs enough in tempo"
    assert reasons(rejects) == {
        "c000": alike,
        "c001": alike,
        **{f"c00{index}": "no tempo" for index in (2, 3, 4)},
    }


def test_pairs_stay_inside_a_split(bench: Bench) -> None:
    splits = ["train"] * 50 + ["test"] * 50
    manifest = corpus([60.0 + index for index in range(100)], splits)
    instances, _ = bench.run(TASK, manifest)
    split = dict(manifest.select("audio_id", "split").iter_rows())
    columns = ["split", "part.source_1", "part.source_2"]
    assert all(s == split[a] == split[b] for s, a, b in instances.select(columns).rows())


@given(
    st.lists(st.one_of(st.none(), st.floats(20, 300)), max_size=20),
    st.integers(1, 4),
    st.integers(0, 99),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_tempos_pairs_are_true_unique_and_the_same_for_all_parts_and_orders(
    bench_factory: Callable[[], Bench], tempos: list[float | None], parts: int, seed: int
) -> None:
    manifest, bench = corpus(tempos), bench_factory()
    instances, rejects = bench.run(TASK, manifest)
    rows = compared(instances, manifest)
    assert len(instances) + len(rejects) == len(tempos)
    assert all(max(a, b) / min(a, b) >= 1.1 - 1e-12 for a, b, _ in rows)
    assert all((answer == "the first") == (a > b) for a, b, answer in rows)
    pairs = {frozenset(r) for r in instances.select("part.source_1", "part.source_2").rows()}
    assert len(pairs) == len(instances)
    shuffled = manifest.sample(fraction=1.0, shuffle=True, seed=seed)
    pieces = [bench.run(TASK, shuffled, part=part, parts=parts)[0] for part in range(parts)]
    assert pl.concat(pieces).sort("key").equals(instances)
