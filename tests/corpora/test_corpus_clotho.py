"""Clotho: file names as they are, captions, licences and splits, and what is left out."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.corpora.helpers import corpus_of
from tests.miniatures import clotho as small

from audioflan.corpora import index_corpus
from audioflan.errors import AudioFlanError

CORPUS = corpus_of("clotho")


@pytest.fixture
def both(indexed) -> tuple[pl.DataFrame, pl.DataFrame]:
    return indexed(CORPUS.id)


@pytest.fixture
def copy(miniature, tmp_path) -> Path:
    return shutil.copytree(miniature(CORPUS.id), tmp_path / "copy")


def test_file_names_keep_their_blanks_commas_and_apostrophes(both):
    assert both[0].select("audio_id", "path", "split").rows() == [
        ("66_Clotho_development_Bell__it_s_3_o_clock", f"development/{small.COMMA}", "train"),
        ("66_Clotho_development__Ambience_Birds", f"development/{small.BLANK}", "train"),
        ("66_Clotho_development__gate", f"development/{small.PLAIN}", "train"),
        ("66_Clotho_evaluation_Fu_ball", f"evaluation/{small.EVAL}", "test"),
        ("66_Clotho_test_hidden_test", f"test/{small.TEST}", "test"),
        ("66_Clotho_validation_Rain-01", f"validation/{small.DEV}", "dev"),
    ]


def test_the_first_caption_counts_and_all_are_kept(both):
    birds = both[0].row(1, named=True)
    assert birds["caption"] == f"{small.BLANK} is heard, then heard again".strip()
    texts = json.loads(birds["extra"])["captions"]
    assert texts[1:] == ["Birds – sing", "A bell rings", "Four", "Five"]


def test_the_test_subset_has_metadata_but_no_captions(both):
    test = both[0].row(4, named=True)
    assert (test["caption"], test["licence"], test["group"]) == (None, "CC0-1.0", "990005")


def test_every_clip_has_the_licence_of_its_uploader(both):
    assert both[0]["licence"].to_list() == [
        "CC-BY-3.0",
        "CC0-1.0",
        "CC-BY-NC-3.0",
        "CC0-1.0",
        "CC0-1.0",
        "LicenseRef-CC-Sampling-Plus-1.0",
    ]


def test_metadata_are_in_another_encoding_than_captions(both):
    bell = json.loads(both[0]["extra"][0])
    assert {name: bell[name] for name in ("uploader", "freesound", "begin", "end")} == {
        "uploader": "Jürgen",
        "freesound": "990002",
        "begin": 1.0,
        "end": 23.0,
    }


def test_a_recording_that_freesound_lost_is_its_own_group(both):
    gate = both[0].row(2, named=True)
    assert gate["group"] == f"development/{small.PLAIN}"
    assert json.loads(gate["extra"])["begin"] is None


def test_names_the_reason_of_everything_left_out(both):
    assert dict(both[1].rows()) == {
        f"development/{small.BARE}": "no captions",
        f"development/{small.BROKEN}": "unreadable header: Format not recognised",
        "clotho_captions_development.csv:5": "label without audio",
    }


def test_folders_may_be_called_after_the_archives(copy):
    for subset in small.CLIPS:
        (copy / subset).rename(copy / f"clotho_audio_{subset}")
    assert index_corpus(CORPUS, copy)[0].height == 6


def test_a_missing_table_of_captions_is_named_with_its_remedy(copy):
    (copy / "clotho_captions_validation.csv").unlink()
    name = r"no 'clotho_captions_validation\.csv'.*Remedy: it comes with"
    with pytest.raises(AudioFlanError, match=name):
        index_corpus(CORPUS, copy)


def test_without_metadata_the_licence_is_that_of_the_corpus(copy):
    (copy / "clotho_metadata_validation.csv").unlink()
    manifest, _ = index_corpus(CORPUS, copy)
    assert manifest["licence"][-1] == "LicenseRef-clotho"


def test_a_table_cut_off_costs_its_last_row_only(copy):
    with (copy / "clotho_captions_validation.csv").open("a", encoding="utf-8") as table:
        table.write("late.wav,One,Two")
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.height == 6
    assert dict(rejects.rows())["clotho_captions_validation.csv:3"] == "3 fields, not 6"


def test_captions_in_another_encoding_are_named(copy):
    table = copy / "clotho_captions_evaluation.csv"
    table.write_bytes(table.read_text(encoding="utf-8").encode("cp1252"))
    with pytest.raises(AudioFlanError, match=r"captions_evaluation\.csv: .*unreadable text"):
        index_corpus(CORPUS, copy)


def test_captions_without_any_recording_are_all_rejected(copy):
    for subset in small.CLIPS:
        shutil.rmtree(copy / subset)
    manifest, rejects = index_corpus(CORPUS, copy)
    assert manifest.is_empty()
    assert set(rejects["reason"]) == {"label without audio"}
