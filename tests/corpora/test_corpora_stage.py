"""Indexing: ids, splits, checks and limits, on readers written for the test."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.corpora.helpers import corpus_of

from audioflan.catalog.models import Corpus
from audioflan.corpora import index_corpus
from audioflan.corpora.splits import draw_splits
from audioflan.errors import AudioFlanError


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Corpus]:
    """A corpus whose reader returns the given rows (or calls the given function)."""

    def corpus(rows: Any, **changes: Any) -> Corpus:
        module = ModuleType("audioflan.corpora.written_here")

        def read(root: Path, options: Mapping[str, Any]) -> pl.DataFrame:
            return rows(root) if callable(rows) else pl.DataFrame(rows, infer_schema_length=None)

        module.read = read
        monkeypatch.setitem(sys.modules, module.__name__, module)
        base = corpus_of("animal_sounds")
        return replace(base, id="written_here", name="Here", number=7, **changes)

    return corpus


def row(name: str, **columns: Any) -> dict[str, Any]:
    return {"item": name, "utterance": name, "path": f"{name}.wav", **columns}


def test_ids_replace_what_a_record_cannot_hold(reading, tmp_path):
    corpus = reading([row("a/b.c d#é")])
    assert index_corpus(corpus, tmp_path)[0]["audio_id"].to_list() == ["07_Here_a_b_c_d__"]


def test_the_first_of_two_items_of_one_id_keeps_it(reading, tmp_path):
    manifest, rejects = index_corpus(reading([row("a.b"), row("a b")]), tmp_path)
    assert manifest["path"].to_list() == ["a b.wav"]
    assert rejects.rows() == [("a.b", "audio id '07_Here_a_b' belongs to an earlier item")]


def test_a_rejected_item_does_not_take_an_id_away(reading, tmp_path):
    corpus = reading([row("a b", reject="torn"), row("a.b", reject=None)])
    manifest, rejects = index_corpus(corpus, tmp_path)
    assert manifest["path"].to_list() == ["a.b.wav"]
    assert rejects.rows() == [("a b", "torn")]


def test_fills_licence_start_and_group(reading, tmp_path):
    rows = [
        row("a", licence="MIT", group="g"),
        row("b", speaker="s"),
        row("c"),
    ]
    manifest, _ = index_corpus(reading(rows), tmp_path)
    assert manifest.select("licence", "start", "group").rows() == [
        ("MIT", 0.0, "g"),
        ("CC0-1.0", 0.0, "s"),
        ("CC0-1.0", 0.0, "c.wav"),
    ]


SPAN = {"label": "x", "start": 0.5, "end": 0.25}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"path": None}, "no audio"),
        ({"utterance": ""}, "no utterance id"),
        ({"utterance": None}, "no utterance id"),
        ({"start": -1.0}, "start -1.0 s lies before the recording"),
        ({"start": float("nan")}, "start NaN s lies before the recording"),
        ({"duration": 0.0}, "duration 0.0 s is not positive"),
        ({"duration": float("inf")}, "duration inf s is not positive"),
        ({"gender": "f"}, "gender 'f' is none of female, male"),
        ({"pitch": 128}, "pitch 128 is no MIDI number"),
        ({"events": [SPAN]}, "events: times out of order or outside the clip"),
        ({"chords": [SPAN]}, "chords: times out of order or outside the clip"),
        (
            {"notes": [{"start": 3.0, "end": 4.0, "pitch": 60}], "duration": 2.0},
            "notes: times out of order or outside the clip",
        ),
        (
            {"beats": [{"time": -0.1, "position": 1}]},
            "beats: times out of order or outside the clip",
        ),
    ],
)
def test_rejects_what_cannot_be_right(reading, tmp_path, columns, reason):
    manifest, rejects = index_corpus(reading([row("a") | columns, row("fine")]), tmp_path)
    assert rejects.rows() == [("a", reason)]
    assert manifest["audio_id"].to_list() == ["07_Here_fine"]


def test_labels_without_times_and_labels_to_the_very_end_are_right(reading, tmp_path):
    spans = [{"label": "x", "start": None, "end": None}, {"label": "y", "start": 1.0, "end": 2.0}]
    manifest, _ = index_corpus(reading([row("a", events=spans, duration=2.0)]), tmp_path)
    assert manifest["events"].to_list() == [spans]


def test_official_splits_are_taken_and_others_refused(reading, tmp_path):
    rows = [row("a", split="test"), row("b", split="validation"), row("c", split=None)]
    manifest, rejects = index_corpus(reading(rows, splits="official"), tmp_path)
    assert manifest["split"].to_list() == ["test"]
    assert rejects.rows() == [
        ("b", "split 'validation' is none of train, dev, test"),
        ("c", "split '' is none of train, dev, test"),
    ]


def test_drawn_splits_replace_what_a_reader_says(reading, tmp_path):
    rows = [row("a", split="anything")]
    manifest, _ = index_corpus(reading(rows), tmp_path, splits={"test": 1.0})
    assert manifest["split"].to_list() == ["test"]


def test_a_limit_keeps_whole_groups_and_counts_the_rest(reading, tmp_path):
    rows = [row(f"{group}{take}", group=group) for group in "abcdef" for take in "123"]
    manifest, rejects = index_corpus(reading(rows), tmp_path, limit=6)
    assert manifest.height == 6
    assert manifest["group"].value_counts()["count"].to_list() == [3, 3]
    assert rejects["reason"].unique().to_list() == ["beyond the configured limit of 6 clips"]
    assert rejects.height == 12


def test_a_limit_leaves_the_splits_of_what_it_keeps(reading, tmp_path):
    corpus = reading([row(f"clip{index}") for index in range(50)])
    whole = index_corpus(corpus, tmp_path)[0]
    part = index_corpus(corpus, tmp_path, limit=20)[0]
    assert_frame_equal(part, whole.filter(pl.col("audio_id").is_in(part["audio_id"].to_list())))


def test_the_order_in_which_a_reader_finds_items_changes_nothing(reading, tmp_path):
    rows = [row("b"), row("a.x"), row("a x"), row("c", duration=-1.0)]
    forward = index_corpus(reading(rows), tmp_path)
    backward = index_corpus(reading(rows[::-1]), tmp_path)
    for first, second in zip(forward, backward, strict=True):
        assert_frame_equal(first, second)


def test_a_failing_reader_names_corpus_and_file(reading, tmp_path):
    corpus = reading(lambda root: (root / "labels.csv").read_text())
    with pytest.raises(AudioFlanError) as caught:
        index_corpus(corpus, tmp_path)
    assert caught.value.where == str(tmp_path / "labels.csv")
    assert "written_here" in str(caught.value)


def test_a_reader_that_says_where_is_quoted(reading, tmp_path):
    def read(root: Path) -> pl.DataFrame:
        raise AudioFlanError("torn line", where=root / "labels.csv", line=3, remedy="mend it")

    with pytest.raises(AudioFlanError) as caught:
        index_corpus(reading(read), tmp_path)
    where = tmp_path / "labels.csv"
    assert str(caught.value) == f"{where}:3: corpus written_here: torn line. Remedy: mend it"


def test_an_unknown_column_is_named_with_the_nearest_known(reading, tmp_path):
    with pytest.raises(AudioFlanError, match=r"unknown column 'speeker'.*'speaker'"):
        index_corpus(reading([row("a", speeker="s")]), tmp_path)


def test_a_column_of_the_wrong_type_is_refused(reading, tmp_path):
    with pytest.raises(AudioFlanError, match="does not fit its type"):
        index_corpus(reading([row("a", tempo="fast")]), tmp_path)


def test_an_empty_folder_and_a_missing_one_are_refused(reading, tmp_path):
    with pytest.raises(AudioFlanError, match="nothing found"):
        index_corpus(reading(lambda root: pl.DataFrame()), tmp_path)
    with pytest.raises(AudioFlanError, match="is not here"):
        index_corpus(corpus_of("moh_songs"), tmp_path / "none")


def test_a_corpus_without_reader_is_told_the_nearest(tmp_path):
    with pytest.raises(AudioFlanError, match="did you mean 'moh_songs'"):
        index_corpus(replace(corpus_of("moh_songs"), id="moh_song"), tmp_path)


def test_a_module_without_read_is_refused(tmp_path):
    with pytest.raises(AudioFlanError, match="no function 'read'"):
        index_corpus(replace(corpus_of("moh_songs"), id="columns"), tmp_path)


def test_shares_of_the_drawn_splits_are_met():
    groups = pl.DataFrame({"group": [f"speaker {index}" for index in range(20_000)]})
    counts = dict(draw_splits(groups)["split"].value_counts().iter_rows())
    assert counts["train"] == pytest.approx(18_000, rel=0.02)
    assert counts["dev"] == pytest.approx(1_000, rel=0.15)
    assert counts["test"] == pytest.approx(1_000, rel=0.15)


@given(st.lists(st.text(max_size=5) | st.none(), min_size=1, max_size=30), st.randoms())
def test_a_group_has_one_split_whatever_else_is_there(groups, random):
    together = draw_splits(pl.DataFrame({"group": groups}, schema={"group": pl.String}))
    shuffled = random.sample(groups, len(groups))
    apart = draw_splits(pl.DataFrame({"group": shuffled[:1]}, schema={"group": pl.String}))
    splits = dict(together.rows())
    assert together["group"].to_list() == groups
    assert splits[shuffled[0]] == apart["split"][0]
    assert {split for group, split in splits.items() if group is not None} <= {
        "train",
        "dev",
        "test",
    }


@pytest.mark.parametrize("shares", [{}, {"train": 0.5}, {"train": 2, "dev": -1}, {"valid": 1}])
def test_shares_that_divide_nothing_are_refused(shares):
    with pytest.raises(AudioFlanError, match="split shares"):
        draw_splits(pl.DataFrame({"group": ["g"]}), shares)
