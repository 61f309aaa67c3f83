"""ESC-50: classes, folds, groups and licences, and what is left out."""

import dataclasses
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import esc50 as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("esc50")
TABLE = f"{small.ROOT}/meta/esc50.csv"


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_class_source_split_and_licence_of_every_clip(both):
    event = pl.col("events").list.first().struct.field("label")
    assert both[0].select("audio_id", event, "group", "split", "licence").rows() == [
        (f"17_ESC-50_{name}", label, group, split, licence)
        for name, label, group, split, licence in [
            ("1-100032-A-0", "dog", "100032", "train", "CC-BY-3.0"),
            ("2-999002-A-11", "sea waves", "999002", "train", "CC-BY-3.0"),
            ("2-999002-B-11", "sea waves", "999002", "train", "CC-BY-3.0"),
            ("3-999003-B-15", "water drops", "999003", "train", "CC-BY-NC-3.0"),
            ("4-999004-A-37", "clock alarm", "999004", "dev", "CC-BY-NC-3.0"),
            ("5-999005-A-30", "door wood knock", "999005", "test", "CC-BY-NC-3.0"),
        ]
    ]


def test_a_class_holds_somewhere_in_the_clip_which_may_be_padded(both):
    assert both[0]["events"][0].to_list() == [{"label": "dog", "start": None, "end": None}]
    assert both[0].select("duration", "sample_rate", "channels").row(0) == (0.5, 44100, 1)
    assert json.loads(both[0]["extra"][0]) == {"freesound": "100032", "fold": "1"}


def test_other_folds_may_be_held_out_whole(copy):
    corpus = dataclasses.replace(CORPUS, options={"folds": {"dev": [1], "test": [2, 3]}})
    manifest, _ = index_corpus(corpus, copy)
    assert manifest["split"].to_list() == ["dev", "test", "test", "test", "train", "train"]


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"{small.ROOT}/audio/{small.UNLISTED}": "not in esc50.csv",
        f"{small.ROOT}/audio/{small.BROKEN}": "unreadable header: Format not recognised",
        f"{TABLE}:8": "label without audio",
    }


def test_a_missing_table_is_named_with_its_remedy(copy):
    (copy / TABLE).unlink()
    with pytest.raises(AudioFlanError, match=r"no 'esc50\.csv'.*Remedy: it comes with"):
        index_corpus(CORPUS, copy)


def test_a_table_cut_off_costs_its_last_row_only(copy):
    with (copy / TABLE).open("a", encoding="utf-8") as table:
        table.write("5-999008-A-44.wav,5")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 6
    assert dict(rejects.rows())[f"{TABLE}:10"] == "2 fields, not 7"


def test_a_table_in_another_encoding_is_named(copy):
    table = copy / TABLE
    table.write_bytes(table.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(AudioFlanError, match=r"esc50\.csv: .*unreadable text"):
        index_corpus(CORPUS, copy)


def test_labels_without_any_recording_are_all_rejected(copy):
    shutil.rmtree(copy / small.ROOT / "audio")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
