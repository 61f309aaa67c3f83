"""Choosing partners: exact, and independent of the order of rows."""

from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from audioflan.tasks.partners import first_of_pair, partner

CLIPS = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.integers(0, 2**64 - 1)), max_size=30
)


def frame_of(rows: list[tuple[str, str, int]]) -> pl.DataFrame:
    frame = pl.DataFrame(
        rows, schema={"block": pl.String, "run": pl.String, "hash": pl.UInt64}, orient="row"
    )
    return frame.with_columns(pl.format("clip{}", pl.int_range(pl.len())).alias("audio_id"))


def chosen(clips: pl.DataFrame, turn: pl.Expr) -> dict[str, str | None]:
    order = ["run", "hash", "audio_id"]
    found = partner(clips, ["block"], "run", turn, order)
    return dict(zip(clips["audio_id"], found, strict=True))


@given(CLIPS)
def test_a_partner_is_found_exactly_where_one_exists(rows: list[tuple[str, str, int]]) -> None:
    clips = frame_of(rows)
    facts = {row["audio_id"]: row for row in clips.iter_rows(named=True)}
    for clip, other in chosen(clips, pl.col("hash")).items():
        able = [
            name
            for name, row in facts.items()
            if row["block"] == facts[clip]["block"] and row["run"] != facts[clip]["run"]
        ]
        assert other in able if able else other is None


@given(CLIPS)
def test_equal_steps_give_distinct_partners_inside_a_run_that_is_no_majority(
    rows: list[tuple[str, str, int]],
) -> None:
    clips = frame_of(rows)
    found = chosen(clips, pl.col("place"))
    for _, block in clips.group_by("block"):
        for _, run in block.group_by("run"):
            partners = [found[name] for name in run["audio_id"]]
            if 2 * len(run) <= len(block):
                assert len(set(partners)) == len(partners)


@given(CLIPS, st.randoms())
def test_row_order_does_not_matter(rows: list[tuple[str, str, int]], random: object) -> None:
    clips = frame_of(rows)
    shuffled = clips.sample(fraction=1.0, shuffle=True, seed=random.randint(0, 99))  # type: ignore[attr-defined]
    assert chosen(clips, pl.col("hash")) == chosen(shuffled, pl.col("hash"))


def test_without_a_run_of_its_own_every_clip_takes_the_next() -> None:
    clips = frame_of([("A", "x", 1), ("A", "y", 2), ("A", "z", 3)])
    found = chosen(clips, pl.col("place"))
    assert found == {"clip0": "clip1", "clip1": "clip2", "clip2": "clip0"}
    assert all(found[a] == b for a, b in pairwise(["clip0", "clip1", "clip2", "clip0"]))


def test_only_the_first_row_of_an_unordered_pair_is_kept() -> None:
    pairs = pl.DataFrame({"a": ["x", "y", "x", "z"], "b": ["y", "x", "z", "y"]})
    assert pairs.select(first_of_pair("a", "b")).to_series().to_list() == [True, False, True, True]
